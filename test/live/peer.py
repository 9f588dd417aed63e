"""Sockets in a network namespace of their own, made and ended as the lines on standard input say; each
line gets one line of JSON. Run as: unshare -n python3 peer.py"""

import errno
import json
import os
import socket
import subprocess
import sys

PORT = 8080
pairs = []
others = []


def listen(port, kind=socket.SOCK_STREAM, reuse=socket.SO_REUSEADDR):
    one = socket.socket(socket.AF_INET, kind)
    one.setsockopt(socket.SOL_SOCKET, reuse, 1)
    one.bind(("127.0.0.1", port))
    if kind == socket.SOCK_STREAM:
        one.listen(512)
    return one


def pair():
    client = socket.create_connection(("127.0.0.1", PORT))
    server, _ = listener.accept()
    return client, server


def error_of(one):
    one.setblocking(False)
    try:
        one.recv(1, socket.MSG_PEEK)
        return None
    except BlockingIOError:
        return None
    except OSError as error:
        return errno.errorcode[error.errno]


def transfer(sender, receiver, count):
    sender.setblocking(False)
    sent = received = 0
    while received < count:
        if sent < count:
            try:
                sent += sender.send(b"x" * min(65536, count - sent))
            except BlockingIOError:
                pass
        received += len(receiver.recv(65536))
    sender.setblocking(True)


def close(client, server):
    client.close()
    # the end is seen before it is answered, so that the client is the one in TIME_WAIT
    server.recv(1)
    server.close()


def answer(words):
    name, *numbers = words
    n = [int(each) for each in numbers]
    if name == "pair":
        pairs.append(pair())
        return {"id": len(pairs) - 1, "port": pairs[-1][0].getsockname()[1]}
    if name == "talk":
        client, server = pairs[n[0]]
        transfer(client, server, n[1])
        transfer(server, client, n[2])
        return {}
    if name == "close":
        close(*pairs[n[0]])
        return {}
    if name == "half":
        pairs[n[0]][0].shutdown(socket.SHUT_WR)
        return {}
    if name == "errors":
        return [error_of(one) for one in pairs[n[0]]]
    if name == "churn":
        ports = []
        for _ in range(n[0]):
            client, server = pair()
            ports.append(client.getsockname()[1])
            client.sendall(b"x")
            server.recv(1)
            close(client, server)
        return ports
    if name == "reuse":
        others.extend(listen(n[0], reuse=socket.SO_REUSEPORT) for _ in range(n[1]))
        return {}
    if name == "udp":
        others.append(listen(n[0], socket.SOCK_DGRAM))
        return {}
    if name == "close-other":
        others.pop().close()
        return {}
    if name == "udperror":
        return error_of(others[-1])
    raise ValueError(name)


subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
listener = listen(PORT)
print(json.dumps({"pid": os.getpid()}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(line.split())), flush=True)
