"""A server of names at 127.0.0.1:53 that is silent, or answers every PTR question with h1.example.test, and
listeners at port 22 of 127.0.0.1, 192.0.2.1 and fe80::1%lo. Run in a network and a mount namespace of
its own; prints its pid, and ends with its standard input. usage: names.py silent|answers"""
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading


def run(*words):
    subprocess.run(words, check=True)


def put(path, text):
    with tempfile.NamedTemporaryFile('w', delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    run('mount', '--bind', file.name, path)
    os.unlink(file.name)


def name(text):
    return b''.join(bytes([len(part)]) + part.encode() for part in text.split('.')) + b'\0'


def answer(question):
    # RFC 1035: the header with one answer, the question as it came, a pointer to its name, PTR IN
    end = question.index(b'\0', 12) + 5
    target = name('h1.example.test')
    head = question[:2] + struct.pack('>HHHHH', 0x8180, 1, 1, 0, 0)
    return head + question[12:end] + struct.pack('>HHHIH', 0xC00C, 12, 1, 60, len(target)) + target


def serve(server):
    while True:
        question, asker = server.recvfrom(4096)
        server.sendto(answer(question), asker)


run('mount', '--make-rprivate', '/')
run('ip', 'link', 'set', 'lo', 'up')
run('ip', 'addr', 'add', '192.0.2.1/24', 'dev', 'lo')
run('ip', '-6', 'addr', 'add', 'fe80::1/64', 'dev', 'lo', 'nodad')
put('/etc/resolv.conf', 'nameserver 127.0.0.1\n')
put('/etc/hosts', '127.0.0.1 localhost\n')
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', 53))
if sys.argv[1] == 'answers':
    threading.Thread(target=serve, args=(server,), daemon=True).start()
held = []
for family, address in [
    (socket.AF_INET, ('127.0.0.1', 22)),
    (socket.AF_INET, ('192.0.2.1', 22)),
    (socket.AF_INET6, ('fe80::1', 22, 0, socket.if_nametoindex('lo'))),
]:
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen()
    held.append(listener)
print(os.getpid(), flush=True)
sys.stdin.read()
