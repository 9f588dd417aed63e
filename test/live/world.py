#!/usr/bin/env python3
"""A world of real sockets, for live tests of tsnetstat.

    unshare -n python3 test/live/world.py [--fill N] [--hostile]
    unshare -n python3 test/live/world.py --big PROCS SOCKETS OTHERFDS [--udp]
    unshare -n python3 test/live/world.py --churn SECONDS RATE --log FILE

Run it as root in a fresh network namespace. It brings lo up (nothing else: no address, route, rule or
sysctl), builds, prints ONE line of JSON once everything is settled, waits for EOF on stdin, and goes.
Nothing stays behind, also after SIGKILL: every child asked for SIGKILL at its parent's death, unix paths are
unlinked before `ready`, and an alarm ends it all after ten minutes. Python's standard library only.

The line: {"ready":true,"pid":P,"netns":I,"sockets":N,"expect":{LABEL:{...}},"fill":null|{...}}. `sockets` is the
number of rows of /proc/net/{tcp,udp,udplite,raw}{,6} and unix, and `expect` names every one of them (except
the pairs of --fill), plus some that must not be listed. On failure: {"ready":false,"problems":[...]}, exit 1.

An entry: proto (tcp udp udplite raw unix), family (inet inet6 unix), state (LISTEN ... ; UNCONN for unconnected
udp, raw, unix), local and remote {address,port} (RFC 5952 text, v4-mapped as ::ffff:1.2.3.4; raw: port is the
protocol), inode (0: no file), uid, owners [{pid,fds}]. Where known:
  recv_q send_q   tcp: as /proc and sock_diag count (an unread FIN is 1, an unacknowledged SYN or FIN is 1; of a
                  LISTEN socket recv_q is what waits for accept, and `backlog` stands for send_q);
                  unix: bytes waiting, of a listener connections
  recv_q_min      udp: payload bytes waiting. The kernel reports memory (truesize), which is more
  drops           udp: datagrams lost, from SO_MEMINFO
  listed:false    no table shows it: bound but inactive, reset, or of another network namespace
  listed_diag:false   only /proc/net/unix shows it: the kernel's unix_diag leaves out what has no inode
  owners_proc     what a walk of /proc/PID/fd finds, where that is less than the truth in `owners`
  lasts           seconds until the kernel removes or changes it (TIME_WAIT and other orphans); unset: static
  device, v6only, comm, cmdline, proc_state, timer ("on" "probe" "keepalive" "timewait"), note
  unix: type (stream dgram seqpacket), local {path|null} (abstract: @name), remote {inode|null}

How the TCP states are held still: a socket with a filter that drops everything (`deafen`) still sends, but
never hears an answer. So a deaf client leaves SYN_SENT and SYN_RECV, a deaf peer leaves FIN_WAIT1, LAST_ACK or CLOSING,
and shutdown() instead of close() keeps the inode and the owner. IPv4 and IPv6 alike, no packets by hand.

--fill N: N more established pairs (127.0.9.1), in a process of their own, summed up in "fill". --hostile: unix paths
with a line feed (which forges a row in /proc/net/unix), an escape sequence, an inner NUL. --big: PROCS processes
share SOCKETS sockets (established tcp pairs, or udp) and hold OTHERFDS of /dev/null each; the line has "pids" and no
entries. --churn: opens and closes tcp and udp sockets and forks short-lived processes, RATE per second in all
(0: as fast as it goes), for SECONDS or until EOF, then exits by itself. FILE then holds `pid inode` for every
pair that ever existed, inherited ones included, and ends with `end`; read it only after the exit.
"""

import argparse
import contextlib
import ctypes
import errno
import fcntl
import gc
import ipaddress
import json
import os
import platform
import resource
import select
import shutil
import signal
import socket
import struct
import sys
import tempfile
import threading
import time
import traceback

LIFETIME = 600
LO = 1                                                   # lo's interface index, in every namespace
V4, V6 = socket.AF_INET, socket.AF_INET6
NEVER = 127                                              # TCP_SYNCNT: retry a SYN for hours
SO_ATTACH_FILTER, SO_MEMINFO, IP_FREEBIND, IPV6_FREEBIND = 26, 55, 15, 78
SIOCINQ, SIOCOUTQ, SIOCGIFFLAGS, SIOCSIFFLAGS = 0x541B, 0x5411, 0x8913, 0x8914
CLONE_FILES, CLONE_NEWNET, PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 0x400, 0x40000000, 1, 15, 36
SYS_CLONE, SYS_EXIT = (56, 60) if platform.machine() == "x86_64" else (220, 93)
STATES = ("? ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING").split()
PROTOCOLS = {6: "tcp", 17: "udp", 136: "udplite"}
libc = ctypes.CDLL(None, use_errno=True)
children = []                                            # every pid to kill, in order of birth
held = []                                                # sockets kept open (no collector may close them)


# ---- processes -------------------------------------------------------------------------------------------------

