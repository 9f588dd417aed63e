import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeOwners } from '../../src/bpf/record.ts'
import { whyNoBpf } from './bpf.ts'

/** Sockets are told by their inodes, processes by the pid that each side of a pid namespace has. */
interface Held {
  readonly inode: number
  readonly outer: number
}
interface Reading extends Held {
  readonly read: string
}
interface Inner extends Reading {
  readonly pid: number
}
interface Answer {
  readonly own: Held
  readonly other: Held
  readonly foreign: Held
  readonly setuid: Held
  readonly user: Reading
  readonly root: Reading
  readonly rootOfUserNs: Reading
  readonly all: Reading
  readonly nested: { readonly [levels: string]: { readonly beside: Inner; readonly mine: Inner } }
  readonly passed: { readonly mine: Inner }
}

const why = whyNoBpf()
const SCRIPT = new URL('readers.ts', import.meta.url).pathname

/** pids by inode */
const holders = ({ read }: { readonly read: string }): Map<number, number[]> => {
  const found = new Map<number, number[]>()
  decodeOwners(Buffer.from(read, 'base64'), 'pin').visit((pid, _fd, inode) =>
    found.set(inode, [...(found.get(inode) ?? []), pid]),
  )
  return found
}

describe.skipIf(why !== '')(`what a reader of a pin is shown${why}`, { timeout: 60_000 }, () => {
  let answer: Answer
  beforeAll(() => {
    const run = [
      '-m',
      '-n',
      '--propagation',
      'private',
      process.execPath,
      '--import',
      'tsx',
      SCRIPT,
    ]
    const { stdout, stderr, status } = spawnSync('unshare', run, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    expect([status, stderr]).toEqual([0, ''])
    answer = JSON.parse(stdout) as Answer
  }, 60_000)

  it('owners: everything, be the reader who he may', () => {
    const seen = holders(answer.all)
    for (const { inode, outer } of [answer.own, answer.other, answer.foreign, answer.setuid]) {
      expect(seen.get(inode)).toEqual([outer])
    }
  })

  it('owners-self: of a user, his own processes in his own network namespace', () => {
    const seen = holders(answer.user)
    expect(seen.get(answer.own.inode)).toEqual([answer.own.outer])
    expect(seen.get(answer.user.inode)).toEqual([answer.user.outer])
    expect(seen.size).toBe(2)
  })

  it('owners-self: everything to root, but nothing of others to the root of a user namespace', () => {
    const seen = holders(answer.root)
    for (const { inode } of [answer.own, answer.other, answer.foreign, answer.setuid]) {
      expect(seen.has(inode)).toBe(true)
    }
    const inside = holders(answer.rootOfUserNs)
    expect(inside.has(answer.own.inode)).toBe(true)
    expect(inside.has(answer.other.inode)).toBe(false)
  })

  it.each(['1', '2', '3'])(
    'pids of his own pid namespace, %s below the first, and no others',
    n => {
      const { mine, beside } = answer.nested[n]!
      const seen = holders(mine)
      expect(seen.get(mine.inode)).toEqual([mine.pid])
      expect(mine.pid).not.toBe(mine.outer)
      expect(seen.get(beside.inode)).toEqual([beside.pid])
      expect(seen.has(answer.own.inode)).toBe(false)
      expect(Math.max(...[...seen.values()].flat())).toBeLessThan(20)
    },
  )

  it('nothing in a pid namespace deeper than the program knows', () =>
    expect(holders(answer.nested['4']!.mine).size).toBe(0))

  it('his own numbers too where another has opened the pin for him', () => {
    const { mine } = answer.passed
    const seen = holders(mine)
    expect(seen.get(mine.inode)).toEqual([mine.pid])
    expect(new Set([...seen.values()].flat())).toEqual(new Set([mine.pid]))
  })
})
