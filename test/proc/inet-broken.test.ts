import { describe, expect, it } from 'vitest'
import { parseInet, type InetFormat } from '../../src/proc/inet.ts'
import { fixtureHost } from '../sources/hosts.ts'
import { parse, row, snapshot, TCP4, UDP4 } from './inet-rows.ts'

describe('a line that breaks costs itself alone, and is told with file and line', () => {
  it.each([
    ['a bad hex digit', row({ local: 'ZZ00007F:0016' }), 'local_address'],
    ['an address of seven digits', row({ local: '0100007:0016' }), 'local_address'],
    ['a v6 address in a v4 file', row({ local: `${'0'.repeat(32)}:0016` }), 'local_address'],
    ['a port above 65535', row({ local: '0100007F:12345' }), 'local port is not a port'],
    ['a remote port above 65535', row({ remote: '0100007F:10000' }), 'remote port is not a port'],
    ['state 0', row({ st: '00' }), 'st is not a state, got "00"'],
    ['state 13', row({ st: '0D' }), 'st is not a state, got "0D"'],
    ['state 255', row({ st: 'FF' }), 'st is not a state, got "FF"'],
    ['a negative inode', row({ inode: '-1' }), 'inode is not a count'],
    ['an inode above 2^53', row({ inode: '18446744073709551615' }), 'inode is not a decimal'],
    ['a uid above a u32', row({ uid: '4294967296' }), 'uid is not a u32'],
    ['a row cut after the queues', row({}).split(' 00:')[0]!, 'no field 8 (tr)'],
    ['an empty line', '', 'no field 1 (local_address)'],
  ])('%s', (_, bad, message) => {
    const { rows, problems } = parse(
      `${row({ inode: '1' })}\n${bad}\n${row({ inode: '3' })}\n`,
      TCP4,
    )
    expect(rows.map(({ inode }) => inode)).toEqual([1, 3])
    expect(problems.map(({ at }) => at)).toEqual(['net/test:3'])
    expect(problems[0]!.problem).toContain(message)
  })

  it('a last line without its newline', () => {
    const { rows, problems } = parse(`${row({ inode: '1' })}\n${row({ inode: '20300' })}`, TCP4)
    expect(rows.map(({ inode }) => inode)).toEqual([1])
    expect(problems).toMatchObject([{ at: 'net/test:3' }])
  })
})

describe('captured files', () => {
  const read = (host: string, file: string, format: InetFormat) =>
    parseInet(fixtureHost(host).fs.text(`proc/${file}`, 'latin1'), file, format, snapshot)

  it('kernel 2.6.32: pointers of 16 digits, LAST_ACK without an inode', () => {
    const { rows, problems } = read('kernel-2.6.32', 'net/tcp', TCP4)
    expect(problems).toEqual([])
    expect(rows.map(({ state }) => state)).toEqual([10, 10, 10, 10, 1, 6, 9])
    expect(rows.at(-1)).toMatchObject({ inode: 0, retransmits: 3 })
  })

  it('kernel 2.6.32: udp rows, numbered in four columns, have drops', () => {
    const { rows, problems } = read('kernel-2.6.32', 'net/udp', UDP4)
    expect(problems).toEqual([])
    expect(rows.map(({ localPort, drops }) => [localPort, drops])).toEqual([
      [111, 0],
      [123, 0],
      [123, 0],
      [123, 42],
    ])
  })

  it('the traps of the hostile host cost the fifteen lines that its HOST.md names', () => {
    const { rows, problems } = read('hostile', 'net/tcp', TCP4)
    const broken = [14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 30, 31, 33]
    expect(problems.map(({ at }) => at)).toEqual(broken.map(line => `net/tcp:${line}`))
    expect(rows).toHaveLength(24)
  })

  it.each(['tcp', 'udp', 'raw'])('the empty host has no rows in %s', name => {
    expect(read('empty', `net/${name}`, UDP4)).toEqual({ rows: [], problems: [] })
  })
})
