/** What the manual page says that is in no table of the program. */

export type Term = readonly [term: string, text: string]

export const OUTPUT: readonly string[] = [
  'On a terminal a table that is cut to its width and never wraps; in a pipe a line per row with two ' +
    'blanks or more between fields, of which none is empty or cut. ? is unknown, - is none. Addresses ' +
    'that only this host or its own network can reach are blue, those that anybody can reach are red.',
  '--json gives one document of the schema tsnetstat/1: keys may be added to it, never changed or ' +
    'removed. Unknown is null, never 0 or "-"; numbers are numbers, and counters of 64 bits are bare ' +
    'digits. owners is a list, [] where nobody holds the socket, null where that could not be seen; ' +
    'access says how much of the host could not. --ndjson gives the rows alone, one object per line.',
  'Text that comes from programs (names, command lines, paths) is escaped in every format.',
]

export const ENVIRONMENT: readonly Term[] = [
  ['NO_COLOR', 'not empty: no colour'],
  ['FORCE_COLOR', 'colour, also into a pipe; 0: none'],
  ['TERM', 'dumb: no colour'],
  ['COLUMNS', 'the width of the output, instead of that of the terminal'],
  ['TSNETSTAT_DEBUG', 'netlink: print every message to and from the kernel, field by field'],
]

export const FILES: readonly Term[] = [
  ['/proc/net/', 'sockets, counters, routes, interfaces and groups, where netlink cannot be had'],
  ['/proc/*/fd', 'owners of sockets, where nothing faster tells them'],
  ['/proc/pid_inode_map', 'owners of sockets, where a kernel module of that name is loaded'],
  ['/run/tsnetstat/owners', 'owners of all sockets, for those whom "share on" named'],
  ['/run/tsnetstat/owners-self', 'owners among the processes of the reader; where sharing is on'],
  ['/etc/passwd, /etc/services, /etc/hosts', 'names of users, ports and hosts'],
]

export const DIFFERENCES: readonly string[] = [
  'Numbers are never turned into names unless asked for, and owners are always shown: all processes ' +
    'of a socket with their whole command lines, where netstat shows one and 19 characters.',
  'With --classic, or called by the name of netstat, it takes the options of netstat and prints what ' +
    'netstat 2.10 prints, byte for byte.',
  'Of the filters of ss: words need no blanks between them; ports, hosts and states come in lists, ports ' +
    'and numbers in ranges; any column can be compared. "or" binds looser than "and", as the manual of ss ' +
    'has it and ss itself does not; "dst != X" means "not dst X"; ::1 needs no brackets, so a port behind an ' +
    'IPv6 address does.',
  'A "state" may stand anywhere, and when "exclude" leaves none there are no rows, where ss takes all. ' +
    '"autobound" goes by the range of local ports alone; ss also asks whether bind() named the port. What ' +
    'tells no cgroup (TIME_WAIT, requests) matches no "cgroup", not even !=; ss takes it for cgroup 0. With ' +
    '-x among other tables, a rule about ports finds inet sockets; ss then finds none.',
  'With --classic, bytes of names that are no printable ASCII become dots, as in net-tools since ' +
    'CVE-2024-58251 and not in 2.10; where net-tools prints memory it never wrote, ? and UNKNOWN stand; users ' +
    'come from /etc/passwd alone; help is in other words, and -V names both programs.',
  'Like ss and unlike lsof, it lists sockets that no process holds (TIME_WAIT, of the kernel); unlike ' +
    'lsof, a socket is one row, however many processes and descriptors hold it.',
]
