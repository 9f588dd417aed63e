"""What the kernel counts in this network namespace, read without tsnetstat."""

import json
import subprocess


def snmp():
    """Every counter of /proc/net/{snmp,netstat,snmp6}; of the first two as `TcpExtListenDrops`."""
    counters = {}
    for file in ("snmp", "netstat"):
        with open("/proc/self/net/" + file) as lines:
            for names, numbers in zip(lines, lines):
                group, *names = names.split()
                names = [group.rstrip(":") + name for name in names]
                counters.update(zip(names, map(int, numbers.split()[1:])))
    with open("/proc/self/net/snmp6") as lines:
        counters.update((name, int(number)) for name, number in map(str.split, lines))
    return counters


REFUSED, WAITING, CPU = 1, 11, 12


def softnet(column, cpu=None):
    """Packets that the backlog of a CPU, or of all, refused, or that wait; the whole machine's."""
    with open("/proc/net/softnet_stat") as lines:
        rows = [[int(word, 16) for word in line.split()] for line in lines]
    return sum(row[column] for row in rows if cpu in (None, row[CPU]))


def conntrack(name):
    with open("/proc/self/net/stat/nf_conntrack") as lines:
        column = next(lines).split().index(name)
        return sum(int(line.split()[column], 16) for line in lines)


def qdisc(device):
    words = ["tc", "-s", "-j", "qdisc", "show", "dev", device]
    shown = subprocess.run(words, check=True, capture_output=True).stdout
    return sum(each["drops"] for each in json.loads(shown))


def counter(name):
    """A counter: `softnet:CPU`, `qdisc:DEVICE`, `conntrack:NAME`, else one of snmp()."""
    kind, _, rest = name.partition(":")
    if kind == "softnet":
        return softnet(REFUSED, int(rest))
    if kind == "qdisc":
        return qdisc(rest)
    return conntrack(rest) if kind == "conntrack" else snmp().get(name, 0)
