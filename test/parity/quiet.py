#!/usr/bin/env python3
"""A quiet network: interfaces, addresses, routes and groups of many kinds, and nothing that moves.

    unshare -n -m -p -f --mount-proc python3 test/parity/quiet.py

As root in fresh namespaces. Prints `{"ready":true}` once nothing counts up any more, holds it all until EOF on
stdin, and goes; the namespaces take everything with them. Names come from files alone there, so that to ask for
one sends no packet.
"""

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time

LINKS = """
link set lo up
addr add 127.0.1.1/32 dev lo label lo:1
addr add 127.0.2.1/24 dev lo label lo:x
link add eth2 type veth peer name eth10
link set eth2 mtu 9000 txqueuelen 77 promisc on
link set eth10 arp off allmulticast on
link set eth2 up
link set eth10 up
addr add 10.1.0.2/24 broadcast 10.1.0.255 dev eth2
addr add 10.1.0.3/24 dev eth2 label eth2:0
addr add 10.1.0.4/32 dev eth2 label eth2:12
addr add 10.9.0.1 peer 10.9.0.2/32 dev eth2 label eth2:ptp
addr add 2001:db8::2/64 dev eth2 nodad
addr add fec0::2/48 dev eth2 nodad
addr add fd00::2/128 dev eth2 nodad
link add a-name-of-15-ch type veth peer name other
link set a-name-of-15-ch up
addr add 192.168.200.200/16 dev a-name-of-15-ch
link add br0 type bridge
link set br0 address 02:00:00:00:00:01
link set other master br0
link set br0 up
addr add 10.2.0.1/8 broadcast 10.255.255.255 dev br0
tuntap add tun0 mode tun
tuntap add tap0 mode tap
link set tun0 up
addr add 10.8.0.1 peer 10.8.0.2/32 dev tun0
addr add 2001:db8:8::1/128 dev tun0 nodad
link set tap0 multicast off
"""

ROUTES = """
route add default via 10.1.0.1 dev eth2
route add default via 10.1.0.9 dev eth2 metric 4294967295
route add 10.3.0.0/16 via 10.1.0.1 metric 100
route add 10.3.1.1 via 10.1.0.1 mtu 1400 advmss 1300 window 8192 rtt 100
route add 10.4.0.0/16 dev eth2 mtu lock 1280
route add unreachable 10.5.0.0/16
route add prohibit 10.5.1.0/24 metric 7
route add blackhole 10.5.2.0/24
route add 0.0.0.0/1 dev tun0
route add 10.6.0.0/16 nexthop via 10.1.0.1 nexthop via 10.1.0.9
-6 route add default via 2001:db8::1
-6 route add 2001:db8:3::/48 via 2001:db8::1 metric 4294967295 mtu 1400
-6 route add 2001:db8:4:5678:9abc:def0:1234:5678 via 2001:db8::1
-6 route add unreachable 2001:db8:5::/48
-6 route add prohibit 2001:db8:6::/48
-6 route add blackhole 2001:db8:7::/48
"""

# no neighbour is looked for, no address or router asked after
SILENCE = {
    'ipv6/conf/all/accept_dad': '0',
    'ipv6/conf/default/accept_dad': '0',
    'ipv6/conf/default/router_solicitations': '0',
    'ipv6/conf/default/addr_gen_mode': '1',
}


def ip(lines: str) -> list[str]:
    """What failed of these words for ip(8)."""
    failed = []
    for line in lines.strip().splitlines():
        made = subprocess.run(['ip', *line.split()], capture_output=True, text=True)
        if made.returncode != 0:
            failed.append(f'ip {line}: {made.stderr.strip()}')
    return failed


def names_from_files() -> None:
    with tempfile.NamedTemporaryFile('w', suffix='.conf') as file:
        for database in ('hosts', 'networks', 'services', 'protocols', 'passwd'):
            file.write(f'{database}: files\n')
        file.flush()
        os.chmod(file.name, 0o644)
        subprocess.run(['mount', '--make-rprivate', '/'], check=True)
        subprocess.run(['mount', '--bind', file.name, '/etc/nsswitch.conf'], check=True)


def traffic() -> list[socket.socket]:
    """Something to count on lo, and groups to be a member of."""
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(('127.0.0.1', 0))
    for size in (1, 1000, 60000):
        for _ in range(20):
            sender.sendto(b'x' * size, receiver.getsockname())
            receiver.recv(65536)
    sender.sendto(b'nobody', ('127.0.0.1', 9))
    groups = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for group, local in (('239.1.2.3', '127.0.0.1'), ('239.255.255.250', '10.1.0.2')):
        joined = socket.inet_aton(group) + socket.inet_aton(local)
        groups.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
    groups6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    for group, name in (('ff02::1234', 'lo'), ('ff05::1:3', 'eth2')):
        joined = socket.inet_pton(socket.AF_INET6, group) + struct.pack('@I', socket.if_nametoindex(name))
        groups6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, joined)
    listener = socket.create_server(('127.0.0.1', 7777))
    client = socket.create_connection(listener.getsockname())
    return [groups, groups6, sender, receiver, listener, client, listener.accept()[0]]


def counters() -> str:
    files = ('dev', 'snmp', 'snmp6', 'netstat')
    return ''.join(open(f'/proc/net/{name}').read() for name in files)


def main() -> None:
    names_from_files()
    for path, value in SILENCE.items():
        with open(f'/proc/sys/net/{path}', 'w') as file:
            file.write(value)
    problems = ip(LINKS) + ip(ROUTES)
    held = traffic()
    before, after, tries = '', counters(), 0
    while before != after and tries < 30:
        time.sleep(1)
        before, after, tries = after, counters(), tries + 1
    if before != after:
        problems.append('the counters do not come to rest')
    print(json.dumps({'ready': not problems, 'problems': problems}), flush=True)
    sys.stdin.read()
    del held


main()
