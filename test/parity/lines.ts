const words = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .flatMap(line => line.split(/ {2,}/))

/** Internet and unix sockets: command lines of netstat, parted by two blanks or more. */
const SOCKETS = words(`
  -n  -a  -an  -l  -ln  -t  -u  -w  -U  -x  -tn  -un  -wn  -Un  -xn
  -ta  -ua  -wa  -Ua  -xa  -tan  -uan  -wan  -Uan  -xan  -tl  -ul  -wl  -Ul  -xl  -tln  -uln  -wln
  -tuln  -tulpn  -tulpen  -tuna  -tuwUan  -tuwUxan  -plunt  -antup  -an4  -an6  -lnptux
  -4  -6  -4n  -6n  -4a  -6a  -4l  -6l  -46an  -4 -6 -l  -t4an  -t6an  -u6l  -w46  -x4  -x6a
  -e  -ae  -tane  -tanee  -taneee  -tae  -lne  -o  -tano  -tuano  -wano  -aon  -taneo  -taop
  -p  -anp  -ap  -lp  -tp  -upn  -xp  -xap  -xlp  -xepoW  -tuaneop  -tuaeop  -Weaop  -W  -aW  -anW  -6aW
  -l -a  -a -l  -t -u -a  -d  -dan  -N  -aN  -taNe  -F  -C  -FCan  -tt  -aall
  -v  -va  -vl  -tv  -4v  -xv  -Av unix  -vn6
`)

/** The words themselves: long names, abbreviations, arguments, what stands between them. */
const WORDS = words(`
  --tcp --all --numeric  --tcp --listening  --udp --all  --udplite -a  --raw --all  --unix --all
  --list  --al --num --tcp  --numeric-hosts -a  --numeric-ports -a  --numeric-users -ae
  --numeric-h -ta  --numeric-p -ta  --numeric-u -tae  --inet -a  --inet6 -a  --ip -a  --unix -l
  --ine -a  --extend --timers --programs -a  --prog -tan  --wide -a  --symbolic -a  --verb  --tcpip  --tcpip -a
  --protocol=inet -a  --protocol inet6 -a  --protocol=unix  --prot=inet,inet6 -l  -A inet -a  -Ainet6 -a
  -A unix -a  -A inet,unix -an  -A inet6,unix -l  -A ip -a  -A ip6 -a  -A tcpip  -Atcpip,ip6 -an
  foo  -t foo -a bar  foo -- -tan  -- -tan  -t -- -a  - -tan  -a -
  -A ddp  -A econet -t  -A ash -xa  --ddp -t  --appletalk
`)

/** What net-tools refuses, and what this kernel lacks. */
const REFUSED = words(`
  -A  -A foo  -A inet,foo  -A inet,,unix  --protocol=foo -a  -Ainet6, -a  --protocol  -a -A
  -k  -tk  -T  -tank -x  --foo  --foo=bar  --tcp=1  --l  --n  --nu  --i  --in  --s  --c  --a  --numeric-  --pro  --  --=3
  -?  -t?  -rs  -rr  -ii  -ri  -is  -sM  -rM  -iM  -ss  -g -rr  -tanrs
  -Z  -tZ  -Z -tan  -tan --context  -M  -Mn  -Mtan  -M -c  --masq
  --ax25  --ipx  --netrom  --x25  --rose  --ax25 -t  -t --x25  --ipx --ax25  -tan --rose  --bluetooth  -2  -f  -2t
  --ax25 -a  --x25 -a  --x25 -l  --netrom -al  --rose -t  -A ax25  -A ipx,x25  -A rose  -A netrom -x  -A bluetooth  -t -A bluetooth -a  -xf
  -S  -Sa  -Sl  -tS  -tSu  -Su  -4S  -6S  -SU -n  -Sx  -ave  -6Sa
`)

/** Routes, groups and statistics. */
const TABLES = words(`
  -r  -rn  -re  -rne  -ree  -rnee  -reee  -reeee  -rN  -rF  -rnF  -rC  -rnC  -rFC  -r4  -rn4  -r6  -rn6  -rne6  -rnee6
  -r6C  -rn6FC  -rnv  -rW  -ra  -rl  -rp  -rt  --route  --route --numeric  -r --inet6  -r --numeric-hosts  -r --numeric-ports
  -rA inet  -rA inet6  -rA inet,inet6  -rA inet6,inet -n  -rA unix  -rA inet,unix  -r46  -rn64  -rx  -rn --fib  -r --cache
  -g  -gn  -g4  -g6  -gn4  -gn6  -gv  -ga  -gt  -gtan  -gux  -gW  -ge  -gp  --groups  --groups --numeric  -gA inet6
  -s  -sn  -st  -su  -sw  -sU  -sS  -stu  -stuw  -sx  -s4  -s6  -st6  -su6  -sw6  -stuw6  -sv  -se  -sa  -sc  -46s
  --statistics  --statistics --tcp  -s --udp --raw  -sA inet  -sA inet6  -sA unix  -sA inet,inet6  -gs  -sg6
`)

/** What each captured host answers for itself. */
export const HOST_LINES: readonly string[] = ['', ...SOCKETS, ...TABLES]

/** What is read in one way whatever the host: long names, words between options, refusals. */
export const WORD_LINES: readonly string[] = [...WORDS, ...REFUSED]

/** On live sockets: what /proc and the resolver of this machine say. Few with -p, which looks into all processes. */
export const LIVE_LINES: readonly string[] = [
  '',
  ...words(`
    -n  -a  -an  -l  -ln  -t  -u  -w  -U  -x  -tan  -uan  -wan  -Uan  -xan  -ta  -ua  -wa  -xa
    -tl  -ul  -wl  -xl  -tln  -uln  -wln  -xln  -tuln  -tulpn  -tulen  -lunt  -antup  -tuwUxan  -4an  -6an
    -4  -6  -4l  -6l  -te  -tae  -tane  -tanee  -uane  -wane  -tano  -uano  -wano  -ao  -taneo  -tuaneop
    -xap  -W  -aW  -anW  -6aW  -Weao  -N  -v  -va  -tv  -lW  -6lW  -nW
    -A inet -a  -A inet6 -an  -A unix -l  -A inet,unix -an  --tcp --all  --udp --all --numeric
    --numeric-hosts -a  --numeric-ports -a  --numeric-users -ae  -S  -tSu  -M  -Z  --ax25  -2  -A foo
  `),
]

/** Interfaces, which netstat reads through ioctls: only a live network has them. */
const INTERFACES = words(`
  -i  -ia  -in  -ian  -ie  -iea  -iee  -ieea  -ien  -iW  -iv  -il  -ip  -it  -i4  -i6  -ix  -iN  -io  -iA inet  -ieA inet6
  --interfaces  --interfaces --all  --interfaces --extend  --inte -ae  -ig  -iegn
`)

/** On a network where nothing moves, and names come from files. */
export const QUIET_LINES: readonly string[] = [
  ...INTERFACES,
  ...TABLES,
  ...words('-a  -an  -ap  -tanpeo  -xanp  -lnp  -wan  -uW  -p'),
]
