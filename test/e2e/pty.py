"""Runs commands one after the other, each with its standard output on a terminal or in a pipe.

Reads a JSON list of {"argv": [...], "columns": N or null} from standard input and writes a list of
{"code": N, "out": "...", "err": "..."}; null columns are a pipe.
"""
import fcntl
import json
import os
import struct
import subprocess
import sys
import termios

ENV = {'TERM': 'xterm-256color', 'PATH': os.environ['PATH']}


def drain(fd):
    parts = []
    while True:
        try:
            part = os.read(fd, 65536)
        except OSError:  # EIO: nobody has the terminal open any more
            part = b''
        if not part:
            return b''.join(parts)
        parts.append(part)


def run(argv, columns):
    if columns is None:
        done = subprocess.run(argv, env=ENV, stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode, done.stdout, done.stderr
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 50, columns, 0, 0))
    modes = termios.tcgetattr(slave)
    modes[1] &= ~termios.OPOST  # newlines as they are written
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    errors = os.memfd_create('stderr')
    child = subprocess.Popen(argv, env=ENV, stdin=subprocess.DEVNULL, stdout=slave, stderr=errors)
    os.close(slave)
    out = drain(master)
    code = child.wait()
    os.close(master)
    os.lseek(errors, 0, os.SEEK_SET)
    err = drain(errors)
    os.close(errors)
    return code, out, err


answers = []
for each in json.load(sys.stdin):
    code, out, err = run(each['argv'], each['columns'])
    answers.append({'code': code, 'out': out.decode(), 'err': err.decode()})
json.dump(answers, sys.stdout)
