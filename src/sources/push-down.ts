import { endsText } from '../model/coarse.ts'
import type { InetRecord } from '../model/inet-record.ts'
import { BOUND_INACTIVE, TCP_STATES, type Proto, type State, type Want } from '../model/socket.ts'
import { bytecodeOf } from '../netlink/inet-diag-bytecode.ts'
import { ALL_STATES, stateMask } from '../netlink/sock-diag.ts'
import { ALWAYS, type Tree } from '../model/tree.ts'

/** What the kernel is asked to leave out. */
export interface Pushed {
  /** a mask of the states that are wanted */
  readonly states: number
  /** a filter program for inet_diag; null: none */
  readonly bytecode: Uint8Array | null
}

/**
 * The states of a protocol that a run wants, and its filter as far as the kernel can decide it. null:
 * no socket of this protocol can pass.
 */
export const pushed = (proto: Proto, want: Want): Pushed | null => {
  const { coarse } = want
  const asked = coarse?.states ?? null
  const states = maskOf(proto, want) & (asked === null ? ALL_STATES : filterMask(proto, asked))
  const ends = proto === 'unix' ? ALWAYS : (coarse?.ends ?? ALWAYS)
  if (states === 0 || isConstant(ends, 'any')) return null
  return { states, bytecode: isConstant(ends, 'all') ? null : bytecodeOf(ends) }
}

const isConstant = (tree: Tree<unknown>, kind: 'all' | 'any'): boolean =>
  tree.kind === kind && tree.of.length === 0

/** Asked for by a bit of its own, which no state has; told as CLOSE. TCPF_BOUND_INACTIVE, since 6.8 */
const INACTIVE = 1 << 13
const EVERY_STATE = ALL_STATES | INACTIVE

/** By the option: TCP waits in LISTEN, the others in what TCP calls CLOSE; unix sockets in either. */
const maskOf = (proto: Proto, want: Want): number => {
  if (proto === 'unix' || want.rows === 'all') return EVERY_STATE
  const waiting = bitOf(proto === 'tcp' ? 'LISTEN' : 'CLOSE')
  return want.rows === 'listening' ? waiting : EVERY_STATE & ~waiting
}

const bitOf = (state: State): number => stateMask([TCP_STATES.indexOf(state)])

const filterMask = (proto: Proto, states: ReadonlySet<State>): number => {
  let mask = 0
  for (const state of states) {
    if (state === 'UNCONN') mask |= proto === 'tcp' ? 0 : bitOf('CLOSE')
    else if (state === BOUND_INACTIVE) mask |= proto === 'tcp' ? INACTIVE : 0
    // the kernel's own name for requests that it tells as SYN_RECV
    else mask |= bitOf(state === 'NEW_SYN_RECV' ? 'SYN_RECV' : state)
  }
  return mask
}

/** States in which the kernel tells what was asked for. */
export const toldStates = (states: number): number =>
  (states & INACTIVE) === 0 ? states : states | bitOf('CLOSE')

/** TCP has no CLOSE in its tables: what is told as that was asked for as something else. */
export const rename = (socket: InetRecord, states: number): void => {
  if ((states & INACTIVE) !== 0 && socket.state === 'CLOSE') socket.state = BOUND_INACTIVE
}

/** `state LISTEN ESTABLISHED and local.port 22`, for `--verbose`; null: nothing is left to the kernel. */
export const pushedText = ({ coarse, protos }: Want): string | null => {
  if (coarse === null) return null
  const { states, ends } = coarse
  const inet = [...protos].some(proto => proto !== 'unix')
  const parts = [
    ...(states === null ? [] : [`state ${[...states].join(' ')}`]),
    ...(inet && !isConstant(ends, 'all') ? [endsText(ends)] : []),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}
