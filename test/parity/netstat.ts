import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a run of either program left; bytes as latin1. */
export interface Outcome {
  readonly out: string
  readonly err: string
  readonly code: number
}

const has = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Why netstat cannot be given another /proc here, in brackets for a test's name; '' where it can. */
export const whyNoNetstat = (): string => {
  if (process.geteuid?.() !== 0) return ' (skipped: needs root)'
  if (!has('sh', '-c', 'command -v netstat')) return ' (skipped: needs netstat)'
  return has('unshare', '-m', 'true') ? '' : ' (skipped: may not make a mount namespace)'
}

/** Files that net-tools' names come from, where a captured host has none of its own. */
const ETC: { readonly [name: string]: string } = {
  'nsswitch.conf': ['hosts', 'networks', 'services', 'protocols', 'passwd']
    .map(name => `${name}: files\n`)
    .join(''),
  hosts: `127.0.0.1 localhost loop
127.0.0.1 second
::1 ip6-localhost ip6-loopback
0.0.0.5 not-asked-for
10.6.6.1 a.host.whose.name.is.far.too.long.for.its.column.example.org
10.6.6.2 exactly-13-ch
2001:db8::1 six.example.org
fe80::1 link.example.org
::ffff:10.0.0.5 mapped.example.org
`,
  networks: 'default 0.0.0.0\nloopback 127.0.0.0\nzero 0.0.0.5\n',
  protocols:
    'ip 0 IP\nicmp 1 ICMP\ntcp 6 TCP\nudp 17 UDP\nospf 89 OSPFIGP\nipv6-icmp 58 IPv6-ICMP\n',
  services: '',
  passwd: '',
}

/** A captured host with all that both programs read, in a folder of its own; `change` is done to it there. */
export const treeOf = (host: string, into: string, change = ''): string => {
  const tree = mkdtempSync(join(into, 'tree-'))
  execFileSync('cp', ['-aT', join('fixtures/hosts', host), tree])
  execFileSync('mkdir', ['-p', join(tree, 'etc')])
  for (const [name, text] of Object.entries(ETC)) {
    const path = join(tree, 'etc', name)
    if (!existsSync(path)) writeFileSync(path, text)
  }
  // netstat itself can but take every host for one of this machine's byte order
  rmSync(join(tree, 'sys/kernel/cpu_byteorder'), { force: true })
  execFileSync('sh', ['-ec', change], { cwd: tree })
  return tree
}

/**
 * netstat reads the folders of /proc as they come, which in a file system is no order of pids, as it is
 * in /proc: so they are made anew in a tmpfs, which lists what it was given last or first.
 */
const SCRIPT = `
set -eu
umask 022
mount -t tmpfs none "$work"
mkdir "$work/probe" "$work/probe/1" "$work/probe/2"
case $(ls -U "$work/probe" | head -1) in 1) order=-n;; *) order=-rn;; esac
host() {
  mkdir "$work/$1"
  find "$2/proc" -mindepth 1 -maxdepth 1 ! -regex '.*/[0-9]+' -exec cp -a -t "$work/$1" {} +
  for pid in $(ls "$2/proc" | grep -E '^[0-9]+$' | sort $order); do cp -a "$2/proc/$pid" "$work/$1"; done
}
`

/** Of a script: runs netstat and keeps what it leaves in the present folder. */
export const RUN =
  'run() { i=$1; shift; code=0; timeout 30 netstat "$@" >$i.out 2>$i.err || code=$?; echo $code >$i.code; }\n'

/** One \`run\` for each command line. */
export const runsOf = (lines: readonly (readonly string[])[]): string =>
  lines.map((line, i) => `run ${i} ${line.map(quote).join(' ')}\n`).join('')

/** What the runs left in a folder. */
export const outcomesIn = (folder: string, count: number): Outcome[] => {
  const read = (line: number, part: string): string =>
    readFileSync(join(folder, `${line}.${part}`), 'latin1')
  return Array.from({ length: count }, (_, line) => ({
    out: read(line, 'out'),
    err: read(line, 'err'),
    code: Number(read(line, 'code')),
  }))
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/** A captured host, and the command lines that are run on it. */
interface Subject {
  readonly tree: string
  readonly lines: readonly (readonly string[])[]
}

/** Runs the real netstat on each tree with each of its command lines: by tree, then by line. */
export const runNetstat = (subjects: readonly Subject[]): Outcome[][] => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-parity-'))
  const results = join(folder, 'results')
  const hosts = subjects.map(
    ({ tree, lines }, i) => `
host ${i} ${quote(tree)}
mkdir -p "$results/${i}"
unshare -m bash -c ${quote(`
cd "$results/${i}"
mount --bind ${quote(join(tree, 'etc'))} /etc
mount --bind "$work/${i}" /proc
${RUN}${runsOf(lines)}`)}`,
  )
  const script = join(folder, 'script')
  writeFileSync(script, SCRIPT + hosts.join('\n'))
  execFileSync('mkdir', [join(folder, 'work'), results])
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', work: join(folder, 'work'), results }
  try {
    execFileSync('unshare', ['-m', 'bash', script], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    return subjects.map(({ lines }, i) => outcomesIn(join(results, String(i)), lines.length))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
