/** What -h prints, and what stands under a complaint: net-tools' options, in other words. */
export const USAGE = `usage: netstat [options] [sockets]     sockets, in the layout of net-tools 2.10
       netstat -r | -i | -g | -s       routes, interfaces, groups, statistics

sockets  -t --tcp  -u --udp  -U --udplite  -S --sctp  -w --raw  -x --unix
         -4 --inet  -6 --inet6  -A LIST --protocol=LIST  --ax25 --ipx --netrom
         without any: all of them
which    -l --listening: servers   -a --all: all   neither: all but servers
names    -n --numeric: no names    -W --wide: no address is cut
         --numeric-hosts  --numeric-ports  --numeric-users: none of this kind
columns  -e --extend: user, inode  -p --programs: pid and program
         -o --timers: timers       -Z --context: SELinux contexts
modes    -r --route [-e -F -C]     -i --interfaces [-e -a]
         -g --groups               -s --statistics [-t -u -w -6]
others   -c --continuous: again every second
         -v --verbose: tell what this kernel lacks
         --root PATH: read the /proc and /etc below PATH
         -V --version   -h --help

This is tsnetstat, which prints as net-tools does where it is called netstat, or
with --classic. For its own views, filters and JSON see tsnetstat --help.`
