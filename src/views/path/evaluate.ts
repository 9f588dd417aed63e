import type {
  Count,
  Counter,
  Finding,
  Limit,
  PathReading,
  SocketLoss,
  Stage,
  Verdict,
} from '../../model/path.ts'
import type { Circumstances, Sign, StageSpec } from './sign.ts'

/** Two readings and the time between them; without the first one, what was counted ever since. */
export interface Span {
  readonly before: PathReading | null
  readonly now: PathReading
  /** null: since boot */
  readonly seconds: number | null
  /** the same, between the two lists of sockets */
  readonly socketSeconds: number | null
}

export const spanOf = (before: PathReading | null, now: PathReading): Span => {
  // two looks at a captured tree are one reading
  const still = before !== null && before.uptime === now.uptime
  return before === null || still
    ? { before: null, now, seconds: null, socketSeconds: null }
    : {
        before,
        now,
        seconds: now.takenAt - before.takenAt,
        socketSeconds: now.socketsAt - before.socketsAt,
      }
}

const HALF_OF_U32 = 2n ** 31n

/**
 * How far a counter went; never negative. A u32 that went backwards has wrapped, if that makes a step
 * it can have made. Otherwise it began anew, with its driver or its module, and the step is not known.
 */
export const deltaOf = (before: Count | undefined, now: Count): bigint | null => {
  if (before === undefined) return null
  const step = now.total - before.total
  if (step >= 0n) return step
  const wrapped = step + 2n ** 32n
  return now.bits === 32 && wrapped >= 0n && wrapped < HALF_OF_U32 ? wrapped : null
}

export const rateOf = (delta: bigint | number | null, seconds: number | null): number | null =>
  delta === null || seconds === null || seconds <= 0
    ? null
    : Math.round((Number(delta) / seconds) * 1000) / 1000

/** The counters of a span, by `group name`. */
export interface Moves extends Circumstances {
  counters(key: string): readonly Counter[]
  limits(names: readonly string[]): Limit[]
  /** how far a counter went in the span, or ever where there was no reading before */
  step(counter: Counter): bigint
  /** those that went backwards: they began anew, and how far they went is not known */
  readonly anew: ReadonlySet<string>
}

export const movesOf = ({ before, now, seconds }: Span): Moves => {
  const byKey = new Map<string, Counter[]>()
  const anew = new Set<string>()
  for (const count of now.counts.values()) {
    const earlier = before?.counts.get(count.id)
    const delta = deltaOf(earlier, count)
    if (earlier !== undefined && delta === null) anew.add(count.id)
    const counter = { ...count, weight: null, delta, rate: rateOf(delta, seconds) }
    // interrupts bear the names of their queues
    const key = count.group === 'irq' ? 'irq *' : `${count.group} ${count.name}`
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, [counter])
    else known.push(counter)
  }
  const counters: Moves['counters'] = key => byKey.get(key) ?? []
  const limit: Moves['limit'] = name => now.limits.get(name) ?? null
  const step: Moves['step'] = ({ delta, total }) => (before === null ? total : (delta ?? 0n))
  return {
    counters,
    limit,
    step,
    anew,
    limits: names => names.map(name => ({ name, value: limit(name) })),
    moved: (...keys) => sumOf(keys.flatMap(counters), { step }),
  }
}

/** From the least to the gravest. */
export const GRAVITY: readonly Verdict[] = ['ok', 'info', 'loss']

export const gravest = (verdicts: Iterable<Verdict>): Verdict => {
  let worst: Verdict = 'ok'
  for (const verdict of verdicts) {
    if (GRAVITY.indexOf(verdict) > GRAVITY.indexOf(worst)) worst = verdict
  }
  return worst
}

const sumOf = (counters: readonly Counter[], moves: Pick<Moves, 'step'>): bigint =>
  counters.reduce((sum, counter) => sum + moves.step(counter), 0n)

/** An echo of a loss is none of this stage. */
const weightOf = (sign: Sign, moves: Moves): Sign['weight'] =>
  sign.weight === 'loss' && moves.moved(...sign.echoOf) > 0n ? 'info' : sign.weight

const countersOf = (sign: Sign, moves: Moves): Counter[] => {
  const weight = weightOf(sign, moves)
  return sign.counters.flatMap(key => moves.counters(key).map(each => ({ ...each, weight })))
}

/** `DEV txqueuelen` -> one for each interface that these counters are of. */
const ofDevices = (limit: string, counters: readonly Counter[]): string[] =>
  limit.startsWith(OF_DEVICE)
    ? counters.flatMap(each => each.interface ?? []).map(device => limit.replace(/^DEV/, device))
    : [limit]

const OF_DEVICE = 'DEV '

/** What a sign comes to; null: it did not show. */
const findingOf = (sign: Sign, moves: Moves): Finding | null => {
  const weight = weightOf(sign, moves)
  if (weight === null) return null
  const counters = countersOf(sign, moves).filter(counter => moves.step(counter) > 0n)
  if (counters.length === 0) return null
  const limits = sign.limits.flatMap(name => ofDevices(name, counters))
  const counted = sign.counts.length > 0 && moves.moved(...sign.counts) >= sumOf(counters, moves)
  const said = counted || moves.moved(...sign.unless) > 0n
  const advice = typeof sign.advice === 'string' ? sign.advice : sign.advice(moves)
  return {
    weight,
    counters,
    limits: said ? [] : moves.limits(limits),
    advice: said ? null : advice,
  }
}

/** A stage as it stands; `all`: with the counters that did not move. */
export const stageOf = (
  spec: StageSpec,
  moves: Moves,
  all: boolean,
  more: readonly Finding[] = [],
  sockets: readonly SocketLoss[] = [],
): Stage => {
  const found = spec.signs.map(sign => findingOf(sign, moves))
  const findings = [...found.filter(finding => finding !== null), ...more]
  const own = spec.signs.flatMap(sign => countersOf(sign, moves))
  const extra = more.flatMap(({ counters }) => counters)
  const names = new Set([
    ...spec.signs.flatMap(({ limits }) => limits).filter(name => !name.startsWith(OF_DEVICE)),
    ...findings.flatMap(({ limits }) => limits.map(({ name }) => name)),
  ])
  return {
    name: spec.name,
    direction: spec.direction,
    verdict: gravest(findings.map(({ weight }) => weight)),
    known: spec.optional === true || own.length > 0,
    counters: [...own, ...extra].filter(
      counter => all || moves.step(counter) > 0n || moves.anew.has(counter.id),
    ),
    limits: moves.limits([...names]),
    findings,
    sockets,
  }
}
