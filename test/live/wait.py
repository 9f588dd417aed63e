"""Waits for listeners to come or to go, in the network namespace this runs in.

usage: wait.py come|go ROUNDS COMMAND... ; COMMAND waits for a listener on a port, which is put behind it
as ":PORT", to be there or to be gone. Each round listens, or closes the listener, half a second after the
command has begun, and writes a line of JSON: {"code": its exit code, "ms": from then to its end, "cpu":
its processor seconds while it only waited, "seconds": how long that was}. SETTLE=S and WAIT=S: how long
it starts, and waits.
"""
import json
import os
import select
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


SETTLE = float(os.environ.get('SETTLE', 0.4))
WAIT = float(os.environ.get('WAIT', 0.1))
goes = sys.argv[1] == 'go'

for round in range(int(sys.argv[2])):
    port = 20000 + round
    with socket.socket() as server:
        server.bind(('127.0.0.1', port))
        if goes:
            server.listen()
        child = subprocess.Popen([*sys.argv[3:], f':{port}'], stdin=subprocess.DEVNULL)
        ended = os.pidfd_open(child.pid)
        time.sleep(SETTLE)
        before, start = cpu(child.pid), time.monotonic()
        # moments that do not follow the rhythm of its looks
        time.sleep(WAIT + 0.0137 * (round % 20))
        used, seconds = cpu(child.pid) - before, time.monotonic() - start
        began = time.monotonic()
        if goes:
            server.close()
        else:
            server.listen()
        # Popen.wait() with a timeout looks every 50 ms only
        select.select([ended], [], [], 10)
        ms = (time.monotonic() - began) * 1000
        os.close(ended)
        code = child.wait(1)
    print(json.dumps({'code': code, 'ms': ms, 'cpu': used, 'seconds': seconds}), flush=True)