def die_with(parent):
    """Have the calling thread's process killed when `parent` dies, even if that happened already."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def close_others(keep):
    """Close every descriptor except stderr and `keep`; stdin and stdout become /dev/null."""
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    low = 3
    for fd in sorted(set(keep)) + [resource.getrlimit(resource.RLIMIT_NOFILE)[0]]:
        os.closerange(low, fd)
        low = fd + 1


def sleep_forever():
    while True:
        signal.pause()


def start(body, keep=(), then=sleep_forever):
    """Fork a process that runs body(), reports what it returned, and then lives on in then().

    It holds no sockets but those in `keep` and those body() opens. Returns (pid, descriptor of the report).
    """
    parent = os.getpid()
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write_end)
        children.append(pid)
        return pid, read_end
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()
        die_with(parent)
        close_others([write_end, *keep])
        report = {"result": body()}
    except BaseException:
        report, then = {"error": traceback.format_exc()}, sleep_forever
    with os.fdopen(write_end, "w") as out:
        out.write(json.dumps(report) + "\n")
    try:
        then()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def result(read_end):
    """What a started process reported (a private descriptor table may hold the pipe open: stop at the newline)."""
    with os.fdopen(read_end) as reports:
        line = reports.readline()
    report = json.loads(line or '{"error": "a child died before it reported"}')
    if "error" in report:
        raise RuntimeError(report["error"])
    return report["result"]


def spawn(body, keep=(), then=sleep_forever):
    pid, report = start(body, keep, then)
    return pid, result(report)


def end_children():
    """Kill what this process started, and wait until it is gone."""
    for pid in reversed(children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    children.clear()


def bring_lo_up():
    with socket.socket(V4, socket.SOCK_DGRAM) as sock:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack_from("h", fcntl.ioctl(sock, SIOCGIFFLAGS, request), 16)[0]
        fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | 1))


# ---- sockets ---------------------------------------------------------------------------------------------------

def canonical(address):
    """RFC 5952, v4-mapped addresses dotted, no zone."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return "::ffff:%s" % mapped if mapped else str(ip)


def endpoint(name, family, port=None):
    if not name:
        name = ("0.0.0.0" if family == V4 else "::", 0)
    return {"address": canonical(name[0]), "port": name[1] if port is None else port}


def inode(sock):
    return os.fstat(sock.fileno()).st_ino


def ioctl_int(sock, request):
    return struct.unpack("i", fcntl.ioctl(sock, request, bytes(4)))[0]


def deafen(sock):
    """From now on the socket drops all it is sent, as if the wire were cut in that direction only."""
    code = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))             # ret #0
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("@HP", 1, ctypes.addressof(code)))


def tcp(family=V4, host=None, port=None, device=None, anywhere=False):
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return bound(sock, host, port, device, anywhere)


def udp(family=V4, host=None, port=None, device=None, anywhere=False, proto=0):
    return bound(socket.socket(family, socket.SOCK_DGRAM, proto), host, port, device, anywhere)


def bound(sock, host, port, device=None, anywhere=False):
    """Bind, if asked to: to a device, and `anywhere`: also to an address this namespace does not have."""
    if device:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
    if anywhere and sock.family == V4:
        sock.setsockopt(socket.IPPROTO_IP, IP_FREEBIND, 1)
    elif anywhere:
        sock.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)
    if host is not None:
        sock.bind((host, port, 0, LO) if host.startswith("fe80") else (host, port))
    return sock


def dial(sock, target):
    """Start a connect that will not be answered."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, NEVER)
    sock.setblocking(False)
    error = sock.connect_ex(target)
    if error != errno.EINPROGRESS:
        raise OSError(error, "connect to %s was to hang" % (target,))


class World:
    """The sockets of this process and what is to be seen of them."""

    def __init__(self):
        self.expect = {}
        self.next_port = 20000

    def port(self):
        self.next_port += 1
        return self.next_port - 1

    def note(self, label, entry):
        if label in self.expect:
            raise ValueError("label twice: " + label)
        self.expect[label] = entry
        return entry

    def add(self, label, sock, state, remote=None, orphan=False, fds=None, **more):
        """Name a socket of this process: its addresses now, the state it is going to be in.

        An `orphan` is one that will have lost its file; give it while it is still here.
        """
        family, proto = sock.family, sock.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)
        raw = proto if sock.type == socket.SOCK_RAW else None
        with contextlib.suppress(OSError):               # not connected
            remote = remote or sock.getpeername()
        entry = {"proto": "raw" if raw else PROTOCOLS[proto], "family": "inet" if family == V4 else "inet6", "state": state,
                 "local": endpoint(sock.getsockname(), family, raw),
                 "remote": endpoint(remote, family, 0 if raw else None),
                 "inode": 0, "uid": 0, "owners": []}
        if not orphan:
            held.append(sock)
            entry.update(inode=inode(sock), owners=[{"pid": os.getpid(), "fds": fds or [sock.fileno()]}])
        entry.update(more)
        return self.note(label, entry)

    def add_child(self, label, listener, client, state="ESTABLISHED", **more):
        """The listener's side of `client`, which nobody has accepted: no file, no owner."""
        family = client.family
        return self.note(label, {"proto": "tcp", "family": "inet" if family == V4 else "inet6", "state": state,
                                 "local": endpoint(listener.getsockname(), family), "remote": endpoint(client.getsockname(), family),
                                 "inode": 0, "uid": 0, "owners": [], **more})

    def add_unix(self, label, sock, state, kind, path=None, peer=None, **more):
        held.append(sock)
        return self.note(label, {"proto": "unix", "family": "unix", "type": kind, "state": state, "local": {"path": path},
                                 "remote": {"inode": inode(peer) if peer else None}, "inode": inode(sock),
                                 "owners": [{"pid": os.getpid(), "fds": [sock.fileno()]}], **more})

    def listener(self, label, family=V4, host="127.0.0.1", backlog=16, sock=None, **more):
        sock = sock or tcp(family, host, self.port())
        sock.listen(backlog)
        self.add(label, sock, "LISTEN", backlog=backlog, **{"recv_q": 0, **more})
        return sock

    def pair(self, family=V4, host="127.0.0.1", receive=None):
        """An established pair (client, server); the listener is gone again."""
        with tcp(family, host, self.port()) as listener:
            if receive:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
            listener.listen(1)
            client = tcp(family, host, self.port())
            client.connect(listener.getsockname())
            return client, listener.accept()[0]


# ---- tcp -------------------------------------------------------------------------------------------------------

