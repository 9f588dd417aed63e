#!/usr/bin/env python3
"""Losses made for real, each in network namespaces of its own, for live tests of `tsnetstat path`.

    python3 test/live/faults/make.py NAME        make this fault (a function below), as root
    python3 test/live/faults/make.py --unable    {NAME:"why this machine cannot have it",...}

It makes the fault, prints ONE line of JSON once it happens steadily, goes on until EOF on stdin
(thirty seconds at most), and prints a second line: when it happened, by its own count, and how far
the kernel's counters went meanwhile, read here by other means than tsnetstat's.

first   {"pid":P,...facts}             the process to look at, and what is known of the fault
second  {"moments":[T,...],"counted":{COUNTER:N,...},"backlog":N}

T is in seconds since 1970. `backlog` is what the backlogs of all CPUs refused, whoever did that.

All goes with the namespaces, and these with the process. One thing is the whole machine's,
nf_conntrack_max: a process that waits for the end of this one, whatever ends it, puts that back.
"""

import contextlib
import errno
import itertools
import json
import os
import select
import signal
import socket
import struct
import sys
import time

import machine
from counters import REFUSED, WAITING, counter, snmp, softnet
from machine import run, sysctl
from wire import ACK, ELSEWHERE, FAR, HERE, SYN, answers, ipv4, open_wire, tcp, udp

SO_MEMINFO, DROPS = 55, 8
SOL_PACKET, PACKET_VNET_HDR = 263, 15
# of packets that one frame is cut into: bytes of each, how many are too many, how many there can be
PIECE, TOO_MANY, PIECES = 8, 200, 8000


class Fault:
    """Each call of `make`, `rate` in a second, moves each of `counters` by its number.

    `facts` are for the first line; `held` is what must not be closed.
    """

    def __init__(self, make, rate, counters, held=(), **facts):
        self.make, self.rate, self.counters = make, rate, counters
        self.held, self.facts = held, facts


FAULTS = {}


def fault(make):
    """Makes a function known by its name."""
    FAULTS[make.__name__] = make
    return make


def until_moved(name, make):
    """Has the fault begin: calls make() until this counter has moved."""
    before = counter(name)
    for _ in range(1000):
        make()
        if counter(name) > before:
            return
    raise RuntimeError("%s does not move" % name)


# ---- sockets ------------------------------------------------------------------------------------


def bound(family=socket.AF_INET, kind=socket.SOCK_DGRAM, host="127.0.0.1", port=0):
    sock = socket.socket(family, kind)
    sock.bind((host, port))
    return sock


def inode(sock):
    return os.fstat(sock.fileno()).st_ino


def drops(sock):
    return struct.unpack("9I", sock.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, 36))[DROPS]


@fault
def udp_overflow(family=socket.AF_INET, host="127.0.0.1", group="Udp"):
    """A reader that does not read, beside one that does."""
    stuck, busy = bound(family, host=host), bound(family, host=host)
    sender = socket.socket(family, socket.SOCK_DGRAM)
    stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    while drops(stuck) == 0:
        sender.sendto(b"x" * 512, stuck.getsockname())

    def make():
        sender.sendto(b"x" * 512, stuck.getsockname())
        sender.sendto(b"x", busy.getsockname())
        busy.recv(16)

    counters = {group + "RcvbufErrors": 1, group + "InErrors": 1}
    return Fault(make, 200, counters, inode=inode(stuck))


@fault
def udp6_overflow():
    return udp_overflow(socket.AF_INET6, "::1", "Udp6")


@fault
def no_listener():
    """Datagrams for a port that nobody has."""
    sender = bound()
    counters = {"UdpNoPorts": 1, "UdpInErrors": 0}
    return Fault(lambda: sender.sendto(b"x", ("127.0.0.1", 7)), 200, counters)


