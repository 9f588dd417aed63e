"""Waits for listeners that come, in the network namespace this runs in.

usage: wait.py ROUNDS COMMAND... ; COMMAND waits for a listener on a port, which is put behind it as
":PORT". Each round listens half a second after the command has begun, and writes a line of JSON:
{"code": its exit code, "ms": from listen() to its end, "cpu": its processor seconds while it only
waited, "seconds": how long that was}.
"""
import json
import os
import socket
import subprocess
import sys
import time


def cpu(pid):
    # nanoseconds on a processor, of all its threads: /proc/PID/task/TID/schedstat
    total = 0
    for tid in os.listdir(f'/proc/{pid}/task'):
        with open(f'/proc/{pid}/task/{tid}/schedstat') as file:
            total += int(file.read().split()[0])
    return total / 1e9


SETTLE = 0.4

for round in range(int(sys.argv[1])):
    port = 20000 + round
    child = subprocess.Popen([*sys.argv[2:], f':{port}'], stdin=subprocess.DEVNULL)
    time.sleep(SETTLE)
    before, start = cpu(child.pid), time.monotonic()
    # moments that do not follow the rhythm of its looks
    time.sleep(0.1 + 0.0037 * (round % 10))
    used, seconds = cpu(child.pid) - before, time.monotonic() - start
    with socket.socket() as server:
        server.bind(('127.0.0.1', port))
        began = time.monotonic()
        server.listen()
        code = child.wait(10)
        ms = (time.monotonic() - began) * 1000
    print(json.dumps({'code': code, 'ms': ms, 'cpu': used, 'seconds': seconds}), flush=True)