def tcp_listeners(w):
    w.listener("tcp4-listener", backlog=7)
    w.listener("tcp4-any-listener", host="0.0.0.0", backlog=128)
    w.listener("tcp4-highest-port", sock=tcp(V4, "127.0.0.1", 65535))
    w.listener("tcp4-device-listener", sock=tcp(V4, "0.0.0.0", w.port(), device="lo"), device="lo")
    w.listener("tcp6-listener", V6, "::1", backlog=9)
    only = socket.socket(V6, socket.SOCK_STREAM)
    only.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    w.listener("tcp6-v6only-listener", sock=bound(only, "::", w.port()), v6only=True)
    w.listener("tcp6-mapped-listener", V6, "::ffff:127.0.0.1", v6only=False)
    w.listener("tcp6-mapped-any-listener", V6, "::ffff:0.0.0.0", v6only=False)
    dual = w.listener("tcp6-dual-listener", V6, "::", v6only=False)
    client = tcp(V4, "127.0.0.1", w.port())
    client.connect(("127.0.0.1", dual.getsockname()[1]))
    w.add("tcp4-to-dual", client, "ESTABLISHED", recv_q=0, send_q=0)
    w.add("tcp6-mapped-accepted", dual.accept()[0], "ESTABLISHED", recv_q=0, send_q=0)
    user = w.listener("tcp4-other-uid", uid=65534, note="the socket belongs to 65534, the process to root")
    os.fchown(user.fileno(), 65534, 65534)
    for tag, family, host in (
            ("private", V4, "10.1.2.3"), ("public", V4, "8.8.4.4"), ("link-local", V4, "169.254.1.2"), ("cgnat", V4, "100.64.0.1"),
            ("documentation", V4, "192.0.2.1"), ("ula", V6, "fd00::1:2"), ("public", V6, "2606:4700:4700::1111"),
            ("documentation", V6, "2001:db8:1234:5678:9abc:def0:1234:5678"), ("compatible", V6, "::127.0.0.1"),
            ("short", V6, "::1:0"), ("link-local", V6, "fe80::1")):
        more = {"device": "lo"} if host == "fe80::1" else {}
        w.listener("tcp%s-%s-listener" % ("4" if family == V4 else "6", tag), sock=tcp(family, host, w.port(), anywhere=True), **more)


def tcp_queues(w, tag, family, host):
    """Data that waits on either side, an accept queue that is full, timers."""
    client, server = w.pair(family, host)
    w.add(tag + "-established", client, "ESTABLISHED", recv_q=0, send_q=0, timer="keepalive")
    w.add(tag + "-recv-q", server, "ESTABLISHED", recv_q=1234, send_q=0)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    client.sendall(bytes(1234))

    client, server = w.pair(family, host)
    w.add(tag + "-send-q", client, "ESTABLISHED", recv_q=0, send_q=4321, timer="on")
    w.add(tag + "-deaf", server, "ESTABLISHED", recv_q=0, send_q=0)
    deafen(server)
    client.sendall(bytes(4321))

    full = w.listener(tag + "-full-listener", family, host, backlog=1, recv_q=2)
    for number in (1, 2):
        client = tcp(family, host, w.port())
        client.connect(full.getsockname())
        client.sendall(bytes(number))
        w.add("%s-waiting-client-%d" % (tag, number), client, "ESTABLISHED", recv_q=0, send_q=0)
        w.add_child("%s-unaccepted-%d" % (tag, number), full, client, recv_q=number, send_q=0)
    client = tcp(family, host, w.port())
    w.add(tag + "-syn-dropped", client, "SYN_SENT", remote=full.getsockname(), recv_q=0, send_q=1, timer="on")
    dial(client, full.getsockname())


def tcp_states(w, tag, family, host):
    """Every state of RFC 9293, owned where the kernel allows it, and orphaned."""
    def two(label, state, queues, peer_label, peer_state, peer_queues, orphan=None):
        """A pair, with what is to become of its two ends; `orphan`: what to add to the first, which is to be closed."""
        ends = w.pair(family, host)
        for sock, name, end, (receive, send), more in (
                (ends[0], label, state, queues, {"orphan": True, **orphan} if orphan else {}), (ends[1], peer_label, peer_state, peer_queues, {})):
            if send:
                more = {"timer": "on", **more}           # an unacknowledged FIN is sent again and again
            w.add("%s-%s" % (tag, name), sock, end, recv_q=receive, send_q=send, **more)
        return ends

    listener = w.listener(tag + "-half-open-listener", family, host)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, NEVER)       # its SYN_RECV children inherit that patience
    client = tcp(family, host, w.port())
    deafen(client)
    w.add(tag + "-syn-sent", client, "SYN_SENT", remote=listener.getsockname(), recv_q=0, send_q=1, timer="on")
    w.add_child(tag + "-syn-recv", listener, client, "SYN_RECV", recv_q=0, send_q=0, timer="on")
    dial(client, listener.getsockname())

    a, b = two("fin-wait-1", "FIN_WAIT1", (0, 1), "fin-wait-1-peer", "ESTABLISHED", (0, 0))
    deafen(b)
    a.shutdown(socket.SHUT_WR)
    a, b = two("fin-wait-1-orphan", "FIN_WAIT1", (0, 1), "fin-wait-1-orphan-peer", "ESTABLISHED", (0, 0), orphan={"lasts": 90})
    deafen(b)
    a.close()

    a, b = two("fin-wait-2", "FIN_WAIT2", (0, 0), "close-wait", "CLOSE_WAIT", (1, 0))     # recv_q 1: the FIN, not yet read
    a.shutdown(socket.SHUT_WR)
    a, b = two("fin-wait-2-orphan", "FIN_WAIT2", (0, 0), "close-wait-read", "CLOSE_WAIT", (0, 0), orphan={"lasts": 55, "timer": "timewait"})
    a.close()
    b.recv(1)

    a, b = two("last-ack-peer", "FIN_WAIT2", (0, 0), "last-ack", "LAST_ACK", (0, 1))
    a.shutdown(socket.SHUT_WR)
    b.recv(1)
    until(lambda: a.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == STATES.index("FIN_WAIT2"))
    deafen(a)
    b.shutdown(socket.SHUT_WR)

    a, b = two("closing", "CLOSING", (1, 1), "closing-peer", "FIN_WAIT1", (0, 1))
    deafen(b)                                            # it does not hear a's FIN, and sends its own without acknowledging it
    a.shutdown(socket.SHUT_WR)
    b.shutdown(socket.SHUT_WR)

    a, b = w.pair(family, host)
    w.add(tag + "-time-wait", a, "TIME_WAIT", orphan=True, recv_q=0, send_q=0, lasts=55, timer="timewait")
    a.shutdown(socket.SHUT_WR)
    for sock in (b, a):
        sock.recv(1)
        sock.close()


