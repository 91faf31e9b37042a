#!/usr/bin/env python3
"""Counts the round trips that a program makes to the server once it is connected: round_trips.py COMMAND...

Stands between the two as a server of its own on a Unix socket (PGHOST of the command) and hands on what either says. An answer
is kept back until the server has said all of it (ReadyForQuery): what the program asks before is one burst, however many
pieces it comes in, and a program that waited for a part of it would wait forever. A burst and its answer are a round trip; a goodbye has
none. Prints the number."""
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time

READY = b"Z"  # ReadyForQuery; the first one ends connecting


class Messages:
    """What the server says: messages of a letter, and four bytes of length that count themselves."""

    def __init__(self):
        self.rest = b""

    def last(self, answer):
        """The letter of the last message, when nothing of the next one has come."""
        self.rest += answer
        letter, at = b"", 0
        while len(self.rest) >= at + 5:
            end = at + 1 + int.from_bytes(self.rest[at + 1 : at + 5], "big")
            if end > len(self.rest):
                break
            letter, at = self.rest[at : at + 1], end
        self.rest = self.rest[at:]
        return b"" if self.rest else letter


def carry(client, server):
    """Both directions until either end is gone; the number of round trips."""
    trips, connected, held, messages = 0, False, b"", Messages()
    while True:
        ready, _, _ = select.select([client, server], [], [])
        if client in ready:
            said = client.recv(65536)
            if not said:
                return trips
            server.sendall(said)
        if server in ready:
            answer = server.recv(65536)
            held += answer
            is_ready = messages.last(answer) == READY
            if is_ready or not connected or not answer:
                trips += connected and is_ready
                connected = connected or is_ready
                client.sendall(held)
                held = b""
            if not answer:
                return trips


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
