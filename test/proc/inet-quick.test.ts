import { describe, expect, it } from 'vitest'
import { parseLines } from '../../src/base/text.ts'
import { InetRow, parseInet } from '../../src/proc/inet.ts'
import { caseCount, mutate, Random, seedOf } from '../fuzz/random.ts'
import { fixtureHost } from '../sources/hosts.ts'
import { snapshot, TCP4, TCP6 } from './inet-rows.ts'

const HOSTS = ['article', 'live-6.18', 'kernel-2.6.32', 'hostile']
const FILES = [
  ['net/tcp', TCP4],
  ['net/tcp6', TCP6],
] as const

const textOf = (host: string, file: string): string => {
  try {
    return fixtureHost(host).fs.text(`proc/${file}`, 'latin1')
  } catch {
    return ''
  }
}

/** Word by word, as every other file is read. */
const slowly = (text: string, file: string, format: typeof TCP4) =>
  parseLines(text, file, 1, f => snapshot(new InetRow(format).load(f)))

describe('a tcp row that is read where it stands', () => {
  it('takes no byte for a hex digit that is none, wherever one belongs', () => {
    const [header, row] = textOf('article', 'net/tcp').split('\n')
    const digits = [...row!.matchAll(/[0-9A-F]/g)].map(({ index }) => index).slice(0, 60)
    for (const at of digits) {
      for (let byte = 0; byte < 256; byte++) {
        const text = `${header}\n${row!.slice(0, at)}${String.fromCharCode(byte)}${row!.slice(at + 1)}\n`
        expect(parseInet(text, 'net/tcp', TCP4, snapshot)).toEqual(slowly(text, 'net/tcp', TCP4))
      }
    }
  })

  const CASES = caseCount(20_000)
  const SEED = seedOf(20261124)

  it(`says what it says word by word: ${CASES} files, most of them broken (seed ${SEED})`, () => {
    const random = new Random(SEED)
    const texts = FILES.flatMap(([file, format]) =>
      HOSTS.map(host => ({
        text: textOf(host, file).split('\n').slice(0, 6).join('\n'),
        file,
        format,
      })),
    ).filter(({ text }) => text !== '')
    for (let i = 0; i < CASES; i++) {
      const { text, file, format } = random.pick(texts)
      const broken = i < texts.length ? text : mutate(text, random)
      const quickly = parseInet(broken, file, format, snapshot)
      expect([broken, quickly]).toEqual([broken, slowly(broken, file, format)])
    }
  })
})
