import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSoftnet } from '../../src/proc/softnet.ts'
import { random } from '../random.ts'
import { printSoftnet } from './softnet-print.ts'

const HOSTS = 'fixtures/hosts'
const FILE = 'proc/net/softnet_stat'
/** has lines that no kernel prints */
const BROKEN = 'hostile'

const again = (text: string): string => parseSoftnet(text).rows.map(printSoftnet).join('')

describe('what is parsed is printed again, byte for byte', () => {
  const hosts = readdirSync(HOSTS).filter(
    host => host !== BROKEN && existsSync(`${HOSTS}/${host}/${FILE}`),
  )

  it.each(hosts)('of the host %s', host => {
    const text = readFileSync(`${HOSTS}/${host}/${FILE}`, 'latin1')
    expect(again(text)).toBe(text)
  })

  it('of the broken host, as far as its lines can be read', () => {
    const text = readFileSync(`${HOSTS}/${BROKEN}/${FILE}`, 'latin1')
    const lines = text.split('\n')
    const bad = new Set(
      parseSoftnet(text).problems.map(({ at }) => Number(/\d+$/.exec(at)![0]) - 1),
    )
    const good = lines.filter((line, i) => line !== '' && !bad.has(i))
    // the last one has two columns more than any kernel
    const known = good.map(line => `${line.split(' ').slice(0, 15).join(' ')}\n`)
    expect(again(text)).toBe(known.join(''))
    expect(known.length).toBeGreaterThan(1)
  })

  it('of this host', () => {
    const text = readFileSync(`/${FILE}`, 'latin1')
    expect(again(text)).toBe(text)
  })

  it('of any numbers, in each of the five widths', () => {
    const { below } = random(20)
    const WIDTHS = [9, 10, 11, 13, 15]
    for (let i = 0; i < 2000; i++) {
      const width = WIDTHS[i % WIDTHS.length]!
      const columns = Array.from({ length: width }, (_, at) =>
        at >= 3 && at <= 7 ? 0 : below(2) === 0 ? 0xffffffff - below(3) : below(0x7fffffff),
      )
      const line = `${columns.map(n => n.toString(16).padStart(8, '0')).join(' ')}\n`
      expect(again(line)).toBe(line)
    }
  })
})
