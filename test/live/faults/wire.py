"""A tun device whose far end is this process: what is written to it arrives from the network, byte
by byte as made here, and what the host sends out of it can be read."""

import collections
import contextlib
import fcntl
import os
import socket
import struct

from machine import run

HERE, FAR, ELSEWHERE = "10.9.0.1", "10.9.0.2", "192.0.2.9"
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
SYN, ACK = 0x02, 0x10


def open_wire(name="wire0"):
    """The device, up, with HERE for this host's address; gives the descriptor of its far end."""
    wire = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(wire, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    run("ip", "address", "add", HERE + "/24", "dev", name)
    run("ip", "link", "set", name, "up")
    return wire


def checksum(data):
    """The Internet checksum, RFC 1071."""
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data[: len(data) & ~1]))
    if len(data) & 1:
        total += data[-1] << 8
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ipv4(proto, payload, source=FAR, target=HERE, length=None, spoil=0):
    """A packet; `length` is what its header claims, `spoil` is added to the header's checksum."""
    ends = socket.inet_aton(source) + socket.inet_aton(target)
    claimed = 20 + len(payload) if length is None else length
    head = struct.pack("!BBHHHBB", 0x45, 0, claimed, 0, 0, 64, proto)
    value = (checksum(head + b"\0\0" + ends) + spoil) % 0xFFFF
    return head + struct.pack("!H", value) + ends + payload


def with_checksum(proto, segment, at, source, target, spoil):
    ends = socket.inet_aton(source) + socket.inet_aton(target)
    value = (checksum(ends + struct.pack("!HH", proto, len(segment)) + segment) + spoil) % 0xFFFF
    return segment[:at] + struct.pack("!H", value) + segment[at + 2 :]


def udp(port, data=b"x" * 32, source=FAR, target=HERE, spoil=0):
    """A datagram from port 9 to `port`; `spoil` is added to its checksum."""
    datagram = struct.pack("!HHHH", 9, port, 8 + len(data), 0) + data
    return ipv4(17, with_checksum(17, datagram, 6, source, target, spoil), source, target)


def tcp(ports, seq, ack, flags, data=b"", spoil=0):
    """A segment between two ports, from FAR to HERE."""
    segment = struct.pack("!HHIIBBHHH", *ports, seq, ack, 0x50, flags, 0xFFFF, 0, 0) + data
    return ipv4(6, with_checksum(6, segment, 16, FAR, HERE, spoil))


Answer = collections.namedtuple("Answer", "seq ack flags window")


def answers(wire):
    """The TCP segments that the host has sent out of the wire since the last look."""
    seen = []
    with contextlib.suppress(BlockingIOError):
        while True:
            packet = os.read(wire, 65536)
            if packet[0] == 0x45 and packet[9] == 6:
                seen.append(Answer(*struct.unpack("!IIxBH", packet[24:36])))
    return seen