@fault
def accept_overflow():
    """A listener that never accepts, beside one that does. Clients give up after one SYN."""
    stuck, busy = (bound(kind=socket.SOCK_STREAM) for _ in range(2))
    stuck.listen(1)
    busy.listen(100)
    waiting = [socket.create_connection(stuck.getsockname()) for _ in range(2)]

    def make():
        with socket.socket() as late:
            late.setblocking(False)
            if late.connect_ex(stuck.getsockname()) != errno.EINPROGRESS:
                raise RuntimeError("the accept queue was not full")
        with socket.create_connection(busy.getsockname()) as client:
            busy.accept()[0].close()
            client.recv(1)

    counters = {"TcpExtListenOverflows": 1, "TcpExtListenDrops": 1}
    return Fault(make, 50, counters, held=waiting, backlog=1, inode=inode(stuck))


def connected_wire():
    """A connection with a small receive buffer, whose peer is this process, segment by segment."""
    listener = bound(kind=socket.SOCK_STREAM, host="0.0.0.0")
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.listen(1)
    wire = open_wire()
    # every segment is answered, and at once
    run("ip", "route", "change", "10.9.0.0/24", "dev", "wire0", "quickack", "1")
    ports = (9, listener.getsockname()[1])
    os.write(wire, tcp(ports, 100, 0, SYN))
    ack = answers(wire)[-1].seq + 1
    os.write(wire, tcp(ports, 101, ack, ACK))
    send = lambda seq, data: os.write(wire, tcp(ports, seq, ack, ACK, data))
    return wire, listener.accept()[0], send


@fault
def zero_window():
    """A reader that reads only once its window is closed. The peer heeds it: nothing is lost."""
    wire, slow, send = connected_wire()
    seq, window = 101, 500

    def make():
        nonlocal seq, window
        while window > 0:
            size = min(500, window)
            send(seq, b"x" * size)
            seq += size
            window = answers(wire)[-1].window
        slow.recv(65536)
        window = answers(wire)[-1].window

    counters = {"TcpExtTCPToZeroWindowAdv": 1, "TcpExtTCPFromZeroWindowAdv": 1}
    return Fault(make, 50, counters)


@fault
def beyond_window():
    """A reader that stopped, and a peer that does not heed its window."""
    wire, stuck, send = connected_wire()
    seq, window = 101, 500
    while window > 0:
        send(seq, b"x" * min(500, window))
        seq += min(500, window)
        window = answers(wire)[-1].window

    def make():
        send(seq, b"x" * 500)
        answers(wire)

    # since 6.17 the window is looked at before all else, and has a counter of its own
    name = "BeyondWindow" if "TcpExtBeyondWindow" in snmp() else "TCPZeroWindowDrop"
    return Fault(make, 100, {"TcpExt" + name: 1}, held=[stuck], counter=name, inode=inode(stuck))


@fault
def pruned():
    """Data after a gap that is never filled, more than the receive buffer has room for."""
    wire, stuck, send = connected_wire()
    gaps = itertools.cycle(range(102, 2102, 2))

    def make():
        send(next(gaps), b"x")
        answers(wire)

    until_moved("TcpExtRcvPruned", make)
    counters = {"TcpExtRcvPruned": 1, "TcpExtTCPOFODrop": 1, "TcpExtPruneCalled": 1}
    return Fault(make, 100, counters, held=[stuck], inode=inode(stuck))


# ---- devices ------------------------------------------------------------------------------------