def tcp_window_full(w, tag, family, host):
    """A sender whose peer reads nothing: the window is closed, a probe timer runs; one of them has also finished sending."""
    for label, state in (("-window-full", "ESTABLISHED"), ("-window-full-fin-wait-1", "FIN_WAIT1")):
        a, b = w.pair(family, host, receive=4096)
        sender = w.add(tag + label, a, state, timer="probe")
        receiver = w.add(tag + label + "-peer", b, "ESTABLISHED", send_q=0)
        a.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while a.send(bytes(65536)):
                pass
        queues, same = None, 0
        while same < 4:
            time.sleep(0.03)
            now = ioctl_int(a, SIOCOUTQ), ioctl_int(b, SIOCINQ)
            queues, same = now, same + 1 if now == queues else 0
        sender.update(recv_q=0, send_q=queues[0] + (state == "FIN_WAIT1"))
        receiver.update(recv_q=queues[1])
        if state == "FIN_WAIT1":
            a.shutdown(socket.SHUT_WR)


def tcp_oddities(w):
    mine = tcp(V4, "127.0.0.1", w.port())
    mine.connect(mine.getsockname())
    w.add("tcp4-self-connected", mine, "ESTABLISHED", recv_q=0, send_q=0, note="one socket, both ends")
    w.add("tcp4-bound-inactive", tcp(V4, "127.0.0.1", w.port()), "CLOSE", listed=False)
    a, b = w.pair()
    w.add("tcp4-after-reset", b, "CLOSE", listed=False)
    a.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    a.close()
    public = tcp(device="lo")
    public.bind(("127.0.0.1", w.port()))
    w.add("tcp4-syn-sent-public", public, "SYN_SENT", remote=("8.8.8.8", 443), recv_q=0, send_q=1, device="lo", timer="on")
    dial(public, ("8.8.8.8", 443))                       # lo throws it away


# ---- udp, udplite, raw -----------------------------------------------------------------------------------------

def udp_kind(w, tag, proto=0):
    """Connected and not, v4, v6 and mapped, of udp or udplite."""
    for number, family, host in (("4", V4, "127.0.0.1"), ("6", V6, "::1"), ("6-mapped", V6, "::ffff:127.0.0.1")):
        server = udp(family, host, w.port(), proto=proto)
        w.add("%s%s-bound" % (tag, number), server, "UNCONN", recv_q=0, send_q=0, drops=0)
        client = udp(family, host, w.port(), proto=proto)
        client.connect(server.getsockname())
        w.add("%s%s-connected" % (tag, number), client, "ESTABLISHED", recv_q=0, send_q=0, drops=0)
    for number, family, host in (("4", V4, "0.0.0.0"), ("6", V6, "::")):
        w.add("%s%s-any" % (tag, number), udp(family, host, w.port(), proto=proto), "UNCONN", recv_q=0, drops=0)


def udp_queues(w):
    for tag, family, host in (("udp4", V4, "127.0.0.1"), ("udp6", V6, "::1")):
        reader, sender = udp(family, host, w.port()), udp(family, host, w.port())
        for _ in range(3):
            sender.sendto(bytes(100), reader.getsockname())
        w.add(tag + "-recv-q", reader, "UNCONN", recv_q_min=300, send_q=0, drops=0, note="three datagrams of 100 bytes")
        w.add(tag + "-sender", sender, "UNCONN", recv_q=0, send_q=0, drops=0)

        reader = udp(family, host, w.port())
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
        for _ in range(50):
            sender.sendto(bytes(500), reader.getsockname())
        memory = struct.unpack("9I", reader.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, 36))
        w.add(tag + "-drops", reader, "UNCONN", recv_q_min=500, drops=memory[8])
        if not 0 < memory[8] < 50:
            raise RuntimeError("%s: %d of 50 datagrams dropped" % (tag, memory[8]))


def udp_special(w):
    group = udp(V4, "239.1.2.3", w.port())
    group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, struct.pack("4s4si", socket.inet_aton("239.1.2.3"), bytes(4), LO))
    w.add("udp4-multicast", group, "UNCONN", recv_q=0)
    group = udp(V6, "::", w.port())
    group.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, socket.inet_pton(V6, "ff05::1:3") + struct.pack("i", LO))
    w.add("udp6-multicast", group, "UNCONN", recv_q=0, note="joined ff05::1:3 on lo")
    cast = udp()
    cast.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    w.add("udp4-broadcast", bound(cast, "255.255.255.255", w.port()), "UNCONN", recv_q=0)
    w.add("udp4-device", udp(V4, "0.0.0.0", w.port(), device="lo"), "UNCONN", recv_q=0, device="lo")
    w.add("udp6-link-local", udp(V6, "fe80::2", w.port(), anywhere=True), "UNCONN", recv_q=0, device="lo")
    public = udp(V4, "127.0.0.1", w.port(), device="lo")
    public.connect(("8.8.8.8", 53))
    w.add("udp4-connected-public", public, "ESTABLISHED", recv_q=0, device="lo")
    for number in "12":
        twin = udp()
        twin.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        w.add("udp4-reuseport-" + number, bound(twin, "127.0.0.1", 29999), "UNCONN", recv_q=0)


