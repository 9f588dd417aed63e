import { describe, expect, it } from 'vitest'
import { bareCommand } from '../helpers/nobody.ts'
import { CASES } from './fault-cases.ts'
import {
  blamed,
  find,
  likeMade,
  limitOf,
  losses,
  proven,
  rate,
  rows,
  watch,
  withVerdict,
  type Document,
} from './fault-looks.ts'
import { makeFault, whyNoFaults } from './faults.ts'

const why = whyNoFaults()
/** A test by name, unless this machine cannot have the fault: then its name says why. */
const may = (fault: string) => ({ test: it.skipIf(why.one(fault) !== ''), note: why.one(fault) })

describe.skipIf(why.all !== '')(`path finds in live traffic${why.all}`, () => {
  describe.concurrent('and nothing else', () => {
    for (const each of CASES) {
      const { test, note } = may(each.fault)
      test(`${each.claim}: ${each.counter}${note}`, async () => {
        const loss = each.verdict === 'loss'
        const seen = await watch(each.fault)
        proven(seen, each.per)
        const stage = find(seen, each.stage)
        expect(stage.verdict).toBe(each.verdict)
        likeMade(rate(stage, each.counter), seen)
        expect(stage.advice).not.toBe(null)
        if (each.limit !== undefined) expect(limitOf(stage, each.limit)).not.toBe(null)
        const stages = each.culprit === true ? [each.stage, 'receive sockets'] : [each.stage]
        expect(losses(seen)).toEqual(loss ? stages : [])
        if (each.culprit === true) blamed(seen)
      })
    }

    const accept = may('accept_overflow')
    accept.test(`a backlog that is smaller than somaxconn${accept.note}`, async () => {
      const seen = await watch('accept_overflow')
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
      const seen = await watch('conntrack_full')
      const stage = find(seen, 'receive netfilter')
      expect(limitOf(stage, 'net.netfilter.nf_conntrack_max')).toBe(seen.fault.limit)
      expect(limitOf(stage, 'net.netfilter.nf_conntrack_count')).toBe(seen.fault.limit)
      expect(stage.advice).toContain('The connection table is full')
      // what it drops is not taken for the work of a rule
      expect(stage.advice).not.toContain('nft')
    })

    const beyond = may('beyond_window')
    beyond.test(`a peer that sends more than its window${beyond.note}`, async () => {
      const seen = await watch('beyond_window')
      const { counter } = seen.fault
      proven(seen, { [`TcpExt${counter}`]: 1 })
      likeMade(rate(find(seen, 'receive TCP'), counter!), seen)
      expect(losses(seen)).toEqual(['receive TCP', 'receive sockets'])
      blamed(seen)
    })

    const rule = may('nft_drop')
    rule.test(`what no counter tells: a rule of netfilter that drops${rule.note}`, async () => {
      const seen = await watch('nft_drop')
      proven(seen, { IpInReceives: 1, IpInDelivers: 0, UdpInErrors: 0 })
      const stage = find(seen, 'receive netfilter')
      expect(stage.verdict).toBe('info')
      const missing = /IP received, (\d+) were neither delivered/.exec(stage.advice)?.[1]
      likeMade(Number(missing) / seen.document.interval_s, seen)
      expect(stage.advice).toContain('nft list ruleset')
    })

    const bucket = may('qdisc_loss')
    bucket.test(`a queueing discipline that is full, and its interface${bucket.note}`, async () => {
      const seen = await watch('qdisc_loss')
      proven(seen, { 'qdisc:out0': 1 })
      const stage = find(seen, 'transmit qdisc')
      likeMade(rate(stage, 'drops'), seen)
      expect(rows(stage, 'drops').map(row => row.interface)).toEqual([seen.fault.device])
      expect(losses(seen)).toEqual(['transmit qdisc'])
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
      const seen = await watch('quiet')
      proven(seen, { UdpInDatagrams: 1, UdpInErrors: 0, TcpInErrs: 0 })
      likeMade(rate(find(seen, 'receive UDP'), 'InDatagrams'), seen)
      expect(losses(seen)).toEqual([])
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
    const seen = await watch('backlog_overflow')
    const { cpu } = seen.fault
    const refused = seen.made.counted[`softnet:${cpu}`]!
    // a packet of another namespace may wait there too
    expect(refused).toBeGreaterThanOrEqual(seen.made.moments.length * 200)
    expect(refused).toBeLessThan(seen.made.moments.length * 202)
    const stage = find(seen, 'receive backlog')
    expect(rows(stage, 'dropped').map(row => row.cpu)).toEqual([cpu])
    likeMade(rate(stage, 'dropped'), seen, 200)
    expect(withVerdict(seen, 'loss')).toEqual(['receive backlog'])
  })
})
