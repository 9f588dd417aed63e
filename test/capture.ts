/**
 * `npm run capture NAME`: copies what tsnetstat reads of this host's /proc, /sys and /etc into
 * fixtures/hosts/NAME and writes its HOST.md. Run it inside the namespaces that are to be captured
 * (`unshare -n -p -f --mount-proc`, and a /sys that was mounted there), since it takes every process it
 * sees, but for itself and the processes that started it.
 */
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { LINK_STATS } from '../src/model/interface.ts'
import { SYSCTLS } from '../src/views/path/stages.ts'

const NET = ['tcp', 'udp', 'udplite', 'raw'].flatMap(name => [name, `${name}6`])
const COUNTERS = ['softnet_stat', 'snmp', 'netstat', 'snmp6', 'dev', 'sockstat', 'sockstat6']
const PER_CPU = ['nf_conntrack', 'arp_cache', 'ndisc_cache'].map(name => `stat/${name}`)
const TABLES = 'route ipv6_route rt_cache igmp igmp6 if_inet6 fib_trie'.split(' ')
const FILES = [
  // the counters first, so that they are of one moment
  ...[...COUNTERS, ...PER_CPU, ...NET, ...TABLES, 'unix'].map(name => `proc/net/${name}`),
  'proc/softirqs',
  'proc/interrupts',
  'proc/uptime',
  ...[...SYSCTLS].map(name => `proc/sys/${name.replaceAll('.', '/')}`),
  'proc/net/igmp',
  'proc/sys/net/ipv4/ip_local_port_range',
  'proc/sys/kernel/hostname',
  'proc/sys/kernel/osrelease',
  'sys/kernel/cpu_byteorder',
  'etc/passwd',
  'etc/services',
]
const LINKS = ['proc/self/ns/net', 'proc/self/ns/pid']
const INTERFACES = 'sys/class/net'
const OF_PROCESS = ['stat', 'status', 'cmdline']
const OF_INTERFACE = [
  ...'ifindex type flags mtu tx_queue_len address operstate carrier dormant'.split(' '),
  ...LINK_STATS.map(name => `statistics/${name}`),
]

const [name] = process.argv.slice(2)
if (name === undefined || !/^[\w.-]+$/.test(name)) {
  process.stderr.write('usage: npm run capture NAME\n')
  process.exit(2)
}
const target = join(import.meta.dirname, '..', 'fixtures', 'hosts', name)

/** An interface that is down has no carrier to read: EINVAL. */
const ABSENT = ['ENOENT', 'ENOTDIR', 'ESRCH', 'EACCES', 'EINVAL']

/** Runs for what may vanish, or not be there on this kernel. */
const attempt = (action: () => void): void => {
  try {
    action()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    if (!ABSENT.includes(String(code))) throw error
  }
}

const copy = (path: string): void =>
  attempt(() => {
    const bytes = readFileSync(`/${path}`)
    mkdirSync(dirname(join(target, path)), { recursive: true })
    writeFileSync(join(target, path), bytes)
  })

const copyLink = (path: string): void =>
  attempt(() => {
    const to = readlinkSync(`/${path}`)
    mkdirSync(dirname(join(target, path)), { recursive: true })
    symlinkSync(to, join(target, path))
  })

const parentOf = (pid: number): number =>
  Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)

const own = new Set<number>()
for (let pid = process.pid; pid > 1; pid = parentOf(pid)) own.add(pid)

rmSync(target, { recursive: true, force: true })
FILES.forEach(copy)
attempt(() => {
  for (const device of readdirSync(`/${INTERFACES}`)) {
    copyLink(`${INTERFACES}/${device}/device`)
    for (const name of readdirSync(`/${INTERFACES}/${device}/statistics`)) {
      copy(`${INTERFACES}/${device}/statistics/${name}`)
    }
  }
})
LINKS.forEach(copyLink)
for (const link of readdirSync('/sys/class/net'))
  for (const file of OF_INTERFACE) copy(`sys/class/net/${link}/${file}`)
let processes = 0
for (const pid of readdirSync('/proc').filter(entry => /^\d+$/.test(entry))) {
  attempt(() => {
    if (own.has(Number(pid)) || own.has(parentOf(Number(pid)))) return
    for (const file of OF_PROCESS) copy(`proc/${pid}/${file}`)
    for (const fd of readdirSync(`/proc/${pid}/fd`)) copyLink(`proc/${pid}/fd/${fd}`)
    processes++
  })
}
const kernel = execFileSync('uname', ['-srm'], { encoding: 'utf8' }).trim()
writeFileSync(
  join(target, 'HOST.md'),
  `# ${name}\n\n${kernel}, captured on ${new Date().toISOString().slice(0, 10)} by \`npm run capture ${name}\` ` +
    `inside namespaces of its own: ${processes} processes, without those that made the capture.\n`,
)
process.stdout.write(`${processes} processes in ${target}\n`)