def raw_sockets(w):
    def quiet(sock):
        """Let no ICMPv6 in: the kernel's own multicast reports would wait in it."""
        if sock.family == V6 and sock.proto == socket.IPPROTO_ICMPV6:
            sock.setsockopt(socket.IPPROTO_ICMPV6, 1, b"\xff" * 32)
        return sock
    raw = socket.SOCK_RAW
    w.add("raw4-icmp", socket.socket(V4, raw, socket.IPPROTO_ICMP), "UNCONN", recv_q=0)
    w.add("raw4-icmp-bound", bound(socket.socket(V4, raw, socket.IPPROTO_ICMP), "127.0.0.1", 0), "UNCONN", recv_q=0)
    w.add("raw4-raw", socket.socket(V4, raw, socket.IPPROTO_RAW), "UNCONN", recv_q=0)
    w.add("raw6-icmp", quiet(socket.socket(V6, raw, socket.IPPROTO_ICMPV6)), "UNCONN", recv_q=0)
    w.add("raw6-raw", socket.socket(V6, raw, socket.IPPROTO_RAW), "UNCONN", recv_q=0)
    for label, family, proto, host in (("raw4-connected", V4, socket.IPPROTO_ICMP, "127.0.0.1"), ("raw4-gre-connected", V4, 47, "127.0.0.2"),
                                       ("raw6-connected", V6, socket.IPPROTO_ICMPV6, "::1")):
        sock = socket.socket(family, raw, proto)
        sock.connect((host, 0))
        w.add(label, quiet(sock), "ESTABLISHED", remote=(host, 0), recv_q=0)


# ---- unix ------------------------------------------------------------------------------------------------------

def unix_sockets(w, directory):
    """All types, bound and not. The paths are unlinked before `ready`; the names stay with the sockets."""
    def make(kind, address=None):
        sock = socket.socket(socket.AF_UNIX, {"stream": socket.SOCK_STREAM, "dgram": socket.SOCK_DGRAM, "seqpacket": socket.SOCK_SEQPACKET}[kind])
        if address:
            sock.bind(address)
        return sock

    def path(name):
        return os.path.join(directory, name)

    for kind in ("stream", "seqpacket"):
        for label, address, shown in (("listener", path(kind), path(kind)), ("spaces", path("a %s  b" % kind), path("a %s  b" % kind)),
                                      ("abstract", "\0tsnetstat " + kind, "@tsnetstat " + kind)):
            server, client = make(kind, address), make(kind)
            server.listen(5)
            client.connect(address)
            accepted = server.accept()[0]
            w.add_unix("unix-%s-%s" % (kind, label), server, "LISTEN", kind, shown, recv_q=0, backlog=5)
            w.add_unix("unix-%s-%s-client" % (kind, label), client, "ESTABLISHED", kind, None, accepted, recv_q=0)
            w.add_unix("unix-%s-%s-accepted" % (kind, label), accepted, "ESTABLISHED", kind, shown, client, recv_q=99)
            client.send(bytes(99))
        server = make(kind, path(kind + ".queue"))
        server.listen(3)
        w.add_unix("unix-%s-queue" % kind, server, "LISTEN", kind, path(kind + ".queue"), recv_q=2, backlog=3)
        for number in "12":
            client = make(kind)
            client.connect(path(kind + ".queue"))
            w.add_unix("unix-%s-waiting-%s" % (kind, number), client, "ESTABLISHED", kind, recv_q=0)
            w.note("unix-%s-unaccepted-%s" % (kind, number), {
                "proto": "unix", "family": "unix", "type": kind, "state": "ESTABLISHED", "proc_state": "CONNECTING", "listed_diag": False, "local": {"path": path(kind + ".queue")},
                "remote": {"inode": inode(client)}, "inode": 0, "owners": [], "recv_q": 0})
        w.add_unix("unix-%s-unconnected" % kind, make(kind), "UNCONN", kind)
        w.add_unix("unix-%s-bound" % kind, make(kind, path(kind + ".bound")), "UNCONN", kind, path(kind + ".bound"))

    server, client, named = make("dgram", path("dgram")), make("dgram"), make("dgram", "\0tsnetstat dgram")
    client.connect(path("dgram"))
    named.connect(path("dgram"))
    client.send(bytes(42))
    w.add_unix("unix-dgram-server", server, "ESTABLISHED", "dgram", path("dgram"), recv_q=42,
               note="a datagram socket that another connected to counts as connected, without a peer")
    w.add_unix("unix-dgram-bound", make("dgram", path("dgram.bound")), "UNCONN", "dgram", path("dgram.bound"))
    w.add_unix("unix-dgram-connected", client, "ESTABLISHED", "dgram", None, server)
    w.add_unix("unix-dgram-abstract-connected", named, "ESTABLISHED", "dgram", "@tsnetstat dgram", server)
    w.add_unix("unix-dgram-unbound", make("dgram"), "UNCONN", "dgram")
    for kind, number in (("stream", socket.SOCK_STREAM), ("dgram", socket.SOCK_DGRAM), ("seqpacket", socket.SOCK_SEQPACKET)):
        a, b = socket.socketpair(socket.AF_UNIX, number)
        w.add_unix("unix-%s-pair-a" % kind, a, "ESTABLISHED", kind, None, b)
        w.add_unix("unix-%s-pair-b" % kind, b, "ESTABLISHED", kind, None, a)


def unix_hostile(w, directory):
    forged = "x\n0000000000000000: 00000002 00000000 00010000 0001 01 4242 @forged"
    for label, name in (("newline", os.path.join(directory, forged)), ("escape", os.path.join(directory, "\x1b[31mred")), ("nul", "\0in\0ner")):
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        sock.bind(name)
        w.add_unix("unix-hostile-" + label, sock, "UNCONN", "dgram", name.replace("\0", "@"))


# ---- owners ----------------------------------------------------------------------------------------------------

