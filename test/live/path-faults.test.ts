import { describe, expect, it } from 'vitest'
import { bareCommand } from '../helpers/nobody.ts'
import { schemaErrors } from '../helpers/schema.ts'
import { CASES } from './fault-cases.ts'
import { makeFault, whyNoFaults, type Fault, type Made } from './faults.ts'

interface Counter {
  readonly name: string
  readonly interface: string | null
  readonly cpu: number | null
  readonly delta: number
  readonly rate: number
}

interface Stage {
  readonly name: string
  readonly direction: string
  readonly verdict: 'ok' | 'info' | 'loss'
  readonly counters: readonly Counter[]
  readonly limits: readonly { readonly name: string; readonly value: number | string | null }[]
  readonly advice: string
  readonly sockets: readonly {
    readonly inode: number
    readonly send_q: number
    readonly owners: readonly { readonly pid: number }[]
    readonly drops_rate: number
    readonly advice: string
  }[]
}

interface Document {
  readonly interval_s: number
  readonly path: readonly Stage[]
}

/** What was made, and what the command said of it meanwhile. */
interface Seen {
  readonly fault: Fault
  readonly made: Made
  readonly document: Document
}

const why = whyNoFaults()
/** A test by name, unless this machine cannot have the fault: then its name says why. */
const may = (fault: string) => ({ test: it.skipIf(why.one(fault) !== ''), note: why.one(fault) })

const label = ({ direction, name }: Stage): string => `${direction} ${name}`

const withVerdict = ({ document }: Seen, wanted: Stage['verdict']): string[] =>
  document.path.filter(({ verdict }) => verdict === wanted).map(label)

const find = ({ document }: Seen, name: string): Stage => {
  const stage = document.path.find(each => label(each) === name)
  if (stage === undefined) throw new Error(`no stage ${name}`)
  return stage
}

/** Rows of a counter: one for each CPU or interface where it moved. */
const rows = (stage: Stage, name: string): readonly Counter[] =>
  stage.counters.filter(counter => counter.name === name)

const rate = (stage: Stage, name: string): number =>
  rows(stage, name).reduce((sum, counter) => sum + counter.rate, 0)

const limitOf = (stage: Stage, name: string) =>
  stage.limits.find(limit => limit.name === name)?.value

const look = async (name: string, code: 0 | 3): Promise<Seen> => {
  const fault = await makeFault(name)
  const said = await fault.run(['path', '--interval', '2', '--json', '--fail-on-loss'])
  const made = await fault.end()
  expect([said.code, said.err]).toEqual([code, ''])
  const document = JSON.parse(said.out) as Document
  expect(schemaErrors(document)).toEqual([])
  expect(document.interval_s).toBeGreaterThanOrEqual(2)
  return { fault, made, document }
}

const looks = new Map<string, Promise<Seen>>()
/** Makes a fault, has the command look at it for two seconds, and ends it; once for all tests. */
const watch = (name: string, code: 0 | 3): Promise<Seen> => {
  const seen = looks.get(name) ?? look(name, code)
  looks.set(name, seen)
  return seen
}

/** The kernel's own counters, which the maker reads, went as far as it made them go. */
const proven = ({ made }: Seen, per: { readonly [counter: string]: number }): void => {
  const expected = Object.entries(per).map(([name, times]) => [name, times * made.made])
  expect(made.counted).toEqual(Object.fromEntries(expected))
  expect(made.made).toBeGreaterThan(50)
}

/** Within a tenth of what the maker counted. */
const likeMade = (got: number, { made }: Seen, per = 1): void => {
  const expected = (made.made * per) / made.seconds
  expect(got).toBeGreaterThan(expected * 0.9)
  expect(got).toBeLessThan(expected * 1.1)
}

/** The one socket that is named is that of the fault, with its process and its share. */
const blamed = (seen: Seen): void => {
  const { sockets } = find(seen, 'receive sockets')
  expect(sockets.map(({ inode }) => inode)).toEqual([seen.fault.inode])
  expect(sockets[0]!.owners.map(({ pid }) => pid)).toEqual([seen.fault.pid])
  likeMade(sockets[0]!.drops_rate, seen)
}

