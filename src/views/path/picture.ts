import type { PictureLine, Span } from '../../model/picture.ts'
import type {
  Counter,
  Direction,
  Finding,
  Limit,
  SocketLoss,
  Stage,
  Verdict,
} from '../../model/path.ts'
import type { Tone } from '../../model/table.ts'
import type { Ends } from './ends.ts'
import { counterTexts, grouped, limitText, rateText, socketText, VERDICT_TONES } from './text.ts'

export interface PathPicture {
  /** `over 1.0 s`, `since boot` */
  readonly time: string
  readonly ends: Ends
  /** every stage and every counter */
  readonly all: boolean
}

/** Losses are marked twice: with a sign in the line of the path, and with a word. */
const MARKS: { readonly [verdict in Verdict]: string } = { ok: '│', info: '│', loss: '✗' }
const WORDS: { readonly [verdict in Verdict]: string } = { ok: 'ok', info: 'info', loss: 'LOSS' }
const NAME_WIDTH = 11
const WORD_WIDTH = 6
const INDENT = ' '.repeat(NAME_WIDTH + WORD_WIDTH)

/** Each stays whole, with a comma behind all but the last. */
const listed = (texts: readonly string[], tone: Tone): Span[] =>
  texts.map((text, i) => ({
    text: i === texts.length - 1 ? text : `${text}, `,
    tone,
    whole: true,
  }))

const plain = (text: string): Span => ({ text, tone: 'plain' })
const dim = (text: string): Span => ({ text, tone: 'dim' })
const RAIL = [dim(' │ ')]
const HANG = [...RAIL, plain(INDENT)]

/** The path as a line that one can follow from end to end, with what happens on the way. */
export const pictureOf = (stages: readonly Stage[], picture: PathPicture): PictureLine[] =>
  (['receive', 'transmit'] as const).flatMap((direction, i) => {
    const own = stages.filter(stage => stage.direction === direction)
    if (own.length === 0) return []
    return [...(i === 0 ? [] : [BLANK]), ...pathOf(direction, own, picture)]
  })

const BLANK: PictureLine = { lead: [], hang: [], text: [] }

const pathOf = (
  direction: Direction,
  stages: readonly Stage[],
  { time, ends, all }: PathPicture,
): PictureLine[] => {
  const [start, end] = direction === 'receive' ? ['wire', 'processes'] : ['processes', 'wire']
  const rail = dim(' ')
  return [
    title(direction, time, stages),
    {
      lead: [rail, dim('┬ '), plain(start.padEnd(NAME_WIDTH + WORD_WIDTH))],
      hang: HANG,
      text: [plain(ends[direction].in)],
    },
    ...foldQuiet(stages, all).flatMap(each => {
      const [first] = each
      if (first === undefined || isQuiet(first, all)) return [quietLine(each)]
      return stageLines(first, all)
    }),
    {
      lead: [rail, dim('▼ '), plain(end.padEnd(NAME_WIDTH + WORD_WIDTH))],
      hang: HANG,
      text: [plain(ends[direction].out)],
    },
  ]
}

const title = (direction: Direction, time: string, stages: readonly Stage[]): PictureLine => {
  const lossy = stages.filter(({ verdict }) => verdict === 'loss').map(({ name }) => name)
  const quiet = stages.every(({ known }) => known) ? 'no loss' : 'no loss known'
  const verdict: Span =
    lossy.length === 0
      ? plain(quiet)
      : { text: `loss at ${lossy.join(', ')}`, tone: VERDICT_TONES.loss }
  return { lead: [], hang: [plain('  ')], text: [plain(`${direction} path ${time}: `), verdict] }
}

const isQuiet = ({ verdict, known }: Stage, all: boolean): boolean =>
  !known || (verdict === 'ok' && !all)

/** Neighbours of which there is nothing to say make one line. */
const foldQuiet = (stages: readonly Stage[], all: boolean): Stage[][] => {
  const folded: Stage[][] = []
  for (const stage of stages) {
    const [last] = folded.at(-1) ?? []
    const alike = last !== undefined && isQuiet(last, all) && isQuiet(stage, all)
    if (alike && last.known === stage.known) folded.at(-1)!.push(stage)
    else folded.push([stage])
  }
  return folded
}

const quietLine = (stages: readonly Stage[]): PictureLine => {
  const verdict = stages[0]?.known === false ? 'not counted here' : 'ok'
  return {
    lead: RAIL,
    hang: RAIL,
    text: [dim(`${stages.map(({ name }) => name).join(', ')}: ${verdict}`)],
  }
}

const stageLines = (stage: Stage, all: boolean): PictureLine[] => {
  const { name, verdict, findings, sockets } = stage
  const tone = VERDICT_TONES[verdict]
  const [first = [], ...rest] = [...findingTexts(findings), ...restTexts(stage, all)]
  const lead = [
    { text: ` ${MARKS[verdict]} `, tone: verdict === 'loss' ? tone : ('dim' as const) },
    { text: name.padEnd(NAME_WIDTH), tone },
    { text: WORDS[verdict].padEnd(WORD_WIDTH), tone },
  ]
  return [
    { lead, hang: HANG, text: first },
    ...rest.map(text => ({ lead: null, hang: HANG, text })),
    ...sockets.flatMap(socketLines),
  ]
}

/** What moved, what it means, what bounds it. Counters of which another says it all stand with that one. */
const findingTexts = (findings: readonly Finding[]): Span[][] => {
  const silent = findings.filter(({ advice }) => advice === null)
  const telling = findings.filter(({ advice }) => advice !== null)
  return telling.flatMap(({ weight, counters, advice, limits }, i) => [
    listed(
      [counters, ...(i === 0 ? silent.map(each => each.counters) : [])].flatMap(most),
      VERDICT_TONES[weight],
    ),
    [plain(advice!)],
    ...limitTexts(limits),
  ])
}

/** One that is not to be had says nothing to the eye. */
const limitTexts = (limits: readonly Limit[]): Span[][] => {
  const known = limits.filter(({ value }) => value !== null)
  return known.length === 0 ? [] : [listed(known.map(limitText), 'dim')]
}

/** With `--all`: what did not move, and what is only traffic. */
const restTexts = ({ findings, counters }: Stage, all: boolean): Span[][] => {
  if (!all) return []
  const said = new Set(findings.flatMap(finding => finding.counters.map(({ id }) => id)))
  const others = counters.filter(({ id }) => !said.has(id))
  return others.length === 0 ? [] : [listed(counterTexts(others), 'dim')]
}

/** More counters than these of one kind say no more. */
const MOST = 6

const most = (counters: readonly Counter[]): string[] => {
  const more = counters.length - MOST
  const first = counterTexts(counters.slice(0, MOST))
  return more > 0 ? [...first, `and ${more} more`] : first
}

const socketLines = (loss: SocketLoss): PictureLine[] => {
  const { socket, delta, rate, full, advice } = loss
  const lost =
    delta === 0
      ? 'lost nothing'
      : `lost ${rate === null ? (delta === null ? '?' : grouped(delta)) : rateText(rate)}`
  const queue = full ? `, ${socket.recvQ} wait in an accept queue of ${socket.sendQ}` : ''
  const tone = VERDICT_TONES[delta === 0 ? 'info' : 'loss']
  return [
    {
      lead: null,
      hang: HANG,
      text: [plain(`${socketText(loss)}: `), { text: lost + queue, tone }],
    },
    { lead: null, hang: [...HANG, plain('  ')], text: [plain(advice)] },
  ]
}
