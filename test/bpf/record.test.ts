import { describe, expect, it } from 'vitest'
import { ParseError, Unavailable } from '../../src/base/errors.ts'
import { decodeOwners } from '../../src/bpf/record.ts'
import { bytesOf, descriptor, end, preamble, process } from './records.ts'

const visited = (bytes: Uint8Array): string[] => {
  const all: string[] = []
  decodeOwners(bytes, 'pin').visit((pid, fd, inode) => all.push(`${pid}/${fd} ${inode}`))
  return all
}

describe('the records of the iterator', () => {
  it('give each process its descriptors', () => {
    const bytes = bytesOf(
      preamble(),
      process(10, 'sshd'),
      descriptor(3, 100),
      descriptor(4, 101),
      process(20),
      descriptor(3, 100),
      end,
    )
    expect(visited(bytes)).toEqual(['10/3 100', '10/4 101', '20/3 100'])
  })

  it('tell how many hold each socket', () => {
    const all: number[] = []
    const bytes = bytesOf(preamble(), process(1), descriptor(3, 5, 77), end)
    decodeOwners(bytes, 'pin').visit((_pid, _fd, _inode, references) => all.push(references))
    expect(all).toEqual([77])
  })

  it('say that a process is alone with its descriptors where all its records do', () => {
    const tasks = [process(7, 'a', 0, 1), process(8), process(9, 'c', 0, 1), process(9, 'c', 0, 0)]
    const { process: of } = decodeOwners(bytesOf(preamble(), ...tasks, end), 'pin')
    expect([7, 8, 9].map(pid => of(pid)?.alone)).toEqual([true, false, false])
  })

  it('may be several lists, one behind the other', () => {
    const one = [preamble(), process(1), descriptor(3, 100), end]
    const two = [preamble(), process(2), descriptor(3, 100), end]
    expect(visited(bytesOf(...one, ...two))).toEqual(['1/3 100', '2/3 100'])
  })

  it.each([
    ['a plain name', 'sshd', 'sshd'],
    ['fifteen characters, as many as there can be', 'systemd-journal', 'systemd-journal'],
    [
      'sixteen without a NUL, which a broken one might have',
      '0123456789abcdef',
      '0123456789abcdef',
    ],
    ['UTF-8', '\xc3\xa9t\xc3\xa9', 'été'],
    ['UTF-8 cut in a character', 'abc\xc3', 'abc\ufffd'],
    ['what follows a NUL', 'sh\0rest', 'sh'],
    ['no name', '', ''],
  ])('keep the name of a process: %s', (_, comm, expected) => {
    const records = decodeOwners(bytesOf(preamble(), process(7, comm, 1000), end), 'pin')
    expect(records.process(7)).toMatchObject({ uid: 1000, comm: expected })
  })

  it('know nothing of a process that is not in them', () =>
    expect(decodeOwners(bytesOf(preamble(), end), 'pin').process(1)).toBeNull())

  it('say whether the reader was shown only his own', () => {
    expect(decodeOwners(bytesOf(preamble(0), end), 'pin').filtered).toBe(false)
    expect(decodeOwners(bytesOf(preamble(1), end), 'pin').filtered).toBe(true)
  })

  it('take a list of one file, behind which the preamble comes again', () =>
    expect(visited(bytesOf(preamble(), process(1), descriptor(0, 9), preamble(), end))).toEqual([
      '1/0 9',
    ]))

  it('take processes that started behind the end', () =>
    expect(visited(bytesOf(preamble(), end, process(5), descriptor(3, 9)))).toEqual(['5/3 9']))

  it('give a descriptor once that several threads of an exited leader share', () => {
    const table = [descriptor(3, 100), descriptor(4, 101)]
    const bytes = bytesOf(preamble(), process(10), ...table, ...table, ...table, end)
    expect(visited(bytes)).toEqual(['10/3 100', '10/4 101'])
  })

  it('give a descriptor once whose process header had to be repeated', () => {
    const bytes = bytesOf(
      preamble(),
      process(10),
      descriptor(3, 100),
      process(11),
      descriptor(3, 7),
      process(10),
      descriptor(3, 100),
      descriptor(3, 200),
      end,
    )
    expect(visited(bytes)).toEqual(['10/3 100', '11/3 7', '10/3 200'])
  })

  it('keep apart what large numbers could mix up', () => {
    const fds = [2 ** 21, 2 ** 21 + 1, 2 ** 31 - 1]
    const table = fds.flatMap(fd => [descriptor(fd, 1), descriptor(fd, 2 ** 32 - 1)])
    const bytes = bytesOf(preamble(), process(9), ...table, process(9), ...table, end)
    expect(visited(bytes)).toHaveLength(6)
  })

  it('may lie at any address', () => {
    const bytes = bytesOf(preamble(), process(1), descriptor(2, 3), end)
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect(visited(shifted.subarray(1))).toEqual(['1/2 3'])
  })
})

describe('records that are broken', () => {
  const list = bytesOf(preamble(), process(1), descriptor(2, 3), end)

  it.each([
    ['nothing at all', new Uint8Array(), 'pin:0: no record'],
    ['text', new TextEncoder().encode('not a pin, but text!'), 'pin:0: not a list of tsnetstat'],
    ['a mark alone', list.subarray(0, 4), 'pin:0: cut within a record'],
    ['a half word at the end', list.subarray(0, 55), 'pin:52: cut within a record'],
    ['no end', list.subarray(0, 56), 'pin:56: cut short: no END record'],
    ['half a descriptor', list.subarray(0, 52), 'pin:44: cut within a record'],
    ['half a process', list.subarray(0, 20), 'pin:12: cut within a record'],
    ['an unknown record', bytesOf(preamble(), [0x80000000]), 'pin:12: unknown record'],
    ['a descriptor of nobody', bytesOf(preamble(), descriptor(3, 4)), 'pin:12: no process yet'],
    ['process 0', bytesOf(preamble(), process(0), end), 'pin:12: not a pid'],
  ])('are refused with the place: %s', (_, bytes, message) => {
    expect(() => decodeOwners(bytes, 'pin')).toThrow(ParseError)
    expect(() => decodeOwners(bytes, 'pin')).toThrow(message)
  })

  it('are another matter than records of another version, which is Unavailable', () => {
    const older = bytesOf(preamble(0, 1), [1, 2, 3])
    expect(() => decodeOwners(older, 'pin')).toThrow(Unavailable)
    expect(() => decodeOwners(older, 'pin')).toThrow('version 1, this program reads 2')
  })
})
