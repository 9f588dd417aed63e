"""Sockets for `-c` to look at, in a network namespace of their own: listens on 127.0.0.1:7001 and 7002, then
does what it reads, a line each, and answers "ok": "twin PORT" listens there too (SO_REUSEPORT), "close
PORT" closes the one that listens there longest, "restart PORT" closes it and listens there anew, "connect
PORT" lets a client connect that nobody accepts until "accept PORT", "finish PORT" closes both ends of the
one accepted last, the client's first, "churn SECONDS" opens and closes connections."""
import random
import socket
import sys
import time

held = {}
clients = []
accepted = []


def listen(port):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(('127.0.0.1', port))
    server.listen()
    held.setdefault(port, []).append(server)


def restart(port):
    held[port].pop(0).close()
    listen(port)


def finish(port):
    clients.pop().close()
    server = accepted.pop()
    server.recv(1)
    server.close()


def churn(seconds):
    pairs = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        client = socket.socket()
        if random.random() < 0.8:
            # a reset leaves nothing in TIME_WAIT
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
        client.connect(('127.0.0.1', 7001))
        pairs.append((client, held[7001][0].accept()[0]))
        if random.random() < 0.5:
            client.send(b'x')
        if len(pairs) > 100:
            for each in pairs.pop(random.randrange(100)):
                each.close()
        time.sleep(0.002)


ACTS = {
    'twin': listen,
    'close': lambda port: held[port].pop(0).close(),
    'restart': restart,
    'connect': lambda port: clients.append(socket.create_connection(('127.0.0.1', port))),
    'accept': lambda port: accepted.append(held[port][0].accept()[0]),
    'finish': finish,
}

listen(7001)
listen(7002)
print('ok', flush=True)
for line in sys.stdin:
    word, number = line.split()
    if word == 'churn':
        churn(float(number))
    else:
        ACTS[word](int(number))
    print('ok', flush=True)
