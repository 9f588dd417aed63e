"""Readers of the pins in /run/tsnetstat, each in a world of its own, for readers.ts.

Run as root in fresh network and mount namespaces. Prints one line of JSON: what each reader read (base64) and
the processes there were. Every child ends with this one.
"""

import base64
import ctypes
import json
import os
import signal
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWUSER, PR_SET_PDEATHSIG = 0x40000000, 0x20000000, 0x10000000, 1


def unshare(flag):
    if libc.unshare(flag):
        raise OSError(ctypes.get_errno(), "unshare")


def read(pin):
    with open("/run/tsnetstat/" + pin, "rb", buffering=0) as file:
        data = b""
        while chunk := file.read(65536):
            data += chunk
    return base64.b64encode(data).decode()


def child(body):
    """Runs body in a child that then waits to be killed; what body returns."""
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            os.close(here)
            answer = json.dumps(body())
        except BaseException as error:
            answer = json.dumps({"error": repr(error)})
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of uid has undone it
        signal.alarm(60)
        os.write(there, answer.encode() + b"\n")
        signal.pause()
    os.close(there)
    with os.fdopen(here) as file:
        answer = json.loads(file.readline())
    if isinstance(answer, dict) and "error" in answer:
        raise RuntimeError(answer["error"])
    return {**answer, "outer": pid}


def holder(uid=0, foreign=False, effective=None):
    """A process with one socket."""
    def body():
        if foreign:
            unshare(CLONE_NEWNET)
        listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        os.setresuid(uid, uid if effective is None else effective, uid)
        holder.kept = listener
        return {"inode": os.fstat(listener.fileno()).st_ino}
    return child(body)


def reader(pin, uid=0, flag=0):
    def body():
        reader.kept = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if uid:
            os.setresuid(uid, uid, uid)
        if flag:
            unshare(flag)
        return {"inode": os.fstat(reader.kept.fileno()).st_ino, "read": read(pin)}
    return child(body)


def reader_here(pin):
    reader_here.kept = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    return {"inode": os.fstat(reader_here.kept.fileno()).st_ino, "read": read(pin)}


def nested(levels):
    """A reader so many pid namespaces down, beside a process of its own namespace."""
    def body():
        for _ in range(levels - 1):
            unshare(CLONE_NEWPID)
            pid = os.fork()
            if pid:
                os.waitpid(pid, 0)
                os._exit(0)
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        unshare(CLONE_NEWPID)
        beside = child(lambda: {"pid": os.getpid(), **reader_here("owners-self")})
        mine = child(lambda: {"pid": os.getpid(), **reader_here("owners")})
        return {"beside": beside, "mine": mine}
    return child(body)


def passed():
    """A pin that was opened up here, and is read in a pid namespace below."""
    opened = os.open("/run/tsnetstat/owners", os.O_RDONLY)

    def below():
        kept = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        data = b""
        while chunk := os.read(opened, 65536):
            data += chunk
        return {"pid": os.getpid(), "inode": os.fstat(kept.fileno()).st_ino, "read": base64.b64encode(data).decode()}

    def body():
        unshare(CLONE_NEWPID)
        return {"mine": child(below)}
    return child(body)


result = {
    "own": holder(1234),
    "other": holder(1235),
    "foreign": holder(1234, foreign=True),
    "setuid": holder(1234, effective=1235),
    "user": reader("owners-self", 1234),
    "root": reader("owners-self"),
    "rootOfUserNs": reader("owners-self", 1234, CLONE_NEWUSER),
    "all": reader("owners", 1234),
    "nested": {str(levels): nested(levels) for levels in (1, 2, 3, 4)},
    "passed": passed(),
}
print(json.dumps(result), flush=True)