@fault
def backlog_overflow():
    """One frame that lo cuts into more packets than a CPU's backlog takes, before it looks at any.

    Each frame is for a hardware address that is not lo's, so that nothing looks further at it, and
    nobody else's packet is refused: the CPU is at nothing else until its backlog is empty again.
    """
    # as many as the limit and one more fit
    pieces = machine.number(machine.MAX_BACKLOG) + 1 + TOO_MANY
    run("ip", "link", "set", "lo", "gso_max_size", "2000")
    cpu = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpu})
    sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sender.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
    sender.bind(("lo", 0))
    # struct virtio_net_hdr: checksum to be made; TCPv4; bytes of headers, and of each piece; where
    # the checksum is to be
    frame = struct.pack("=BBHHHH", 1, 1, 54, PIECE, 34, 16)
    frame += bytes.fromhex("020000000009" "000000000000" "0800")
    frame += tcp((9, 9), 0, 0, ACK, bytes(pieces * PIECE))

    def make():
        while softnet(WAITING, cpu) > 0:
            time.sleep(0.001)
        sender.send(frame)

    return Fault(make, 40, {"softnet:%d" % cpu: TOO_MANY}, cpu=cpu)


@fault
def qdisc_loss():
    """A token bucket that lets hardly anything out of a veth pair."""
    other = machine.another_namespace()
    run("ip", "link", "add", "out0", "type", "veth", "peer", "name", "in0", "netns", str(other.pid))
    run("nsenter", "-t", str(other.pid), "-n", "ip", "link", "set", "in0", "up")
    run("ip", "address", "add", HERE + "/24", "dev", "out0")
    run("ip", "link", "set", "out0", "up")
    run("ip", "neighbour", "add", FAR, "lladdr", "02:00:00:00:00:02", "dev", "out0")
    bucket = ["tbf", "rate", "8bit", "burst", "1600", "limit", "3000"]
    run("tc", "qdisc", "add", "dev", "out0", "root", *bucket)
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    make = lambda: sender.sendto(b"x" * 1000, (FAR, 9))
    until_moved("qdisc:out0", make)
    return Fault(make, 200, {"qdisc:out0": 1}, held=[other], device="out0")


# ---- netfilter ----------------------------------------------------------------------------------


def nft(hook, rule):
    run("nft", "add table ip t; add chain ip t c { type filter hook %s priority 0; }" % hook)
    run("nft", "add rule ip t c " + rule)


@fault
def nft_drop():
    """A rule that drops and does not count: none of the kernel's counters tells."""
    reader, sender = bound(port=7), bound()
    nft("input", "udp dport 7 drop")
    counters = {"IpInReceives": 1, "IpInDelivers": 0, "UdpInErrors": 0}
    return Fault(lambda: sender.sendto(b"x", ("127.0.0.1", 7)), 200, counters, held=[reader])


@fault
def nft_output():
    """A rule that drops on the way out; who sends is told."""
    sender = bound()
    nft("output", "udp dport 7 drop")

    def make():
        try:
            sender.sendto(b"x", ("127.0.0.1", 7))
        except PermissionError:
            return
        raise RuntimeError("nothing dropped it")

    return Fault(make, 200, {"IpOutDiscards": 1, "IpInReceives": 0})


@fault
def conntrack_full():
    """A full table of connections: a packet that would begin another one dies."""
    limit = 8
    nft("input", "ct state invalid accept")
    wire, listener = open_wire(), bound(kind=socket.SOCK_STREAM)
    listener.listen(limit)
    # established ones: of others the kernel would forget some to make room
    known = [socket.create_connection(listener.getsockname()) for _ in range(limit)]
    machine.borrow(machine.CONNTRACK_MAX, limit)
    ports = itertools.cycle(range(20000, 60000))
    make = lambda: os.write(wire, udp(next(ports)))
    until_moved("conntrack:drop", make)
    counters = {"conntrack:drop": 1, "conntrack:early_drop": 0}
    return Fault(make, 200, counters, held=[listener, known], limit=limit)


# ---- packets made by hand -----------------------------------------------------------------------


def wired(packet, counters, sysctls=(), held=()):
    """A packet that arrives again and again."""
    wire = open_wire()
    for name, value in sysctls:
        sysctl(name, value)
    return Fault(lambda: os.write(wire, packet), 200, counters, held=held)


