import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { release } from 'node:os'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { random } from '../random.ts'
import { ssNames } from './filter-names.ts'
import type { Answered } from './filter-run.ts'
import { makeWorld, whyNoNetlink, whyNoWorld, type World } from './world.ts'

const lines = (text: string): string[] => text.trim().split(/\s*\n\s*/)

/** Written alike here and for ss, blanks between all of it as ss needs them. */
const ALIKE = lines(`
  -tua
  -tua state established
  -tua state listening
  -tua state connected
  -tua state synchronized
  -tua state bucket
  -tua state big
  -tua state all
  -tua state unconnected
  -tua state close
  -tua state closed
  -tua state syn-recv
  -tua state syn-rcv
  -tua state fin-wait-1
  -tua state FIN-WAIT-2
  -tua state close-wait
  -tua state last-ack
  -tua state closing
  -tua state syn-sent state time-wait
  -tua exclude established
  -tua exclude connected
  -tua excl established exclude listening
  -tua state connected exclude time-wait exclude syn-sent
  -tu state listening
  -tu exclude established
  -xa state listening
  -xa state established
  -xa state unconnected
  -ta state time-wait
  -ta state time-wait dst 127.0.0.1
  -tua state fin-wait-1 sport = 20108
  -tua state established sport = 20099 or sport = 20100
  -tua sport = 20099
  -tua sport = :20099
  -tua sport 20099
  -tua sport :20099
  -tua sport == 20099
  -tua sport eq 20099
  -tua sport != 20099
  -tua sport ne 20099
  -tua sport neq 20099
  -tua sport > 20100
  -tua sport gt 20100
  -tua sport < 20010
  -tua sport lt 20010
  -tua sport >= 20100
  -tua sport ge 20100
  -tua sport geq 20100
  -tua sport <= 20010
  -tua sport le 20010
  -tua sport leq 20010
  -tua dport = 443
  -tua dport = https
  -tua dport = :domain
  -tua dport 0
  -tua src 127.0.0.1
  -tua src = 127.0.0.1
  -tua src == 127.0.0.1
  -tua dst 127.0.0.1
  -tua src 127.0.0.1:20099
  -tua dst 127.0.0.3:20020
  -tua dst 8.8.8.8
  -tua dst 8.8.8.8:443
  -tua src :20099
  -tua src *:20099
  -tua dst *:20099
  -tua src 127/8
  -tua src 127.0.0.0/24
  -tua src 127.0.0.0/30:20099
  -tua src 10/8
  -tua src 10.1/16
  -tua src 0.0.0.0
  -tua src 0.0.0.0/0
  -tua src ::/0
  -tua src [::]
  -tua src [::1]
  -tua dst [::1]
  -tua src [::1]:20123
  -tua src ::1/128
  -tua src fe80::/10
  -tua src 2001:db8::/32
  -tua src [::ffff:127.0.0.1]
  -tua src ::ffff:0:0/96
  -tua src inet:127.0.0.1
  -tua src inet6:[::1]
  -tua dst localhost
  -tua not src 127.0.0.1
  -tua ! src 127.0.0.1
  -tua not dst 127.0.0.1:20099
  -tua not ( src 127/8 or src [::1] )
  -tua ( sport = 20099 or dport = 20099 )
  -tua ( sport = 20099 || dport = 20099 )
  -tua ( sport = 20099 | dport = 20099 )
  -tua sport >= 20090 and sport <= 20100
  -tua sport >= 20090 && sport <= 20100
  -tua sport >= 20090 & sport <= 20100
  -tua sport >= 20090 sport <= 20100
  -tua src 127/8 ( dport = 20100 or dport = 20101 )
  -tua sport = 20076 and dport = 1 or sport = 20075
  -tua not sport = 20099 and not dport = 20099
  -tua not not sport = 20099
  -tua4 src 127.0.0.1
  -ua dport = 53
  -ua not dport = 0
  -xa autobound
  -xa src unix:*
  -xa src unix:*stream*
  -xa src unix:*STREAM*
  -xa src unix:@*
  -xa src /tmp*
  -xa not src unix:*stream*
  -xa src unix:*stream* or src unix:*dgram*
  -xa state established src unix:@*
  -tua dev lo
  -tua dev = lo
  -tua dev != lo
  -tua dev 1
  -tua fwmark 5
  -tua fwmark 0
  -tua fwmark 0/0xff
  -tua fwmark != 0
`)

