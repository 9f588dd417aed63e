import { UsageError } from '../base/errors.ts'
import { didYouMean } from '../base/nearest.ts'
import { LONGEST_S } from './interval.ts'
import type { PathQuery, SocketQuery } from './library-query.ts'

type Key = keyof (SocketQuery & PathQuery)

interface Kind {
  readonly says: string
  readonly is: (value: unknown) => boolean
}

const FLAG: Kind = { says: 'true or false', is: value => typeof value === 'boolean' }
const TEXT: Kind = { says: 'a string', is: value => typeof value === 'string' }
const COUNT: Kind = {
  says: 'a whole number, 0 or more',
  is: value => Number.isSafeInteger(value) && (value as number) >= 0,
}
const SECONDS: Kind = {
  says: `a number of seconds, above 0 and up to ${LONGEST_S}`,
  is: value => typeof value === 'number' && value > 0 && value <= LONGEST_S,
}

const KINDS: { readonly [key in Key]: Kind } = {
  filter: TEXT,
  sort: TEXT,
  limit: COUNT,
  all: FLAG,
  root: TEXT,
  source: TEXT,
  listening: FLAG,
  tcp: FLAG,
  udp: FLAG,
  raw: FLAG,
  unix: FLAG,
  udplite: FLAG,
  ipv4: FLAG,
  ipv6: FLAG,
  owners: FLAG,
  timers: FLAG,
  memory: FLAG,
  info: FLAG,
  interval: SECONDS,
}

/** What a compiler would have told a program in TypeScript; throws UsageError. Undefined is not given. */
export const checkQuery = (query: object): void => {
  for (const [key, value] of Object.entries(query)) {
    const kind = key in KINDS ? KINDS[key as Key] : undefined
    if (kind === undefined)
      throw new UsageError(`no "${key}" in a query${didYouMean(key, Object.keys(KINDS))}`)
    if (value !== undefined && !kind.is(value))
      throw new UsageError(`${key} is ${kind.says}, got ${String(value)}`)
  }
}
