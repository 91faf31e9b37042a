#!/usr/bin/env python3
"""Counts the round trips that a program makes to the server once it is connected: round_trips.py COMMAND...

Stands between the two as a server of its own on a Unix socket (PGHOST of the command) and hands on what either says. An answer
is kept back until nothing more has come from the program for a while: what it says without waiting for an answer is one burst,
however many pieces it comes in. A burst and its answer are a round trip; a goodbye has none. Prints the number."""
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time

QUIET = 0.02  # seconds
READY = b"Z\0\0\0\5"  # ReadyForQuery; the first one ends connecting


def carry(client, server):
    """Both directions until either end is gone; the number of round trips."""
    trips, asked, connected, held, spoke = 0, False, False, b"", 0.0
    while True:
        ready, _, _ = select.select([client, server], [], [], QUIET if held else None)
        if client in ready:
            said = client.recv(65536)
            if not said:
                return trips
            server.sendall(said)
            asked, spoke = True, time.monotonic()
        if server in ready:
            answer = server.recv(65536)
            if not answer:
                client.sendall(held)
                return trips
            held += answer
        if held and time.monotonic() - spoke >= QUIET:
            trips += connected and asked
            connected, asked = connected or READY in held, False
            client.sendall(held)
            held = b""


def serve(listener, path, counts):
    while True:
        client, _ = listener.accept()
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(path)
            counts.append(carry(client, server))


def main():
    name = ".s.PGSQL." + os.environ.get("PGPORT", "5432")
    counts = []
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.join(folder, name))
        listener.listen()
        path = os.path.join(os.environ["PGHOST"], name)
        threading.Thread(target=serve, args=(listener, path, counts), daemon=True).start()
        done = subprocess.run(sys.argv[1:], env=dict(os.environ, PGHOST=folder), stdout=subprocess.DEVNULL, check=False)
        limit = time.monotonic() + 5
        while not counts and time.monotonic() < limit:
            time.sleep(0.001)
    print(sum(counts) if counts else "no connection")
    return done.returncode


sys.exit(main())
