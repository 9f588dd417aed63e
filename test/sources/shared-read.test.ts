import { describe, expect, it } from 'vitest'
import { isContents, type Contents, type Walkers } from '../../src/sources/second-thread.ts'
import { readShared } from '../../src/sources/shared-read.ts'
import { WalkQueue } from '../../src/sources/walk-queue.ts'
import { errno, fakeFs } from '../proc/fake-fs.ts'

const FILES = ['tcp', 'tcp6', 'udp', 'udp6', 'raw']
const fs = fakeFs({ tcp: 'of tcp', tcp6: 'of tcp6', udp: 'of udp', raw: errno('EACCES') })

/** A helper in this thread that takes so many files at once, and may keep what it read to itself. */
const helper = (count: number, answers = true): Walkers => ({
  boot: () => {},
  start: () => null,
  read: ({ memory, files }) => {
    const queue = new WalkQueue(memory)
    const found: Contents = new Map()
    if (count > 0) queue.join()
    const taking = queue.take(files)
    for (let i = 0; i < count; i++) {
      const file = taking.next().value as string
      if (['tcp', 'tcp6', 'udp'].includes(file)) found.set(file, Buffer.from(`theirs: ${file}`))
    }
    if (answers) queue.finish()
    return { receive: isIt => (isIt(found) ? found : undefined) }
  },
})

const textOf = (read: (file: string) => Uint8Array, file: string): string => {
  try {
    return Buffer.from(read(file)).toString()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('files that two threads read', () => {
  it.each([0, 1, 2, 3, 4, 5])('are all read, %i of them by the helper', count => {
    const read = readShared(helper(count), fs, FILES)!
    expect(FILES.map(file => textOf(read, file))).toEqual([
      ...['tcp', 'tcp6', 'udp'].map((file, i) => (i < count ? `theirs: ${file}` : `of ${file}`)),
      'ENOENT',
      'EACCES',
    ])
  })

  it('are read here where the helper took some and never came back', () => {
    const read = readShared(helper(2, false), fs, FILES, 20)!
    expect(FILES.slice(0, 3).map(file => textOf(read, file))).toEqual([
      'of tcp',
      'of tcp6',
      'of udp',
    ])
  })

  it('are not waited for where no thread is ready', () =>
    expect(
      readShared({ boot: () => {}, read: () => null, start: () => null }, fs, FILES),
    ).toBeNull())

  it('are told from what the same thread sends of a walk', () => {
    expect(isContents(new Map())).toBe(true)
    expect(isContents({ sockets: new Float64Array(), processes: 0, denied: 0 })).toBe(false)
  })
})
