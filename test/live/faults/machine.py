"""Network namespaces that go with this process, and limits that are the whole machine's.

Import it before enter_namespace(): what it opens is that of the namespace outside, and stays so.
"""

import ctypes
import fcntl
import os
import signal
import subprocess

LIFETIME = 30
CLONE_NEWNET, PR_SET_PDEATHSIG = 0x40000000, 1
libc = ctypes.CDLL(None, use_errno=True)


def run(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


# ---- the whole machine --------------------------------------------------------------------------


def opened(name, flags=os.O_RDWR):
    """A sysctl's file, or None where it is not there, or not to be changed."""
    try:
        return os.open("/proc/sys/net/" + name, flags)
    except OSError:
        return None


# a namespace of its own does not show the first, and does not let the second be changed
MAX_BACKLOG, CONNTRACK_MAX = opened("core/netdev_max_backlog"), opened("netfilter/nf_conntrack_max")


def number(file):
    return int(os.pread(file, 32, 0))


def unable(longest_backlog):
    """Why this machine cannot have some of the faults, by their names."""
    why = {}
    if MAX_BACKLOG is None or number(MAX_BACKLOG) > longest_backlog:
        why["backlog_overflow"] = "netdev_max_backlog is hidden, or too large for one frame"
    if CONNTRACK_MAX is None:
        why["conntrack_full"] = "nf_conntrack_max is not there, or not to be changed"
    elif number(opened("netfilter/nf_conntrack_count", os.O_RDONLY)) > 0:
        why["conntrack_full"] = "connections are tracked here, and nf_conntrack_max is theirs too"
    return why


def borrow(file, value):
    """Set a limit of the whole machine until the end of this process, whatever ends it."""
    fcntl.flock(file, fcntl.LOCK_EX)
    before = os.pread(file, 32, 0)
    alive, ours = os.pipe()
    if os.fork() == 0:
        # out of reach of what is sent to the group; the lock is its own too, until it is done
        os.setsid()
        os.close(ours)
        os.read(alive, 1)
        os.pwrite(file, before, 0)
        os._exit(0)
    os.close(alive)
    os.pwrite(file, b"%d" % value, 0)


# ---- a namespace --------------------------------------------------------------------------------


def end_with_parent():
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def sysctl(name, value):
    with open("/proc/sys/net/" + name, "w") as file:
        file.write(str(value))


def enter_namespace():
    """Leave for a namespace with lo, which takes over nothing from outside."""
    if libc.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    # devices to come send no reports of IPv6 among what is counted
    sysctl("ipv6/conf/default/disable_ipv6", 1)
    for conf in ("ipv4/conf/all/", "ipv4/conf/default/"):
        sysctl(conf + "forwarding", 0)
        sysctl(conf + "rp_filter", 0)
    run("ip", "link", "set", "lo", "up")


def another_namespace():
    """A process that holds one more, and goes with this one."""
    words = ["unshare", "-n", "sh", "-c", "echo; exec sleep %d" % LIFETIME]
    other = subprocess.Popen(words, stdout=subprocess.PIPE, preexec_fn=end_with_parent)
    other.stdout.readline()
    return other
