import { describe, expect, it } from 'vitest'
import type { Stage, Verdict } from '../../../src/model/path.ts'
import { STAGES, SYSCTLS } from '../../../src/views/path/stages.ts'
import { adviceText } from '../../../src/views/path/text.ts'
import { stageNamed, stagesBetween, type Totals } from './readings.ts'

/** What a counter of the kernel means, in two seconds of which it goes from 5 to 25: ten a second. */
type Fault = readonly [
  counter: string,
  direction: Stage['direction'],
  stage: string,
  verdict: Verdict,
  words: RegExp,
]

const FAULTS: readonly Fault[] = [
  ['link rx_missed_errors eth0', 'receive', 'NIC ring', 'loss', /ethtool -G/],
  ['link rx_crc_errors eth0', 'receive', 'driver', 'loss', /cable/],
  ['link rx_length_errors eth0', 'receive', 'driver', 'loss', /MTU/],
  ['link rx_dropped eth0', 'receive', 'driver', 'info', /No loss where/],
  ['link rx_nohandler eth0', 'receive', 'driver', 'info', /no loss/],
  ['softnet time_squeeze cpu1', 'receive', 'NAPI poll', 'info', /latency, and no loss/],
  ['softnet dropped cpu1', 'receive', 'backlog', 'loss', /queue of this CPU is full/],
  ['softnet flow_limit_count cpu1', 'receive', 'backlog', 'loss', /One flow/],
  ['ingress drops eth0', 'receive', 'ingress', 'loss', /tc filter/],
  ['Ip InHdrErrors', 'receive', 'IP', 'loss', /TTL/],
  ['Ip InAddrErrors', 'receive', 'IP', 'loss', /not of this host|neither has/],
  ['IpExt InCsumErrors', 'receive', 'IP', 'loss', /checksum/],
  ['TcpExt IPReversePathFilter', 'receive', 'IP', 'loss', /reverse path filter/],
  ['Ip ReasmFails', 'receive', 'IP', 'loss', /[Ff]ragments/],
  ['Ip InDiscards', 'receive', 'IP', 'loss', /want of memory/],
  ['snmp6 Ip6InDiscards', 'receive', 'IP', 'info', /turned off .* no loss/],
  ['Ip InUnknownProtos', 'receive', 'IP', 'info', /sender is told/],
  ['nf_conntrack drop cpu0', 'receive', 'netfilter', 'loss', /nf_conntrack_max/],
  ['nf_conntrack insert_failed cpu0', 'receive', 'netfilter', 'loss', /race/],
  ['nf_conntrack early_drop cpu0', 'receive', 'netfilter', 'info', /nearly full/],
  ['Udp RcvbufErrors', 'receive', 'UDP', 'loss', /SO_RCVBUF/],
  ['snmp6 Udp6RcvbufErrors', 'receive', 'UDP', 'loss', /SO_RCVBUF/],
  ['Udp MemErrors', 'receive', 'UDP', 'loss', /udp_mem/],
  ['Udp InCsumErrors', 'receive', 'UDP', 'loss', /checksum/],
  ['Udp NoPorts', 'receive', 'UDP', 'info', /No loss/],
  ['TcpExt ListenOverflows', 'receive', 'TCP', 'loss', /accept queue is full/],
  ['TcpExt ListenDrops', 'receive', 'TCP', 'loss', /not for a full accept queue/],
  ['TcpExt TCPBacklogDrop', 'receive', 'TCP', 'loss', /slow reader/],
  ['TcpExt RcvPruned', 'receive', 'TCP', 'loss', /reads too slowly/],
  ['TcpExt PruneCalled', 'receive', 'TCP', 'info', /no loss yet/],
  ['TcpExt TCPZeroWindowDrop', 'receive', 'TCP', 'loss', /does not read/],
  ['TcpExt BeyondWindow', 'receive', 'TCP', 'loss', /does not read/],
  ['TcpExt TCPToZeroWindowAdv', 'receive', 'TCP', 'info', /no loss, but a standstill/],
  ['TcpExt SyncookiesSent', 'receive', 'TCP', 'info', /SYN cookies/],
  ['Tcp InErrs', 'receive', 'TCP', 'loss', /broken header/],
  ['Udp SndbufErrors', 'transmit', 'sockets', 'loss', /send buffer is full/],
  ['Tcp RetransSegs', 'transmit', 'TCP', 'info', /sent again/],
  ['TcpExt TCPSynRetrans', 'transmit', 'TCP', 'info', /does not answer/],
  ['Ip OutDiscards', 'transmit', 'IP', 'loss', /on the way out/],
  ['Ip OutNoRoutes', 'transmit', 'IP', 'info', /they are told/],
  ['arp_cache unresolved_discards cpu0', 'transmit', 'neighbour', 'loss', /ARP/],
  ['qdisc drops eth0', 'transmit', 'qdisc', 'loss', /tc -s qdisc/],
  ['qdisc requeues eth0', 'transmit', 'qdisc', 'info', /no loss/],
  ['link tx_dropped eth0', 'transmit', 'driver', 'loss', /driver drops/],
  ['link tx_carrier_errors eth0', 'transmit', 'driver', 'loss', /link is down/],
]

