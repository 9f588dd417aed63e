import { describe, expect, it } from 'vitest'
import { InodeIndex } from '../../src/join/inode-index.ts'
import { random } from '../random.ts'

describe('InodeIndex', () => {
  it('gives each inode a place of its own, and the others none', () => {
    const { below } = random(20_261_121)
    // runs as the kernel hands them out, numbers of 32 bits and beyond, and neighbours of these
    const bases = Array.from({ length: 40 }, (_, i) => below(2 ** 31) * (i < 30 ? 2 : 2 ** 20))
    const inodes = new Set(
      bases.flatMap(base => Array.from({ length: 200 }, (_, i) => base + i + 1)),
    )
    const index = new InodeIndex(inodes.size)
    for (const inode of inodes) index.add(inode)
    const places = new Set([...inodes].map(inode => index.find(inode)))
    expect(places.size).toBe(inodes.size)
    expect([...places].every(place => place >= 0 && place < index.size)).toBe(true)
    for (const base of bases) if (!inodes.has(base)) expect(index.find(base)).toBe(-1)
  })

  it('has no place for 0, which is no inode', () => {
    const index = new InodeIndex(3)
    for (const inode of [0, 1, 2]) index.add(inode)
    expect([0, 1, 2, 3].map(inode => index.find(inode) >= 0)).toEqual([false, true, true, false])
  })

  it('of none knows none', () => expect(new InodeIndex(0).find(7)).toBe(-1))
})
