import { LABELS } from './labels.ts'
import { LABELS6 } from './labels6.ts'
import type { Label } from './label.ts'
import { plain, type Page } from './page.ts'

type Line = readonly (readonly [name: string, value: bigint])[]

/** What was printed last decides how far the next line is set in. */
type State = 'counter' | 'input' | 'output'

const INDENT: { readonly [state in State]: string } = {
  counter: ' '.repeat(4),
  input: ' '.repeat(8),
  output: ' '.repeat(8),
}

/** Prints counters under their titles; what it is in the middle of lasts from one file to the next. */
export interface StatisticsWriter {
  /** counters of a pair of lines, with its title; without `shown` nothing but what it does to the margin */
  group(title: string, counters: Line, shown: boolean): void
  /** the title of counters of IPv6 */
  title6(title: string, shown: boolean): void
  /** one of them, its title in its name */
  counter6(title: string, counter: Line[number]): void
}

export const statisticsWriter = (page: Page): StatisticsWriter => {
  let state: State = 'counter'

  const line = (indent: State, text: string): void => page.text(`${INDENT[indent]}${text}\n`)

  const write = (label: Exclude<Label, { kind: 'hidden' }>, value: bigint): void => {
    const { kind } = label
    const text = label.text.replace('%', String(value))
    if (kind === 'input' || kind === 'output') {
      // the title comes even where the counter does not, and is set in as what stands above it
      if (state !== kind) line(state, `ICMP ${kind} histogram:`)
      state = kind
      if (value !== 0n) line(kind, text)
    } else {
      state = 'counter'
      if (kind === 'always' || value !== 0n) line(state, text)
    }
  }

  const writeOne = (label: Label | null, name: string, value: bigint): void => {
    if (label === null) {
      if (value !== 0n) line(state, `${plain(name)}: ${value}`)
    } else if (label.kind !== 'hidden') write(label, value)
  }

  /** Only titles that net-tools knows bring the margin back, and they do even where they are not shown. */
  const begin = (title: string, known: boolean, shown: boolean): void => {
    if (known) state = 'counter'
    if (shown) page.text(`${plain(title)}:\n`)
  }

  return {
    group: (title, counters, shown) => {
      const known = Object.hasOwn(LABELS, title) ? LABELS[title]! : null
      begin(title, known !== null, shown)
      if (!shown) return
      for (const [name, value] of counters) {
        writeOne(known !== null && Object.hasOwn(known, name) ? known[name]! : null, name, value)
      }
    },
    title6: (title, shown) => begin(title, Object.hasOwn(LABELS6, title), shown),
    counter6: (title, [name, value]) => {
      const known = Object.hasOwn(LABELS6, title) ? LABELS6[title]! : {}
      // the title before may be anywhere in a name
      const short = name.startsWith(title) ? name.slice(title.length) : ''
      writeOne(Object.hasOwn(known, short) ? known[short]! : null, name, value)
    },
  }
}
