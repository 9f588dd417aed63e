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

/** Of a filter, what is about states, ports and addresses. */
export type Known = Tree<EndCondition | StateCondition>

/**
 * What must hold of a socket that passes a filter, as far as it is about states, ports and addresses:
 * a source may leave out the sockets of which it does not hold, and need not.
 */
export interface Coarse {
  /** of every kind of socket; null: any */
  readonly states: ReadonlySet<State> | null
  /** of inet sockets alone */
  readonly ends: Tree<EndCondition>
}

/** Splits what is known into states and ends: all that the two together let pass is what either must. */
export const coarseOf = (known: Known): Coarse | null => {
  const states = names(known, BOUND_INACTIVE) ? [...STATES, BOUND_INACTIVE] : STATES
  const possible = states.filter(
    state =>
      holds(known, leaf => (leaf.kind === 'state' ? leaf.states.has(state) : null)) !== false,
  )
  const ends = simplify(
    mapTree<EndCondition | StateCondition, EndCondition>(known, (leaf, upper) =>
      leaf.kind === 'state' ? (upper ? ALWAYS : NEVER) : constantOrLeaf(leaf),
    ),
  )
  const every = possible.length === states.length && states === STATES
  if (every && ends.kind === 'all' && ends.of.length === 0) return null
  return { states: every ? null : new Set(possible), ends }
}

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
