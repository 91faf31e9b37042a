#!/usr/bin/env python3
"""Runs a program on a terminal of its own and plays a part: tests/support/terminal.py [OPTIONS] PROGRAM ARGUMENTS... < PART

Options: --rows N (24), --columns N (80), --stdout FILE (the answer goes there instead of the terminal).
The part is lines:
    expect TEXT         waits until TEXT is on the terminal, behind what was expected before
    type TEXT           sends TEXT and Enter
    send TEXT           sends TEXT with Python's escapes and no Enter: \\x03 is Ctrl-C, \\x04 Ctrl-D, \\t Tab
    resize ROWS COLUMNS changes the size of the terminal
    signal NAME         sends a signal to the program: KILL
    wait-for PATH       waits until a file is there
    run COMMAND         runs a command of the shell and waits for it
Then the end of the program is waited for. What was on the terminal is written to stdout without escape sequences;
the exit status is that of the program (128 and the signal when one ended it), 99 when something was waited for in vain,
98 when the program left the terminal's modes changed. Nothing sleeps: every step waits for what it needs.
"""
import fcntl, os, pty, re, select, signal, struct, subprocess, sys, termios, time

PATIENCE = 30.0
ESCAPES = re.compile(r'\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78M]|[\r\x07\x00]')


class Terminal:
    def __init__(self, rows, columns, stdout, arguments):
        self.master, self.slave = pty.openpty()
        self.resize(rows, columns)
        self.modes = termios.tcgetattr(self.slave)
        self.seen, self.place = '', 0
        self.bytes = b''
        self.child = os.fork()
        if self.child == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            os.dup2(self.slave, 0)
            os.dup2(self.slave, 2)
            os.dup2(os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) if stdout else self.slave, 1)
            os.closerange(3, 64)
            os.execvp(arguments[0], arguments)

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def read(self, patience):
        ready = select.select([self.master], [], [], patience)[0]
        if ready:
            try:
                self.bytes += os.read(self.master, 65536)
            except OSError:
                return False
            text = self.bytes.decode('utf-8', 'replace')
            self.seen = ESCAPES.sub('', text)
        return bool(ready)

    def expect(self, text):
        end = time.monotonic() + PATIENCE
        while True:
            found = self.seen.find(text, self.place)
            if found >= 0:
                self.place = found + len(text)
                return
            left = end - time.monotonic()
            if left <= 0 or (self.ended() and not self.read(0)):
                self.vain('expect ' + text)
            self.read(min(left, 0.2))

    def ended(self):
        return self.status() is not None

    def status(self):
        if not hasattr(self, 'result'):
            child, status = os.waitpid(self.child, os.WNOHANG)
            if child == 0:
                return None
            self.result = os.waitstatus_to_exitcode(status)
        return self.result

    def vain(self, what):
        sys.stdout.write(self.seen)
        sys.stdout.write('\n-- waited in vain: %s (expected so far: %r)\n' % (what, self.seen[:self.place][-200:]))
        if not self.ended():
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        sys.exit(99)

    def write(self, text):
        data = text.encode()
        while data:
            data = data[os.write(self.master, data):]

    def wait_for(self, path):
        end = time.monotonic() + PATIENCE
        while not os.path.exists(path):
            self.read(0.02)
            if time.monotonic() > end:
                self.vain('wait-for ' + path)

    def play(self, line):
        word, _, rest = line.partition(' ')
        if word == 'expect':
            self.expect(rest)
        elif word == 'type':
            self.write(rest + '\r')
        elif word == 'send':
            self.write(rest.encode('latin-1', 'backslashreplace').decode('unicode_escape'))
        elif word == 'resize':
            self.resize(*map(int, rest.split()))
        elif word == 'signal':
            os.kill(self.child, getattr(signal, 'SIG' + rest))
        elif word == 'wait-for':
            self.wait_for(rest)
        elif word == 'run':
            subprocess.run(rest, shell=True, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        else:
            sys.exit('terminal: what is ' + line)

    def finish(self):
        end = time.monotonic() + PATIENCE
        while not self.ended():
            self.read(0.05)
            if time.monotonic() > end:
                self.vain('the end of the program')
        while self.read(0.02):
            pass
        sys.stdout.write(self.seen)
        if self.result >= 0 and termios.tcgetattr(self.slave)[:4] != self.modes[:4]:
            sys.stdout.write('\n-- the modes of the terminal were left changed\n')
            sys.exit(98)
        sys.exit(self.result if self.result >= 0 else 128 - self.result)


def main():
    options = {'--rows': '24', '--columns': '80', '--stdout': ''}
    arguments = sys.argv[1:]
    while arguments and arguments[0] in options:
        options[arguments[0]] = arguments[1]
        arguments = arguments[2:]
    part = [line.rstrip('\n') for line in sys.stdin if line.strip() and not line.startswith('#')]
    terminal = Terminal(int(options['--rows']), int(options['--columns']), options['--stdout'], arguments)
    for line in part:
        terminal.play(line)
    terminal.finish()


main()
