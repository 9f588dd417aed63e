import type { Count, PathReading, Stage } from '../../../src/model/path.ts'
import type { InetSocket } from '../../../src/model/socket.ts'
import { spanOf } from '../../../src/views/path/evaluate.ts'
import { pathOf } from '../../../src/views/path/stages.ts'

/** `Udp RcvbufErrors`, `softnet dropped cpu1`, `link rx_dropped eth0`: how far they had come. */
export interface Totals {
  readonly [counter: string]: number | bigint
}

const PER_CPU = new Set(['softnet', 'softirq', 'nf_conntrack', 'arp_cache', 'qdisc', 'irq'])

const countOf = (id: string, total: number | bigint): Count => {
  const [group = '', name = '', place] = id.split(' ')
  const cpu = /^cpu(\d+)$/.exec(place ?? '')?.[1]
  return {
    id,
    group,
    name,
    source: `test ${group}`,
    interface: cpu === undefined ? (place ?? null) : null,
    cpu: cpu === undefined ? null : Number(cpu),
    total: BigInt(total),
    bits: PER_CPU.has(group) ? 32 : 64,
  }
}

export const readingOf = (
  takenAt: number,
  totals: Totals,
  limits: { readonly [name: string]: number | string | null } = {},
  sockets: readonly InetSocket[] = [],
): PathReading => ({
  takenAt,
  socketsAt: takenAt,
  uptime: `${takenAt}`,
  counts: new Map(Object.entries(totals).map(([id, total]) => [id, countOf(id, total)])),
  limits: new Map(Object.entries(limits)),
  sockets,
})

/** The stages between two readings two seconds apart. */
export const stagesBetween = (
  before: Totals,
  now: Totals,
  limits: { readonly [name: string]: number | string | null } = {},
  sockets: { readonly before?: readonly InetSocket[]; readonly now?: readonly InetSocket[] } = {},
): readonly Stage[] =>
  pathOf(
    spanOf(readingOf(10, before, limits, sockets.before), readingOf(12, now, limits, sockets.now)),
    false,
  ).stages

export const stageNamed = (
  stages: readonly Stage[],
  name: string,
  direction: Stage['direction'] = 'receive',
): Stage => {
  const found = stages.find(stage => stage.name === name && stage.direction === direction)
  if (found === undefined) throw new Error(`the test names no stage: ${direction} ${name}`)
  return found
}
