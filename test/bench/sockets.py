"""sockets.py N: about N TCP sockets in this network namespace, in pairs; 'ready', then waits for stdin.

Each child holds 15,000, below the usual limit of open files.
"""
import os
import socket
import sys

PER_CHILD = 15000


def child(number: int, pairs: int, ready: int) -> None:
    keep = []
    listener = socket.socket()
    listener.bind((f'127.0.0.{number + 2}', 999))
    listener.listen(4096)
    for _ in range(pairs):
        client = socket.socket()
        client.connect(listener.getsockname())
        keep += [client, listener.accept()[0]]
    os.write(ready, b'.')
    sys.stdin.read()


def main() -> None:
    os.system('ip link set lo up')
    with open('/proc/sys/net/ipv4/ip_local_port_range', 'w') as file:
        file.write('1024 65535')
    pairs = int(sys.argv[1]) // 2
    done, ready = os.pipe()
    children = 0
    while pairs > 0:
        if os.fork() == 0:
            child(children, min(pairs, PER_CHILD // 2), ready)
            os._exit(0)
        pairs -= PER_CHILD // 2
        children += 1
    for _ in range(children):
        os.read(done, 1)
    print('ready', flush=True)
    for _ in range(children):
        os.wait()


main()