describe('a counter that moves is told by its stage', () => {
  it.each(FAULTS)('%s: %s %s, %s', (counter, direction, name, verdict, words) => {
    const stages = stagesBetween({ [counter]: 5 }, { [counter]: 25 })
    const stage = stageNamed(stages, name, direction)
    expect(stage.verdict).toBe(verdict)
    const kernel = counter.split(' ')[1]
    expect(stage.counters).toMatchObject([{ name: kernel, delta: 20n, rate: 10, total: 25n }])
    expect(adviceText(stage)).toMatch(words)
    // and nowhere else
    expect(stages.filter(each => each.verdict !== 'ok')).toEqual([stage])
  })

  it.each(FAULTS)('%s: and says nothing while it stands still', counter => {
    const stages = stagesBetween({ [counter]: 25 }, { [counter]: 25 })
    expect(
      stages.filter(({ verdict, counters }) => verdict !== 'ok' || counters.length > 0),
    ).toEqual([])
  })
})

it('traffic is no verdict', () => {
  const names = [
    'link rx_packets eth0',
    'softnet processed cpu0',
    'softirq NET_RX cpu0',
    'Ip InReceives',
    'Ip InDelivers',
    'Udp InDatagrams',
    'Tcp InSegs',
    'Udp OutDatagrams',
    'Tcp OutSegs',
    'Ip OutRequests',
    'link tx_packets eth0',
  ]
  const at = (total: number): Totals => Object.fromEntries(names.map(name => [name, total]))
  const stages = stagesBetween(at(0), at(1e6))
  expect(stages.map(({ verdict }) => verdict)).toEqual(stages.map(() => 'ok'))
})

it('a counter that this program does not know is passed over', () => {
  const stages = stagesBetween({ 'TcpExt TCPFromTheFuture': 0 }, { 'TcpExt TCPFromTheFuture': 9 })
  expect(stages.every(({ verdict, counters }) => verdict === 'ok' && counters.length === 0)).toBe(
    true,
  )
})

describe('what the wording depends on', () => {
  const advice = (
    before: Totals,
    now: Totals,
    limits: Record<string, number>,
    name: string,
    way: Stage['direction'] = 'receive',
  ) => adviceText(stageNamed(stagesBetween(before, now, limits), name, way))

  const FORWARD = 'net.ipv4.ip_forward'
  it('InAddrErrors: whether this host forwards', () => {
    const moved = [{ 'Ip InAddrErrors': 0 }, { 'Ip InAddrErrors': 9 }] as const
    expect(advice(...moved, { [FORWARD]: 0 }, 'IP')).toMatch(/does not forward/)
    expect(advice(...moved, { [FORWARD]: 1 }, 'IP')).toMatch(/neither has nor forwards/)
  })

  it('a squeeze is worth a larger budget only if the ring overflows', () => {
    const squeezed = { 'softnet time_squeeze cpu0': 5, 'link rx_missed_errors eth0': 0 }
    const none = { 'softnet time_squeeze cpu0': 0, 'link rx_missed_errors eth0': 0 }
    expect(advice(none, squeezed, {}, 'NAPI poll')).not.toMatch(/raise/)
    const lost = { ...squeezed, 'link rx_missed_errors eth0': 3 }
    expect(advice(none, lost, {}, 'NAPI poll')).toMatch(/raise netdev_budget/)
    expect(stageNamed(stagesBetween(none, lost), 'NAPI poll').verdict).toBe('info')
  })

  it('rx_dropped that is the backlog said twice', () => {
    const none = { 'softnet dropped cpu0': 0, 'link rx_dropped v1': 0 }
    const lost = { 'softnet dropped cpu0': 4, 'link rx_dropped v1': 4 }
    expect(advice(none, lost, {}, 'driver')).toMatch(/backlog drops is counted here once more/)
  })

  it('SndbufErrors and OutDiscards that are a full qdisc said twice', () => {
    const none = { 'Udp SndbufErrors': 0, 'Ip OutDiscards': 0, 'qdisc drops v0': 0 }
    const lost = { 'Udp SndbufErrors': 9, 'Ip OutDiscards': 9, 'qdisc drops v0': 9 }
    expect(advice(none, lost, {}, 'sockets', 'transmit')).toMatch(/see qdisc/)
    expect(advice(none, lost, {}, 'IP', 'transmit')).toMatch(/see qdisc/)
    // the packets died once
    const verdicts = stagesBetween(none, lost).map(({ verdict }) => verdict)
    expect(verdicts.filter(verdict => verdict === 'loss')).toEqual(['loss'])
    expect(verdicts.filter(verdict => verdict === 'info')).toEqual(['info', 'info'])
  })

  it('a full conntrack table, and one that is not', () => {
    const moved = [{ 'nf_conntrack drop cpu0': 0 }, { 'nf_conntrack drop cpu0': 9 }] as const
    const table = (count: number) => ({
      'net.netfilter.nf_conntrack_count': count,
      'net.netfilter.nf_conntrack_max': 64,
    })
    expect(advice(...moved, table(64), 'netfilter')).toMatch(/^The connection table is full/)
    expect(advice(...moved, table(3), 'netfilter')).toMatch(/compare nf_conntrack_count/)
    expect(advice(...moved, {}, 'netfilter')).toMatch(/compare nf_conntrack_count/)
  })
})

