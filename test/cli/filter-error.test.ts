import { describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'

const ARTICLE = ['--root', 'fixtures/hosts/article']

describe('a filter that does not parse', () => {
  it.each([
    [['sport', '><', ':80'], '><'],
    [['sport >< :80'], '><'],
    [['recv_q', '>', 'many'], 'many'],
    [['recv_q>many'], 'many'],
    [['local.port', '=', '70000'], '70000'],
    [['state', '=', 'LISTN'], 'LISTN'],
    [['recv_q > 0 prto = tcp'], 'prto'],
    [[':nosuchservice'], 'nosuch'],
    [['sprot', 'eq', '22'], 'sprot'],
    [['sport = :80,x'], 'x'],
    [['(state listen'], null],
    [['state lisen'], 'lisen'],
    [['dst 10.0.0.1:x'], 'x'],
    [['process', '~', '('], '('],
    [['recv_q', '>'], null],
    [['recv_q', '0'], '0'],
  ])('%j gets the caret under %j', async (words, place) => {
    const { code, out, err } = await run([...ARTICLE, ...words])
    const [line, caret, end] = err.split('\n')
    expect([code, out, end]).toEqual([2, '', ''])
    expect(line).toBe(`tsnetstat: ${words.join(' ')}`)
    expect(caret).toMatch(/^ +\^ expected /)
    expect(caret!.indexOf('^')).toBe(place === null ? line!.length : line!.indexOf(place))
  })

  it.each([
    ['wide characters', '日本語', 6],
    ['combining marks', 'e\u0301e\u0301', 2],
    ['what is shown as a code point', '\x1b', '\\u{1b}'.length],
  ])('gets it under the right terminal column behind %s', async (_, value, columns) => {
    const { err } = await run([...ARTICLE, `process = ${value} prto = tcp`])
    const before = 'tsnetstat: process = '.length + columns + 1
    expect(err.split('\n')[1]).toMatch(new RegExp(`^ {${before}}\\^`))
  })
})
