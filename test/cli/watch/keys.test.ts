import { describe, expect, it } from 'vitest'
import { keysOf, press, START, type Choice } from '../../../src/cli/watch/keys.ts'

const EXTENT = { page: 10, last: 25, columns: 2 }
const after = (typed: string, from: Partial<Choice> = {}): Choice =>
  keysOf(typed).reduce((choice, key) => press(choice, key, EXTENT), { ...START, ...from })

describe('keys', () => {
  it.each([
    ['q', { quit: true }],
    ['\x03', { quit: true }],
    [' ', { paused: true }],
    ['  ', { paused: false }],
    // as xterm sends them, in either cursor key mode
    ['\x1b[B\x1bOB', { offset: 2 }],
    ['\x1b[B\x1b[A\x1bOA', { offset: 0 }],
    ['\x1b[6~', { offset: 10 }],
    ['\x1b[6~\x1b[6~\x1b[6~', { offset: 25 }],
    ['\x1b[F\x1b[5~', { offset: 15 }],
    ['\x1b[F\x1b[H', { offset: 0 }],
    ['s', { sort: 0 }],
    ['ss', { sort: 1 }],
    ['sss', { sort: null }],
    ['sr', { sort: 0, down: true }],
    ['\x1b[Bs', { sort: 0, offset: 0 }],
    ['r', { down: true }],
    // no keys: a function key, a letter, a lone escape
    ['\x1b[15~x\x1b', START],
  ])('%j', (typed, expected) => expect(after(typed)).toMatchObject(expected))

  it('do not sort where there is nothing to sort by', () => {
    expect(press(START, 'sort', { ...EXTENT, columns: 0 }).sort).toBeNull()
  })
})
