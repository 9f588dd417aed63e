"""Runs a command on a pseudo-terminal of 100 columns, answers its first question, and prints what
stood on the screen; exits as the command does. Run as: python3 terminal.py ANSWER COMMAND..."""

import fcntl
import os
import pty
import struct
import sys
import termios

answer, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    os.execvp(command[0], command)
screen = b""
asked = False
while True:
    try:
        got = os.read(terminal, 4096)
    except OSError:
        break
    if not got:
        break
    screen += got
    if b"[y/N] " in screen and not asked:
        asked = True
        os.write(terminal, answer.encode() + b"\n" if answer else b"\x04")
sys.stdout.write(screen.decode().replace("\r\n", "\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
