import type { Direction, Limit, Verdict } from '../../model/path.ts'

/** What a sentence may depend on. */
export interface Circumstances {
  /** how far these counters moved together, `group name` each */
  moved(...keys: readonly string[]): bigint
  limit(name: string): Limit['value']
}

/** Counters that, once they move, mean one thing. Each is `group name`, of a count of the reading. */
export interface Sign {
  readonly counters: readonly string[]
  /** null: traffic, of which there is nothing to say */
  readonly weight: Exclude<Verdict, 'ok'> | null
  /** what it means and what to do */
  readonly advice: string | ((circumstances: Circumstances) => string)
  /** what bounds it: sysctls, what /proc/net/sockstat says is used of them, `DEV txqueuelen` */
  readonly limits: readonly string[]
  /** where one of these moves too, it is the cause, and has said so */
  readonly unless: readonly string[]
  /** the kernel counts these here once more: there is something to say only where it counts more than them */
  readonly counts: readonly string[]
  /** where one of these moves too, the packets died there and are counted here once more: no loss here */
  readonly echoOf: readonly string[]
}

/** A stage of the path is data: its signs in the order in which they are told. */
export interface StageSpec {
  readonly name: string
  readonly direction: Direction
  readonly signs: readonly Sign[]
  /** where nothing counts here, there is nothing that could lose a packet */
  readonly optional?: true
}

interface More {
  readonly limits?: readonly string[]
  readonly unless?: readonly string[]
  readonly counts?: readonly string[]
  readonly echoOf?: readonly string[]
}

const sign =
  (weight: Sign['weight']) =>
  (counters: readonly string[], advice: Sign['advice'], more: More = {}): Sign => ({
    counters,
    weight,
    advice,
    limits: [],
    unless: [],
    counts: [],
    echoOf: [],
    ...more,
  })

/** Packets died. */
export const loss = sign('loss')
/** Worth knowing, and no loss by itself. */
export const info = sign('info')
/** What passed, for the eye and for rates. */
export const traffic = (...counters: readonly string[]): Sign => sign(null)(counters, '')