@fault
def not_our_address():
    return wired(udp(7, target="10.9.0.77"), {"IpInAddrErrors": 1, "IpExtInNoRoutes": 0})


@fault
def no_route():
    forward = [("ipv4/conf/all/forwarding", 1)]
    counters = {"IpExtInNoRoutes": 1, "IpInAddrErrors": 0}
    return wired(udp(7, target=ELSEWHERE), counters, forward)


@fault
def reverse_path():
    strict = [("ipv4/conf/wire0/rp_filter", 1)]
    return wired(udp(7, source=ELSEWHERE), {"TcpExtIPReversePathFilter": 1}, strict)


@fault
def bad_udp_checksum():
    reader = bound(host="0.0.0.0", port=7)
    return wired(udp(7, spoil=1), {"UdpInCsumErrors": 1, "UdpInErrors": 1}, held=[reader])


@fault
def bad_tcp_checksum():
    return wired(tcp((9, 7), 0, 0, SYN, spoil=1), {"TcpInCsumErrors": 1, "TcpInErrs": 1})


@fault
def bad_ip_checksum():
    return wired(ipv4(17, bytes(40), spoil=1), {"IpExtInCsumErrors": 1, "IpInHdrErrors": 1})


@fault
def short_header():
    """A header that claims four words, where five are the least."""
    packet = ipv4(17, bytes(40))
    counters = {"IpInHdrErrors": 1, "IpExtInCsumErrors": 0}
    return wired(b"\x44" + packet[1:], counters)


@fault
def truncated():
    """A packet that is shorter than its header says."""
    return wired(ipv4(17, bytes(40), length=600), {"IpExtInTruncatedPkts": 1})


@fault
def ipv6_off():
    """A multicast report of IPv6, as every neighbour sends, for an interface that has no IPv6."""
    # next header 58 (ICMPv6), hop limit 1, from fe80::2 to ff02::16; nobody looks further
    head = struct.pack("!IHBB", 6 << 28, 8, 58, 1)
    source, target = (socket.inet_pton(socket.AF_INET6, end) for end in ("fe80::2", "ff02::16"))
    return wired(head + source + target + bytes(8), {"Ip6InDiscards": 1})


# ---- none ---------------------------------------------------------------------------------------


@fault
def quiet():
    """Datagrams that are read, and a stream."""
    reader, sender, listener = bound(), bound(), bound(kind=socket.SOCK_STREAM)
    listener.listen(8)
    client = socket.create_connection(listener.getsockname())
    server, _ = listener.accept()

    def make():
        sender.sendto(b"x", reader.getsockname())
        reader.recv(16)
        client.sendall(b"x" * 1000)
        server.recv(1000, socket.MSG_WAITALL)

    return Fault(make, 100, {"UdpInDatagrams": 1, "UdpInErrors": 0, "TcpInErrs": 0})


# ---- making it steady ---------------------------------------------------------------------------


def tell(**line):
    print(json.dumps(line), flush=True)


def steadily(fault):
    """Calls make() until EOF on stdin, each time at its own moment: a delay is made up for."""
    before = {name: counter(name) for name in fault.counters}
    refused = softnet(REFUSED)
    tell(pid=os.getpid(), **fault.facts)
    start = time.monotonic()
    moments = []
    wait = lambda: max(0, start + len(moments) / fault.rate - time.monotonic())
    while not select.select([0], [], [], wait())[0]:
        fault.make()
        moments.append(round(time.time(), 4))
    counted = {name: counter(name) - count for name, count in before.items()}
    tell(moments=moments, counted=counted, backlog=softnet(REFUSED) - refused)


def main(name):
    if name == "--unable":
        return tell(**machine.unable(longest_backlog=PIECES - TOO_MANY - 1))
    machine.end_with_parent()
    signal.alarm(machine.LIFETIME)
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -5)
    machine.enter_namespace()
    steadily(FAULTS[name]())


if __name__ == "__main__":
    main(sys.argv[1])
