import { describe, expect, it } from 'vitest'
import type { InetLine } from '../../src/model/lines.ts'
import { eachInetLine } from '../../src/proc/inet-lines.ts'
import { random } from '../random.ts'
import { row } from './inet-rows.ts'

const HEADER = 'sl local_address\n'

/** All lines, as copies, with null for each that is bogus. */
const read = (text: string, tcp = true, littleEndian = true): (InetLine | null)[] => {
  const lines: (InetLine | null)[] = []
  eachInetLine(
    Buffer.from(HEADER + text, 'latin1'),
    tcp,
    littleEndian,
    line => lines.push({ ...line, local: { ...line.local }, remote: { ...line.remote } }),
    () => lines.push(null),
  )
  return lines
}

// get_tcp4_sock() in net/ipv4/tcp_ipv4.c and get_tcp6_sock() in net/ipv6/tcp_ipv6.c
const TCP =
  '  12: 0100007F:0016 0200A8C0:D431 01 00000024:0000000A 02:000AF548 00000003  1000        2 4294967295 2 0000000000000000 20 4 30 10 -1\n'
const TCP6 =
  '   3: B80D0120000000000000000001000000:01BB 0000000000000000FFFF00000100007F:0050 06 00000000:00000000 03:00001046 00000000     0        0 0 3 0000000000000000\n'

describe('a row as the kernel prints it', () => {
  it('of IPv4', () => {
    expect(read(TCP)).toEqual([
      {
        local: { v: 4, a: 0, b: 0, c: 0xffff, d: 0x7f000001 },
        localPort: 22,
        remote: { v: 4, a: 0, b: 0, c: 0xffff, d: 0xc0a80002 },
        remotePort: 54321,
        state: 1,
        txQueue: 36,
        rxQueue: 10,
        timer: 2,
        timerTicks: 718152,
        retransmits: 3,
        uid: 1000,
        probes: 2,
        inode: 4294967295,
      },
    ])
  })

  it('of IPv6', () => {
    expect(read(TCP6)[0]).toMatchObject({
      local: { v: 6, a: 0x20010db8, b: 0, c: 0, d: 1 },
      localPort: 443,
      remote: { v: 6, a: 0, b: 0, c: 0xffff, d: 0x7f000001 },
      state: 6,
      timer: 3,
      timerTicks: 4166,
      inode: 0,
    })
  })

  it('of a host whose words are big-endian', () => {
    expect(read(TCP.replace('0100007F', '7F000001'), true, false)[0]?.local.d).toBe(0x7f000001)
  })
})

describe('a row that is not as the kernel prints it', () => {
  it.each([
    ['two blanks where there is one', TCP.replace(': 0', ':  0')],
    ['a tab', TCP.replaceAll(' ', '\t')],
    ['lower case', TCP.toLowerCase()],
    ['a carriage return', TCP.replace('\n', '\r\n')],
    ['no newline', TCP.trimEnd()],
    ['shorter numbers', TCP.replace('00000024:0000000A', '24:A')],
    ['a sign', TCP.replace(' 1000 ', '+1000 ')],
  ])('but has its fields gives the same: %s', (_, text) => expect(read(text)).toEqual(read(TCP)))

  it('with a uid beyond 31 bits is signed, as net-tools has it', () => {
    const uids = ['4294967294', '-2', '4294967297'].map(uid => read(`${row({ uid })}\n`)[0]?.uid)
    expect(uids).toEqual([-2, -2, 1])
  })

  it('lacks what it ends before, and without eleven fields is bogus', () => {
    expect(read('no row\n\n1: 0100007F:0016\n')).toEqual([null, null, null])
    const shorter = '1: 0:0 0:0 1 0:0 0:0 7'
    expect(read(`${shorter}\n`)[0]).toMatchObject({ retransmits: 7, uid: null, inode: null })
    expect(read('1: 0:0 0:0 1 0:0 0:0\n')).toEqual([null])
  })

  it('of a datagram socket needs one field less', () => {
    expect(read('1: 0:0 0:0 1 0:0 0:0\n', false)[0]).toMatchObject({ retransmits: null })
  })
})

describe('lines', () => {
  it('longer than net-tools reads at a time come in pieces', () => {
    expect(read(`${TCP.trimEnd()}${' '.repeat(8192 - TCP.length)}\n`)).toHaveLength(2)
    expect(read(`${TCP.trimEnd()}${' '.repeat(8191 - TCP.length)}\n`)).toHaveLength(1)
  })

  it('end at a NUL', () => {
    expect(read(`\0${TCP}${TCP.replace(':0016', ':00\u000016')}${TCP}`)).toEqual([
      null,
      null,
      ...read(TCP),
    ])
  })
})

it('reads rows where they stand exactly as it reads any other (seed 7)', () => {
  const { below } = random(7)
  const alphabet = '0123456789ABCDEFabcdefg :-+x\t\0'
  for (let i = 0; i < 20_000; i++) {
    const bytes = [...(i % 2 === 0 ? TCP : TCP6).trimEnd()]
    for (let change = below(4); change > 0; change--) {
      bytes[below(bytes.length)] = alphabet[below(alphabet.length)]!
    }
    const text = bytes.join('')
    // a tab before it is of no matter but to the faster way
    expect(read(`${text}\n`), text).toEqual(read(`\t${text}\n`))
  }
})
