"""Sockets for `-c` to look at, in a network namespace of their own: listens on 127.0.0.1:7001 and 7002, then
does what it reads, a line each, and answers "ok": "twin PORT" listens there too (SO_REUSEPORT), "close
PORT" closes the one that listens there longest, "churn SECONDS" opens and closes connections."""
import random
import socket
import sys
import time

held = {}


def listen(port):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(('127.0.0.1', port))
    server.listen()
    held.setdefault(port, []).append(server)


def churn(seconds):
    pairs = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        client = socket.socket()
        # a reset leaves nothing in TIME_WAIT
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
        client.connect(('127.0.0.1', 7001))
        pairs.append((client, held[7001][0].accept()[0]))
        if len(pairs) > 100:
            for each in pairs.pop(random.randrange(100)):
                each.close()
        time.sleep(0.002)


listen(7001)
listen(7002)
print('ok', flush=True)
for line in sys.stdin:
    word, number = line.split()
    if word == 'twin':
        listen(int(number))
    elif word == 'close':
        held[int(number)].pop(0).close()
    else:
        churn(float(number))
    print('ok', flush=True)