def shared_sockets(w):
    """One socket, many holders: several descriptors, several processes, another process only, nobody."""
    sock = tcp(V4, "127.0.0.1", w.port())
    fds = sorted([sock.fileno(), os.dup(sock.fileno()), fcntl.fcntl(sock.fileno(), fcntl.F_DUPFD_CLOEXEC, 900)])
    w.listener("owner-dup", sock=sock, fds=fds)

    five = w.listener("owner-five")
    for _ in range(4):
        pid, _nothing = spawn(lambda: None, keep=[five.fileno()])
        w.expect["owner-five"]["owners"].append({"pid": pid, "fds": [five.fileno()]})

    def reuseport(label):
        sock = tcp()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        w.listener(label, sock=bound(sock, "127.0.0.1", twins))
    twins = w.port()
    reuseport("owner-reuseport-1")
    in_process(w, lambda: reuseport("owner-reuseport-2"))

    passed = tcp(V4, "127.0.0.1", w.port())
    w.listener("owner-passed", sock=passed, note="came by SCM_RIGHTS; its maker has closed it")
    here, there = socket.socketpair()

    def receive():
        fd = socket.recv_fds(there, 1, 1)[1][0]
        there.close()
        return fd
    child, report = start(receive, keep=[there.fileno()])
    socket.send_fds(here, [b"x"], [passed.fileno()])
    w.expect["owner-passed"]["owners"] = [{"pid": child, "fds": [result(report)]}]
    for sock in (here, there, passed):
        sock.close()

    lost = tcp(V4, "127.0.0.1", w.port())
    w.listener("owner-in-flight", sock=lost, note="its only reference waits in a unix socket")
    w.expect["owner-in-flight"]["owners"] = []
    here, there = socket.socketpair()
    socket.send_fds(here, [b"x"], [lost.fileno()])
    lost.close()
    w.add_unix("unix-in-flight-sender", here, "ESTABLISHED", "stream", None, there)
    w.add_unix("unix-in-flight-carrier", there, "ESTABLISHED", "stream", None, here, recv_q=1)


def in_process(w, body, then=sleep_forever):
    """Run body() in a process of its own; what it notes in w, and the ports it takes, come back. Returns the pid."""
    def child():
        w.expect.clear()
        pids = body() or []
        return {"entries": w.expect, "port": w.next_port, "pids": pids}
    pid, report = spawn(child, then=then)
    children.extend(report["pids"])
    w.next_port = report["port"]
    for label, entry in report["entries"].items():
        w.note(label, entry)
    return pid


def in_thread(body):
    """Run body() in a thread that stays alive, and wait until it is through."""
    done, failed = threading.Event(), []

    def run():
        try:
            body()
        except BaseException as error:
            failed.append(error)
        done.set()
        while True:
            time.sleep(LIFETIME)
    threading.Thread(target=run, daemon=True).start()
    done.wait()
    if failed:
        raise failed[0]


def threads(w):
    """Sockets held through threads: the usual way, with a descriptor table of the thread's own, behind a dead leader."""
    def several():
        for number in "123":
            in_thread(lambda: w.listener("owner-thread-" + number))
    in_process(w, several)

    def private():
        def alone():
            if libc.unshare(CLONE_FILES):
                raise OSError(ctypes.get_errno(), "unshare")
            w.listener("owner-thread-private", owners_proc=[], note="only /proc/PID/task/TID/fd has it")
        in_thread(alone)
    in_process(w, private)

    def leader_leaves():
        in_thread(lambda: w.listener("owner-zombie-leader", owners_proc=[], note="the main thread has exited, another lives"))
    pid = in_process(w, leader_leaves, then=lambda: libc.syscall(SYS_EXIT, 0))
    until(lambda: stat_state(pid) == "Z")

    def shared_table():
        w.listener("owner-shared-table", note="two processes, one descriptor table (CLONE_FILES)")
        parent = os.getpid()
        other = libc.syscall(SYS_CLONE, CLONE_FILES | signal.SIGCHLD, 0, 0, 0, 0)
        if other == 0:
            die_with(parent)
            while True:
                libc.pause()
        owners = w.expect["owner-shared-table"]["owners"]
        owners.append({"pid": other, "fds": owners[0]["fds"]})
        return [other]
    in_process(w, shared_table)


def namespaces(w):
    """A process that has moved to another network namespace: the old socket is ours, the new one is not."""
    def move():
        w.listener("owner-moved-away", note="its process lives in another network namespace")
        if libc.unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        bring_lo_up()
        w.listener("foreign-listener", listed=False, netns=os.stat("/proc/self/ns/net").st_ino)
    in_process(w, move)


def hostile_name(w, directory):
    """An executable and an argv[0] that lie in wait for parsers and terminals."""
    comm, argv = 'we)ird "\x1b[31mn', "/opt/my prog: [x] \x1b[31mred"
    link, sleep = os.path.join(directory, comm), shutil.which("sleep")
    os.symlink(sleep, link)

    def listen():
        os.set_inheritable(w.listener("owner-hostile-name", comm=comm, cmdline=[argv, str(LIFETIME)]).fileno(), True)
    pid = in_process(w, listen, then=lambda: os.execv(link, [argv, str(LIFETIME)]))
    until(lambda: open("/proc/%d/comm" % pid).read().rstrip("\n") == comm)


def neighbours(w):
    """A second and a third process with ordinary sockets of several kinds."""
    for name in ("second", "third"):
        def body():
            libc.prctl(PR_SET_NAME, ("world-" + name).encode(), 0, 0, 0)
            for number in range(6):
                for tag, family, host in (("tcp4", V4, "127.0.0.3"), ("tcp6", V6, "::1")):
                    for side, sock in zip("ab", w.pair(family, host)):
                        w.add("%s-%s-%d%s" % (name, tag, number, side), sock, "ESTABLISHED", recv_q=0, send_q=0, comm="world-" + name)
                w.add("%s-udp4-%d" % (name, number), udp(V4, "127.0.0.3", w.port()), "UNCONN", recv_q=0, comm="world-" + name)
        in_process(w, body)