/** Where ss differs: what is written here, what ss must be given for it, and why. */
const DIFFERENT: readonly [ours: string, ss: string, why: string][] = [
  [
    '-tua sport = 20075 or sport = 20076 and dport = 1',
    '-tua sport = 20075 or ( sport = 20076 and dport = 1 )',
    "or binds looser than and, as ss's manual has it; its grammar has them alike, left to right",
  ],
  ['-tua (sport=20099)|(dport=:20099)', '-tua ( sport = 20099 or dport = 20099 )', 'words touch'],
  ['-tua !sport=20099', '-tua not sport = 20099', 'words touch'],
  ['-tua src=127.0.0.1&&!dport=20100', '-tua src 127.0.0.1 and not dport = 20100', 'words touch'],
  ['-tua :20099', '-tua ( sport = 20099 or dport = 20099 )', 'a port of either end'],
  ['-tua 127.0.0.3', '-tua ( src 127.0.0.3 or dst 127.0.0.3 )', 'an address of either end'],
  ['-tua sport = 20075,:20076', '-tua sport = 20075 or sport = 20076', 'lists'],
  ['-tua sport = 20090-20100', '-tua sport >= 20090 and sport <= 20100', 'ranges'],
  ['-tua sport != 20090-20100', '-tua sport < 20090 or sport > 20100', 'ranges'],
  ['-tua dst != 127.0.0.1', '-tua not dst 127.0.0.1', 'a host with !='],
  ['-tua src ::1', '-tua src [::1]', 'an address of IPv6 without brackets'],
  ['-tua src [::1]/128', '-tua src ::1/128', 'brackets and a prefix'],
  ['-tua src 127.0.0.1,127.0.0.3', '-tua src 127.0.0.1 or src 127.0.0.3', 'lists of hosts'],
  ['-tua state listen', '-tua state listening', "netstat's name of the state"],
  ['-tua state = established', '-tua state established', 'a state is a column too'],
  ['-tua state established,closing', '-tua state established state closing', 'lists of states'],
  [
    '-tua ( state established or dport = 443 )',
    '-tua ( dport = 443 or ( dport != 443 and src 1.2.3.4 ) )',
    'a state within the expression; ss has none there, so it is counted below',
  ],
  ['-tua6 src 127.0.0.1', '-tua6 src [::ffff:127.0.0.1]', 'a v4 rule with -6 is about mapped ones'],
  ['-txa sport = 20099', '-ta sport = 20099', 'with unix sockets beside others ss finds no ports'],
  [
    '-tua autobound',
    '-tua sport >= 20020 and sport <= 20060',
    'by the range alone, as the manual has it; ss also asks the kernel whether bind() named the port',
  ],
  [
    '-tua state established exclude established',
    '-tua state established dport = 1',
    'no state is left; ss then takes them all',
  ],
]

/** Made by chance of ports and addresses that the world has: no ss, but three ways to the same answer. */
const RANDOM = ((): string[] => {
  const { below } = random(20261121)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!
  const hosts = ['127.0.0.1', '127/8', '127.0.0.3', '::1', '::/0', '0/0', '::ffff:0:0/97', 'inet:*']
  const port = (): string => String(20000 + below(210))
  const leaf = (): string =>
    pick([
      () => `${pick(['src', 'dst'])} ${pick(hosts)}`,
      () => `${pick(['src', 'dst'])} ${pick(['*', '127.0.0.1', '[::1]'])}:${port()}-20300`,
      () => `${pick(['sport', 'dport'])} ${pick(['=', '!=', '<', '>', '<=', '>='])} ${port()}`,
      () => `sport = ${port()},${port()},20100-20150`,
      () => `state ${pick(['established', 'bucket', 'connected', 'listen', 'unconn', 'big'])}`,
      () => pick(['recv_q > 0', 'proto = udp', 'uid != 0']),
    ])()
  const tree = (depth: number): string => {
    const kind = depth === 0 ? 0 : below(4)
    if (kind === 0) return leaf()
    if (kind === 1) return `not (${tree(depth - 1)})`
    return `(${tree(depth - 1)} ${kind === 2 ? 'and' : 'or'} ${tree(depth - 1)})`
  }
  return Array.from({ length: 100 }, () => `-tua ${tree(4)}`)
})()

/** ss 6.1 does not know it */
const INACTIVE = '-tua state bound-inactive'

/** Where cgroup v2 is mounted; null: nowhere. */
const mount =
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map(line => line.split(' '))
    .find(([, , type]) => type === 'cgroup2')?.[1] ?? null

const CGROUPS = mount === null ? [] : [`-tua cgroup ${mount}`, `-ua cgroup = ${mount}`]

/** Why the kernel does not tell of sockets that are only bound, in brackets; '' where it does: since 6.8. */
const [major = 0, minor = 0] = release().split('.').map(Number)
const tooOld = major * 100 + minor < 608 ? ' (skipped: needs Linux 6.8)' : ''

const why = whyNoWorld('ss') || whyNoNetlink()

