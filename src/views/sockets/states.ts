import type { Refusal } from '../../base/errors.ts'
import { piecesOf } from '../../base/list.ts'
import { nearest } from '../../base/nearest.ts'
import { once } from '../../base/once.ts'
import { BOUND_INACTIVE, STATES, type State } from '../../model/socket.ts'
import type { Condition } from '../../model/table.ts'
import { leafOf } from '../../model/tree.ts'
import type { SocketRow } from './row.ts'

const but = (states: readonly State[], ...others: readonly State[]): readonly State[] =>
  states.filter(state => !others.includes(state))

/** TCP's word for what udp, raw and unix call UNCONN, and the kernel's number for both. */
const CLOSED: readonly State[] = ['CLOSE', 'UNCONN']
const BUCKET: readonly State[] = ['SYN_RECV', 'NEW_SYN_RECV', 'TIME_WAIT']
const CONNECTED = but(STATES, 'LISTEN', ...CLOSED)

/** Names of ss, netstat and people, without their dashes, and ss's groups. */
const namesOf = once(
  () =>
    new Map<string, readonly State[]>([
      ...STATES.map(state => [squash(state), [state]] as const),
      ['estab', ['ESTABLISHED']],
      ['listening', ['LISTEN']],
      ['synrecv', ['SYN_RECV', 'NEW_SYN_RECV']],
      ['synrcv', ['SYN_RECV', 'NEW_SYN_RECV']],
      ['close', CLOSED],
      ['closed', CLOSED],
      ['unconn', CLOSED],
      ['unconnected', CLOSED],
      ['all', STATES],
      ['connected', CONNECTED],
      ['synchronized', but(CONNECTED, 'SYN_SENT')],
      ['bucket', BUCKET],
      ['big', but(STATES, ...BUCKET)],
      ['boundinactive', [BOUND_INACTIVE]],
    ]),
)

function squash(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '')
}

/** What a wrong name is measured against, and what the error lists. */
const TOLD = [
  ...but(STATES, 'NEW_SYN_RECV'),
  'connected',
  'synchronized',
  'bucket',
  'big',
  'all',
  'bound-inactive',
]

/** The same as ss and people write them: `fin-wait-1`. */
export const stateWords = (): string[] =>
  TOLD.map(word =>
    word
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/(?=\d$)/, '-'),
  )

/** `fin-wait-1`, `LISTEN`, `connected`, or several with commas. */
export const stateCondition = (text: string): Condition<SocketRow> | Refusal => {
  const states = new Set<State>()
  for (const { text: word, at } of piecesOf(text)) {
    const named = namesOf().get(squash(word))
    if (named === undefined) {
      const guess = nearest(word, [...namesOf().keys(), ...TOLD])
      const perhaps = guess === null ? '' : `, ${guess} perhaps`
      return { expected: `a state${perhaps}: ${TOLD.join(' ')}`, at }
    }
    for (const state of named) states.add(state)
  }
  return { holds: ({ state }) => states.has(state), known: leafOf({ kind: 'state', states }) }
}