def fill(pairs):
    """`pairs` established pairs in one process."""
    def body():
        raise_limit(2 * pairs + 64)
        tcp_pairs("127.0.9.1", pairs)
    pid, _nothing = spawn(body)
    return {"pid": pid, "pairs": pairs, "address": "127.0.9.1"}


# ---- is it there? ----------------------------------------------------------------------------------------------

def until(condition, seconds=5):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("waited %d s in vain" % seconds)
        time.sleep(0.01)


def has_udplite():
    return os.path.exists("/proc/net/udplite")


def stat_state(pid):
    with open("/proc/%d/stat" % pid) as file:
        return file.read().rpartition(")")[2].split()[0]


def address_of(word, family):
    host, port = word.split(":")
    host = b"".join(struct.pack("=I", int(host[at:at + 8], 16)) for at in range(0, len(host), 8))
    return canonical(socket.inet_ntop(family, host)), int(port, 16)


def kernel_rows():
    """What /proc/net shows: one tuple per row, (proto, family, state, local, remote, inode) and the queues."""
    for proto in ("tcp", "udp", "udplite", "raw"):
        for suffix, name, family in (("", "inet", V4), ("6", "inet6", V6)):
            if not has_udplite() and proto == "udplite":
                continue
            with open("/proc/net/" + proto + suffix) as file:
                for words in map(str.split, list(file)[1:]):
                    state = STATES[int(words[3], 16)]
                    send, receive = (int(word, 16) for word in words[4].split(":"))
                    yield ((proto, name, "UNCONN" if proto != "tcp" and state == "CLOSE" else state, address_of(words[1], family),
                            address_of(words[2], family), int(words[9])), receive, send)
    with open("/proc/net/unix", errors="surrogateescape") as file:
        for line in list(file)[1:]:
            words = line.rstrip("\n").split(" ", 7)
            if len(words) > 6 and words[0].endswith(":"):
                number, _space, path = line.rstrip("\n").split(": ", 1)[1].split(None, 5)[5].lstrip().partition(" ")
                state = "LISTEN" if words[3] == "00010000" else {"01": "UNCONN", "02": "CONNECTING", "03": "ESTABLISHED"}[words[5]]
                yield ("unix", "unix", state, path or None, words[4], int(number)), None, None


def differences(w, extra):
    """How /proc/net differs from what is expected, both ways; `extra`: rows without an entry (--fill)."""
    seen = {}
    for key, receive, send in kernel_rows():
        seen.setdefault(key, []).append((receive, send))
    problems, rows = [], sum(map(len, seen.values()))
    for label, entry in w.expect.items():
        if entry["proto"] == "unix":
            kind = {"stream": "0001", "dgram": "0002", "seqpacket": "0005"}[entry["type"]]
            key = "unix", "unix", entry.get("proc_state", entry["state"]), (entry["local"]["path"] or "").partition("\n")[0] or None, kind, entry["inode"]
        else:
            ends = [(entry[end]["address"], entry[end]["port"]) for end in ("local", "remote")]
            key = entry["proto"], entry["family"], entry["state"], ends[0], ends[1], entry["inode"]
        found = seen.get(key, [])
        if entry.get("listed") is False:
            if found:
                problems.append("%s: listed" % label)
        elif not found:
            problems.append("%s: no row %s" % (label, key))
        else:
            receive, send = found.pop()
            wrong = entry["proto"] != "unix" and (receive != entry.get("recv_q", receive) or receive < entry.get("recv_q_min", 0)
                                                  or entry["state"] != "LISTEN" and send != entry.get("send_q", send))
            if wrong:
                problems.append("%s: queues %d %d" % (label, receive, send))
    left = [key for key, found in seen.items() for _row in found]
    if len(left) != extra:
        problems.append("%d rows beyond the expected, not %d: %s" % (len(left), extra, left[:5]))
    return problems, rows


def build(options):
    w, directory = World(), tempfile.mkdtemp(prefix="tsnetstat-world-")
    try:
        shared_sockets(w)
        threads(w)
        namespaces(w)
        hostile_name(w, directory)
        neighbours(w)
        tcp_listeners(w)
        for tag, family, host in (("tcp4", V4, "127.0.0.1"), ("tcp6", V6, "::1"), ("tcp6-mapped", V6, "::ffff:127.0.0.1")):
            tcp_queues(w, tag, family, host)
            tcp_states(w, tag, family, host)
        tcp_window_full(w, "tcp4", V4, "127.0.0.1")
        tcp_window_full(w, "tcp6", V6, "::1")
        tcp_oddities(w)
        udp_kind(w, "udp")
        if has_udplite():
            udp_kind(w, "udplite", 136)
        udp_queues(w)
        udp_special(w)
        raw_sockets(w)
        unix_sockets(w, directory)
        if options.hostile:
            unix_hostile(w, directory)
    finally:
        shutil.rmtree(directory)
    filled = fill(options.fill) if options.fill else None
    extra = (2 * options.fill) + options.hostile        # the forged row
    deadline = time.monotonic() + 5
    while True:
        problems, rows = differences(w, extra)
        if not problems:
            return {"sockets": rows, "expect": w.expect, "fill": filled}
        if time.monotonic() > deadline:
            return {"ready": False, "problems": problems}
        time.sleep(0.05)


# ---- --big -----------------------------------------------------------------------------------------------------

def raise_limit(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if count > soft:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (count, max(count, hard)))
        except ValueError:
            raise RuntimeError("no more than %d descriptors per process here (%d wanted): spread them over more" % (hard, count)) from None


