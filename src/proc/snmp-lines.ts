/** A counter as net-tools reads it: u64, of what is no number whatever strtoull(3) makes of it. */
export type CounterLine = readonly [name: string, value: bigint]

/** Counters under a title. */
export interface StatisticLine {
  readonly title: string
  readonly counters: readonly CounterLine[]
}

const MAX = (1n << 64n) - 1n

/** As strtoull(3) with base 10: clipped, and below zero counted down from 2^64. */
const u64 = (sign: string, digits: string): bigint => {
  const value = BigInt(digits)
  if (value > MAX) return MAX
  return sign === '-' ? BigInt.asUintN(64, -value) : value
}

/** Lines without their ends; what follows a NUL in one is not seen. */
const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map(line => line.split('\0', 1)[0]!)
}

/**
 * /proc/net/snmp or netstat, pair by pair of lines as net-tools reads it: of the second line the title
 * is not looked at, and a number that cannot be read stays where it is, so that those after it cannot
 * be read either. An empty line is no first one. null: a line without a colon, where it stops.
 */
export function* snmpLines(text: string): Generator<StatisticLine | null, void, undefined> {
  const lines = linesOf(text)
  for (let i = 0; i + 1 < lines.length; i += 2) {
    while (lines[i] === '') i++
    const [names, values] = [lines[i], lines[i + 1]]
    if (names === undefined || values === undefined) return
    const colon = names.indexOf(':')
    const from = values.indexOf(':')
    if (colon < 0 || from < 0) return yield null
    const number = numbersOf(values.slice(from + 1))
    yield {
      title: names.slice(0, colon),
      counters: wordsOf(names.slice(colon + 1)).map(name => [name, number()] as const),
    }
  }
}

const wordsOf = (text: string): string[] => text.match(/[^ \t-\r]+/g) ?? []

/** Gives one number after the other, and 0 from the first on that is none. */
const numbersOf = (text: string): (() => bigint) => {
  const number = /[ \t-\r]*([+-]?)(\d+)/y
  let ended = false
  return () => {
    const found = ended ? null : number.exec(text)
    if (found === null) ended = true
    return found === null ? 0n : u64(found[1]!, found[2]!)
  }
}

/**
 * /proc/net/snmp6 as net-tools reads it, a counter to a line, as it stands or as the line before left it.
 * Its title is all up to the first 6 in it, or the one before, if that is in it anywhere.
 */
export function* snmp6Lines(
  text: string,
): Generator<{ readonly title: string; readonly counter: CounterLine }, void, undefined> {
  let name = ''
  let value = 0n
  let title: string | null = null
  for (const line of linesOf(text)) {
    const [, word, sign, digits] =
      /^[ \t-\r]*([^ \t-\r]+)(?:[ \t-\r]+([+-]?)(\d+))?/.exec(line) ?? []
    if (word !== undefined) name = word
    if (digits !== undefined) value = u64(sign ?? '', digits)
    if (title === null || !name.includes(title)) title = /^[^6]*6?/.exec(name)![0]
    yield { title, counter: [name, value] }
  }
}

/** /proc/net/sctp/snmp as net-tools reads it: a name and a number to a line, others are passed over. */
export const sctpCounters = (text: string): CounterLine[] =>
  linesOf(text).flatMap(line => {
    const [name, value] = wordsOf(line)
    return name === undefined || value === undefined ? [] : [[name, numbersOf(value)()]]
  })