describe.skipIf(why !== '')(`filters on live sockets${why}`, { timeout: 60_000 }, () => {
  let world: World
  const program = `dist/filter-run-${process.pid}.cjs`
  const answers = new Map<string, Answered>()

  beforeAll(async () => {
    world = await makeWorld()
    // of this network namespace alone
    world.run('sh', ['-c', 'echo 20020 20060 > /proc/sys/net/ipv4/ip_local_port_range'])
    const filters = [...ALIKE, INACTIVE, ...CGROUPS, ...DIFFERENT.map(([ours]) => ours), ...RANDOM]
    writeFileSync(`${program}.json`, JSON.stringify(filters.map(filter => filter.split(' '))))
    // one file, since a loader of modules would have sockets of its own in there
    buildSync({
      entryPoints: [new URL('filter-run.ts', import.meta.url).pathname],
      bundle: true,
      platform: 'node',
      define: { 'import.meta.url': '__filename' },
      outfile: program,
    })
    const told = world.run(process.execPath, [program, `${program}.json`])
    for (const [i, answer] of (JSON.parse(told) as Answered[]).entries())
      answers.set(filters[i]!, answer)
  }, 60_000)
  afterAll(async () => {
    for (const file of [program, `${program}.json`]) rmSync(file, { force: true })
    await world?.end()
  })

  const ss = (words: string): string[] => {
    const all = ['-t', String(world.pid), '-n', 'ss', '-Hane', ...words.split(' ')]
    const made = spawnSync('nsenter', all, { encoding: 'utf8' })
    if (made.status !== 0) throw new Error(made.stderr)
    return ssNames(made.stdout)
  }

  it('are many, and few of them keep nothing', () => {
    expect(ALIKE.length).toBeGreaterThan(100)
    const empty = ALIKE.filter(filter => answers.get(filter)!.pushed.length === 0)
    expect(empty).toEqual(['-tua fwmark 5', '-tua fwmark != 0'])
    expect(answers.get('-tua')!.pushed.length).toBeGreaterThan(200)
  })

  it.each(ALIKE)('%s keeps what ss keeps', filter => {
    expect(answers.get(filter)!.pushed).toEqual(ss(filter))
  })

  it.skipIf(mount === null)(
    `cgroup keeps what ss keeps${mount === null ? ' (skipped: no cgroup v2 is mounted)' : ''}`,
    () => {
      for (const filter of CGROUPS) expect(answers.get(filter)!.pushed).toEqual(ss(filter))
      expect(answers.get(CGROUPS[0]!)!.pushed).not.toEqual([])
    },
  )

  it.each(DIFFERENT.filter(([, , reason]) => !reason.includes('counted below')))(
    '%s keeps what ss keeps of %s: %s',
    (ours, theirs) => expect(answers.get(ours)!.pushed).toEqual(ss(theirs)),
  )

  it.skipIf(tooOld !== '')(`sockets that are only bound are shown to who asks${tooOld}`, () => {
    const bound = Object.entries(world.expect)
      .filter(([name]) => name.endsWith('bound-inactive'))
      .map(([, { local, inode }]) => `${local.address} ${local.port} 0.0.0.0 0 ${inode}`)
    expect(bound.length).toBeGreaterThan(0)
    expect(answers.get(INACTIVE)!.pushed).toEqual(bound)
  })

  it('a state within the expression is one term of it', () => {
    const either = new Set([...ss('-tua state established'), ...ss('-tua dport = 443')])
    const { pushed } = answers.get('-tua ( state established or dport = 443 )')!
    expect(pushed).toEqual([...either].sort())
  })

  it('keep the same whether the kernel filters or not', () => {
    // but for what nobody is told who does not ask the kernel for it
    for (const [filter, { pushed, plain }] of answers)
      if (filter !== INACTIVE) expect([filter, pushed]).toEqual([filter, plain])
  })

  it('keep the same on /proc, but for what it does not know', () => {
    for (const [filter, { pushed, proc }] of answers) {
      if (!/^-x|dev |fwmark |cgroup |inactive/.test(filter))
        expect([filter, proc]).toEqual([filter, pushed])
    }
  })

  it('groups of listeners tell the accept queue of each as ss does', () => {
    const argv = ['bin/tsnetstat.js', '-lt', '--by', 'local', '--json', '--source', 'netlink']
    const { totals } = JSON.parse(world.run(process.execPath, argv)) as {
      totals: { local: { address: string; port: number }; count: number; accept: Queue[] }[]
    }
    interface Queue {
      readonly inode: number
      readonly recv_q: number
      readonly send_q: number
    }
    const ours = totals.flatMap(({ accept }) =>
      accept.map(({ inode, recv_q, send_q }) => `${inode} ${recv_q} ${send_q}`),
    )
    const theirs = world
      .run('ss', ['-Hltne'])
      .trim()
      .split('\n')
      .map(line => {
        const [, recvQ, sendQ] = line.split(/\s+/)
        return `${/ ino:(\d+)/.exec(line)![1]} ${recvQ} ${sendQ}`
      })
    expect(ours.sort()).toEqual(theirs.sort())
    // world.py: two share a port with SO_REUSEPORT
    expect(totals.filter(({ count }) => count > 1).map(({ accept }) => accept.length)).toEqual([2])
  })

  it('are left to the kernel where that can decide them', () => {
    const told = (filter: string): string | null => answers.get(filter)!.told
    const begin = 'netlink: the kernel filters: '
    expect(told('-tua sport = 20099')).toBe(`${begin}local.port 20099`)
    expect(told('-tua state fin-wait-1 sport = 20108')).toBe(
      `${begin}state FIN_WAIT1; local.port 20108`,
    )
    expect(told('-tua dev lo')).toBe(null)
    const some = RANDOM.filter(filter => told(filter) !== null)
    expect(some.length).toBeGreaterThan(RANDOM.length / 2)
  })
})