def tcp_pairs(host, pairs):
    """Established pairs, 5,000 per listening port (more would make the search for a free port slow)."""
    port = 20000
    for first in range(0, pairs, 5000):
        with tcp(V4, host, port) as listener:
            listener.listen(8)
            for _ in range(min(5000, pairs - first)):
                client = socket.socket(V4, socket.SOCK_STREAM)
                client.connect((host, port))
                client.detach()
                listener.accept()[0].detach()
        port += 1


def big(procs, sockets, others, only_udp):
    def holder(index, count):
        host = "127.%d.%d.%d" % (1 + index // 62500, 1 + index // 250 % 250, 1 + index % 250)

        def body():
            raise_limit(count + others + 64)
            if only_udp:
                for number in range(count):
                    udp(V4, "127.%d%s" % (100 + number // 40000, host[host.index(".", 4):]), 20000 + number % 40000).detach()
            else:
                tcp_pairs(host, count // 2)
                if count % 2:
                    held.append(tcp(V4, host, 19999))
                    held[-1].listen(1)
            null = os.open("/dev/null", os.O_RDONLY)
            for _ in range(others - 1):
                os.dup(null)
        return body

    gc.collect()
    gc.freeze()
    pids, waiting = [], []
    for index in range(procs):
        count = sockets // procs + (index < sockets % procs)
        pid, report = start(holder(index, count))
        pids.append(pid)
        waiting.append(report)
        if len(waiting) >= 16:
            result(waiting.pop(0))
    for report in waiting:
        result(report)
    return {"sockets": sockets, "expect": {}, "pids": pids}


# ---- --churn ---------------------------------------------------------------------------------------------------

class Log:
    """Appends `pid inode` lines; one write per call, so that processes do not mix."""

    def __init__(self, path):
        self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def write(self, sockets):
        os.write(self.fd, b"".join(b"%d %d\n" % (os.getpid(), inode(sock)) for sock in sockets))


def churn_sockets(log, host, _kept):
    """One round: a listener, a pair, udp of both families; half of the pairs leave a TIME_WAIT."""
    listener, datagrams, datagrams6 = tcp(V4, host, 0), udp(V4, host, 0), udp(V6, "::1", 0)
    listener.listen(1)
    client = socket.socket(V4, socket.SOCK_STREAM)
    client.connect(listener.getsockname())
    sockets = [listener, client, listener.accept()[0], datagrams, datagrams6]
    log.write(sockets)
    if inode(client) % 2:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    for sock in sockets:
        sock.close()


def churn_fork(log, host, kept):
    """One short-lived process: it inherits `kept`, opens two more, and is gone."""
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            die_with(parent)
            log.write(kept + [udp(V4, host, 0), tcp(V4, host, 0)])
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def churn(seconds, rate, path):
    """Two processes that open and close sockets, one that forks; each does a third of the rate."""
    with open(path, "w"):
        pass
    deadline = time.monotonic() + seconds
    stop_read, stop_write = os.pipe()

    def work(round_, host):
        def run():
            log = Log(path)
            kept = [udp(V4, host, 0), tcp(V4, host, 0)]
            kept[1].listen(1)
            log.write(kept)
            due, end = time.monotonic(), [stop_read]
            while time.monotonic() < deadline:
                wait = max(0, due - time.monotonic()) if rate else 0
                if select.select(end, [], [], min(wait, 0.1))[0]:
                    break
                if wait <= 0.1:
                    round_(log, host, kept)
                    due = max(due + 3 / rate, time.monotonic() - 1) if rate else due
        return run

    for round_, host in ((churn_sockets, "127.0.5.1"), (churn_sockets, "127.0.5.2"), (churn_fork, "127.0.5.3")):
        result(start(lambda: None, [stop_read], work(round_, host))[1])
    return stop_write


def finish_churn(stop, path):
    """Wait for the end of stdin or of the workers, whichever is first, and close the log."""
    while select.select([0], [], [], 0.1)[0] == [] or os.read(0, 4096):
        if all(stat_state(pid) == "Z" for pid in children):
            break
    os.close(stop)
    failed = [pid for pid in children if os.waitpid(pid, 0)[1]]
    children.clear()
    if failed:
        raise RuntimeError("%d of the churning processes failed" % len(failed))
    with open(path, "a") as log:
        log.write("end\n")


# ---- the program -----------------------------------------------------------------------------------------------

def leave(number, _frame):
    sys.exit("world.py: ended by " + signal.Signals(number).name)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The notes are in the file's docstring.")
    parser.add_argument("--fill", type=int, default=0, metavar="N")
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--big", type=int, nargs=3, metavar=("PROCS", "SOCKETS", "OTHERFDS"))
    parser.add_argument("--udp", action="store_true")
    parser.add_argument("--churn", type=float, nargs=2, metavar=("SECONDS", "RATE"))
    parser.add_argument("--log", metavar="FILE")
    options = parser.parse_args()
    if options.churn and not options.log:
        parser.error("--churn needs --log FILE")
    if os.geteuid() != 0 or next(kernel_rows(), None):
        parser.error("run it as root in a fresh network namespace, without a socket: unshare -n python3 world.py")
    return options


def main():
    options = arguments()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, leave)
    signal.alarm(LIFETIME)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)       # a child's child becomes ours, so that end_children can wait for it
    bring_lo_up()
    stop = None
    try:
        if options.big:
            facts = big(*options.big, options.udp)
        elif options.churn:
            stop = churn(*options.churn, options.log)
            facts = {"sockets": 0, "expect": {}, "log": options.log}
        else:
            facts = build(options)
        print(json.dumps({"ready": True, "pid": os.getpid(), "netns": os.stat("/proc/self/ns/net").st_ino, **facts}), flush=True)
        if stop is not None:
            finish_churn(stop, options.log)
        while facts.get("ready", True) and stop is None and os.read(0, 4096):
            pass
        return 0 if facts.get("ready", True) else 1
    finally:
        end_children()


if __name__ == "__main__":
    sys.exit(main())