describe.skipIf(why.all !== '')(`path finds in live traffic${why.all}`, () => {
  describe.concurrent('and nothing else', () => {
    for (const each of CASES) {
      const { test, note } = may(each.fault)
      test(`${each.claim}: ${each.counter}${note}`, async () => {
        const loss = each.verdict === 'loss'
        const seen = await watch(each.fault, loss ? 3 : 0)
        proven(seen, each.per)
        const stage = find(seen, each.stage)
        expect(stage.verdict).toBe(each.verdict)
        likeMade(rate(stage, each.counter), seen)
        expect(stage.advice).not.toBe(null)
        if (each.limit !== undefined) expect(limitOf(stage, each.limit)).not.toBe(null)
        const stages = each.culprit === true ? [each.stage, 'receive sockets'] : [each.stage]
        expect(withVerdict(seen, 'loss')).toEqual(loss ? stages : [])
        if (each.culprit === true) blamed(seen)
      })
    }

    const accept = may('accept_overflow')
    accept.test(`a backlog that is smaller than somaxconn${accept.note}`, async () => {
      const seen = await watch('accept_overflow', 3)
      const somaxconn = limitOf(find(seen, 'receive TCP'), 'net.core.somaxconn')
      const [listener] = find(seen, 'receive sockets').sockets
      expect(listener!.send_q).toBe(seen.fault.backlog)
      expect(listener!.advice).toContain(`backlog of ${seen.fault.backlog} `)
      expect(listener!.advice).toContain(
        `somaxconn (${Number(somaxconn).toLocaleString('en')}) is not the limit`,
      )
    })

    const full = may('conntrack_full')
    full.test(`as many connections as nf_conntrack_max${full.note}`, async () => {
      const seen = await watch('conntrack_full', 3)
      const stage = find(seen, 'receive netfilter')
      expect(limitOf(stage, 'net.netfilter.nf_conntrack_max')).toBe(seen.fault.limit)
      expect(limitOf(stage, 'net.netfilter.nf_conntrack_count')).toBe(seen.fault.limit)
      expect(stage.advice).toContain('The connection table is full')
      // what it drops is not taken for the work of a rule
      expect(stage.advice).not.toContain('nft')
    })

    const beyond = may('beyond_window')
    beyond.test(`a peer that sends more than its window${beyond.note}`, async () => {
      const seen = await watch('beyond_window', 3)
      const { counter } = seen.fault
      proven(seen, { [`TcpExt${counter}`]: 1 })
      likeMade(rate(find(seen, 'receive TCP'), counter!), seen)
      expect(withVerdict(seen, 'loss')).toEqual(['receive TCP', 'receive sockets'])
      blamed(seen)
    })

    const rule = may('nft_drop')
    rule.test(`what no counter tells: a rule of netfilter that drops${rule.note}`, async () => {
      const seen = await watch('nft_drop', 0)
      proven(seen, { IpInReceives: 1, IpInDelivers: 0, UdpInErrors: 0 })
      const stage = find(seen, 'receive netfilter')
      expect(stage.verdict).toBe('info')
      const missing = /IP received, (\d+) were neither delivered/.exec(stage.advice)?.[1]
      likeMade(Number(missing) / seen.document.interval_s, seen)
      expect(stage.advice).toContain('nft list ruleset')
    })

    const bucket = may('qdisc_loss')
    bucket.test(`a queueing discipline that is full, and its interface${bucket.note}`, async () => {
      const seen = await watch('qdisc_loss', 3)
      proven(seen, { 'qdisc:out0': 1 })
      const stage = find(seen, 'transmit qdisc')
      likeMade(rate(stage, 'drops'), seen)
      expect(rows(stage, 'drops').map(row => row.interface)).toEqual([seen.fault.device])
      expect(withVerdict(seen, 'loss')).toEqual(['transmit qdisc'])
      // these count the same packets once more, on their way back up
      const echoes = ['transmit sockets', 'transmit IP']
      expect(withVerdict(seen, 'info')).toEqual(expect.arrayContaining(echoes))
    })

    bucket.test(`that without netlink a queue cannot be seen${bucket.note}`, async () => {
      const command = bareCommand()
      const fault = await makeFault('qdisc_loss')
      const said = await fault.run(['path', '--interval', '0.5', '--json'], command.bin)
      await fault.end()
      command.remove()
      const [stage] = (JSON.parse(said.out) as Document).path.filter(({ name }) => name === 'qdisc')
      expect(stage!.counters).toEqual([])
      expect(stage!.advice).toContain('Nothing that can be read here counts')
    })

    const quiet = may('quiet')
    quiet.test(`no loss where datagrams and a stream are read${quiet.note}`, async () => {
      const seen = await watch('quiet', 0)
      proven(seen, { UdpInDatagrams: 1, UdpInErrors: 0, TcpInErrs: 0 })
      likeMade(rate(find(seen, 'receive UDP'), 'InDatagrams'), seen)
      expect(withVerdict(seen, 'loss')).toEqual([])
      expect(find(seen, 'receive sockets').sockets).toEqual([])
    })

    const losing = may('udp_overflow')
    losing.test(`losses that do not fail it unless asked to${losing.note}`, async () => {
      const fault = await makeFault('udp_overflow')
      const said = await fault.run(['path', '--interval', '0.5'])
      await fault.end()
      expect([said.code, said.err]).toEqual([0, ''])
      expect(said.out).toContain('RcvbufErrors')
    })
  })

  // every namespace sees the backlogs of all CPUs, so here nothing else may be looked at meanwhile
  const backlog = may('backlog_overflow')
  backlog.test(`the CPU whose backlog is full${backlog.note}`, async () => {
    const seen = await watch('backlog_overflow', 3)
    const { cpu } = seen.fault
    proven(seen, { [`softnet:${cpu}`]: 200 })
    const stage = find(seen, 'receive backlog')
    expect(rows(stage, 'dropped').map(row => row.cpu)).toEqual([cpu])
    likeMade(rate(stage, 'dropped'), seen, 200)
    expect(withVerdict(seen, 'loss')).toEqual(['receive backlog'])
  })
})