describe('a counter that holds others once more', () => {
  const CASES: readonly [string, string, string][] = [
    ['Udp InErrors', 'Udp RcvbufErrors', 'UDP'],
    ['TcpExt ListenDrops', 'TcpExt ListenOverflows', 'TCP'],
    ['Tcp InErrs', 'Tcp InCsumErrors', 'TCP'],
    ['Ip InHdrErrors', 'IpExt InCsumErrors', 'IP'],
    ['link rx_errors eth0', 'link rx_crc_errors eth0', 'driver'],
  ]

  it.each(CASES)('%s has nothing to add to %s', (sum, cause, name) => {
    const stages = stagesBetween({ [sum]: 0, [cause]: 0 }, { [sum]: 7, [cause]: 7 })
    const { findings } = stageNamed(stages, name)
    expect(findings.map(({ advice }) => advice === null)).toEqual([false, true])
  })

  it.each(CASES)('%s counts more than %s: then it is told too', (sum, cause, name) => {
    const stages = stagesBetween({ [sum]: 0, [cause]: 0 }, { [sum]: 9, [cause]: 7 })
    const { findings } = stageNamed(stages, name)
    expect(findings.map(({ advice }) => advice === null)).toEqual([false, false])
  })
})

describe('the stages', () => {
  it('stand in the order in which a packet meets them', () => {
    expect(STAGES.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
      ...[
        'NIC ring',
        'driver',
        'NAPI poll',
        'backlog',
        'ingress',
        'IP',
        'netfilter',
        'UDP',
        'TCP',
      ].map(name => `receive ${name}`),
      'receive sockets',
      ...['sockets', 'TCP', 'IP', 'neighbour', 'qdisc', 'driver'].map(name => `transmit ${name}`),
    ])
  })

  it('know each counter once', () => {
    const keys = STAGES.flatMap(({ signs }) => signs.flatMap(({ counters }) => counters))
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
    // causes are counters too
    const causes = STAGES.flatMap(({ signs }) =>
      signs.flatMap(each => [...each.unless, ...each.counts, ...each.echoOf]),
    )
    expect(causes.filter(key => !keys.includes(key))).toEqual([])
  })

  it('give limits with their value, null where there is none', () => {
    const stages = stagesBetween({}, {}, { 'net.core.netdev_max_backlog': 1000 })
    const { limits } = stageNamed(stages, 'backlog')
    expect(limits).toContainEqual({ name: 'net.core.netdev_max_backlog', value: 1000 })
    expect(limits).toContainEqual({ name: 'net.core.flow_limit_table_len', value: null })
    expect(SYSCTLS.has('net.core.somaxconn')).toBe(true)
  })

  it('say that they are not known where nothing counts for them', () => {
    const stages = stagesBetween({ 'softnet dropped cpu0': 0 }, { 'softnet dropped cpu0': 0 })
    expect(stageNamed(stages, 'backlog').known).toBe(true)
    expect(adviceText(stageNamed(stages, 'backlog'))).toBeNull()
    expect(adviceText(stageNamed(stages, 'UDP'))).toMatch(/^Nothing that can be read/)
    // no ingress queue and no connection table: nothing that could lose
    expect(['ingress', 'netfilter'].map(name => stageNamed(stages, name).known)).toEqual([
      true,
      true,
    ])
  })
})

it('a full queue is told with the length of the queue of its interface', () => {
  const at = (drops: number): Totals => ({ 'qdisc drops eth0': drops, 'qdisc drops lo': 0 })
  const limits = { 'eth0 txqueuelen': 100, 'lo txqueuelen': 1000 }
  const stage = stageNamed(stagesBetween(at(0), at(7), limits), 'qdisc', 'transmit')
  expect(stage.findings[0]!.limits).toContainEqual({ name: 'eth0 txqueuelen', value: 100 })
  expect(stage.limits.filter(({ name }) => name.endsWith('txqueuelen'))).toHaveLength(1)
})
