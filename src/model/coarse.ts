import { ipText, isAny, type Ip } from './address.ts'
import { BOUND_INACTIVE, STATES, type State } from './socket.ts'
import { ALWAYS, holds, leafOf, mapTree, NEVER, simplify, type Tree } from './tree.ts'

export type End = 'local' | 'remote'

/**
 * Something about one end of an inet socket: a port within bounds, or an address in a network, as `inNet`
 * tells it. Of other sockets it says nothing.
 */
export type EndCondition =
  | { readonly kind: 'port'; readonly end: End; readonly from: number; readonly to: number }
  | { readonly kind: 'net'; readonly end: End; readonly ip: Ip; readonly bits: number }

export interface StateCondition {
  readonly kind: 'state'
  readonly states: ReadonlySet<State>
}

/** One of the processes that hold the socket has a pid within bounds. */
export interface PidCondition {
  readonly kind: 'pid'
  readonly from: number
  readonly to: number
}

export type KnownCondition = EndCondition | StateCondition | PidCondition

/** Of a filter, what is about states, ports, addresses and pids. */
export type Known = Tree<KnownCondition>

/**
 * What must hold of a socket that passes a filter, as far as it is about states, ports, addresses and
 * pids: a source may leave out the sockets of which it does not hold, and need not.
 */
export interface Coarse {
  /** of every kind of socket; null: any */
  readonly states: ReadonlySet<State> | null
  /** of inet sockets alone */
  readonly ends: Tree<EndCondition>
  /** it is held by one of these few processes; null: by any, or by none */
  readonly pids: readonly number[] | null
}

/** Splits what is known into states, ends and pids: what passes must have all three. */
export const coarseOf = (known: Known): Coarse | null => {
  const states = names(known, BOUND_INACTIVE) ? [...STATES, BOUND_INACTIVE] : STATES
  const possible = states.filter(
    state =>
      holds(known, leaf => (leaf.kind === 'state' ? leaf.states.has(state) : null)) !== false,
  )
  const ends = simplify(
    mapTree<KnownCondition, EndCondition>(known, (leaf, upper) =>
      leaf.kind === 'port' || leaf.kind === 'net' ? constantOrLeaf(leaf) : upper ? ALWAYS : NEVER,
    ),
  )
  const every = possible.length === states.length && states === STATES
  const pids = pidsOf(known)
  if (every && ends.kind === 'all' && ends.of.length === 0 && pids === null) return null
  return { states: every ? null : new Set(possible), ends, pids }
}

/** More are as well asked about together with all the others. */
const MOST_PIDS = 8

/** A few pids of which each socket that passes has one; null: there are no such. */
const pidsOf = (known: Known): readonly number[] | null => {
  if (known.kind === 'not') return null
  if (known.kind === 'leaf') return known.leaf.kind === 'pid' ? numbersOf(known.leaf) : null
  const parts = known.of.map(pidsOf)
  const told = parts.filter(part => part !== null)
  if (known.kind === 'all') return told.sort((x, y) => x.length - y.length)[0] ?? null
  return told.length === parts.length ? few([...new Set(told.flat())]) : null
}

/** Of bounds with a fraction, as `pid < 9.5` has them, what lies beside them too. */
const numbersOf = ({ from, to }: PidCondition): readonly number[] | null => {
  const first = Math.max(1, Math.floor(from))
  const count = Math.ceil(to) - first + 1
  return count > MOST_PIDS ? null : few(Array.from({ length: count }, (_, i) => first + i))
}

const few = (pids: readonly number[]): readonly number[] | null =>
  pids.length > 0 && pids.length <= MOST_PIDS ? pids : null

const MOST_PORT = 65535

/** Holds of an inet socket whatever it is, or of none. */
export const ANY_END: Known = leafOf({ kind: 'port', end: 'local', from: 0, to: MOST_PORT })
export const NO_END: Known = leafOf({ kind: 'port', end: 'local', from: 1, to: 0 })

const constantOrLeaf = (leaf: EndCondition): Tree<EndCondition> => {
  if (leaf.kind === 'port' && leaf.from > leaf.to) return NEVER
  return leaf.kind === 'port' && leaf.from <= 0 && leaf.to >= MOST_PORT ? ALWAYS : leafOf(leaf)
}

/** Nobody gets that state who does not ask for it. */
const names = (known: Known, state: State): boolean => {
  if (known.kind === 'leaf') return known.leaf.kind === 'state' && known.leaf.states.has(state)
  return known.kind === 'not' ? names(known.of, state) : known.of.some(part => names(part, state))
}

/** `local.port 22 or not remote.address 10.0.0.0/8`, for people. */
export const endsText = (tree: Tree<EndCondition>): string => {
  if (tree.kind === 'leaf') return leafText(tree.leaf)
  if (tree.kind === 'not') return `not ${inner(tree.of)}`
  if (tree.of.length === 0) return `${tree.kind === 'all' ? 'any' : 'no'} address and port`
  return tree.of.map(inner).join(tree.kind === 'all' ? ' and ' : ' or ')
}

const inner = (tree: Tree<EndCondition>): string =>
  tree.kind === 'leaf' || tree.kind === 'not' ? endsText(tree) : `(${endsText(tree)})`

const leafText = (leaf: EndCondition): string => {
  if (leaf.kind === 'port') {
    const { from, to } = leaf
    return `${leaf.end}.port ${from === to ? from : `${from}-${to}`}`
  }
  const whole = leaf.bits === (leaf.ip.v === 4 ? 32 : 128)
  const text =
    isAny(leaf.ip) && leaf.bits === 0 ? (leaf.ip.v === 4 ? '0.0.0.0' : '::') : ipText(leaf.ip)
  return `${leaf.end}.address ${text}${whole ? '' : `/${leaf.bits}`}`
}
