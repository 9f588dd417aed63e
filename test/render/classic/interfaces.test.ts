import { describe, expect, it } from 'vitest'
import { compareNames, interfaceRow } from '../../../src/render/classic/interfaces.ts'
import { random } from '../../random.ts'
import { written } from './written.ts'

// as netstat -ia of net-tools 2.10 lists interfaces and aliases of these names
const LISTED = [
  'A2 a1 a002 a02 a2 a2:1 a10 a20 a-2 a.2 a10b a2.9 a2.10 a2:b a2b a2b9 a2b10 a_2 b1 b9 b10 b1x ' +
    'eth2 eth2:1 eth2:2 eth2:10 eth10 eth10:1 eth2:x eth2x lo zz',
  '0 01 1 2 10 2z lo x2147483648 x18446744073709 x:2147483648 x x:0 x:00 x:4294967296 x:007 x:7 x0 ' +
    'x0:0 x0:00 x0:1 x00 x00:0 x4294967296 x001 x01 x1 x1:0 x1:3 x4294967297 x4294967298 x3 ' +
    'x9999999999 x2147483647 x1:1:2 x: x:1:2 x:-1 x:1x x:a x:x0:1 x:x1 xy xy0 y1 y+1 y-1',
]

it.each(LISTED)(
  'names are sorted as net-tools sorts them, from whatever order (seed 5): %s',
  text => {
    const names = text.split(' ')
    const { below } = random(5)
    for (let round = 0; round < 20; round++) {
      const mixed = names
        .map(name => [below(1e9), name] as const)
        .sort(([x], [y]) => x - y)
        .map(([, name]) => name)
      expect(mixed.sort(compareNames)).toEqual(names)
    }
  },
)

describe('the flags of an interface', () => {
  const lettersOf = (flags: number | null): string =>
    written(page => interfaceRow(page, { name: 'x', flags, mtu: 0, counters: null })).slice(78, -1)

  // as netstat -ia of net-tools 2.10 writes them, told so by an ioctl
  it.each([
    [0, '[NO FLAGS]'],
    [0x2000, ''],
    [0x1043, 'BMRU'],
    [0x9043, 'BMdRU'],
    [0x1c43, 'BMsmRU'],
    [0x11d1, 'MPOPRU'],
    [0x7fff, 'ABDLMPNOPsmRU'],
    [0xffff, 'ABDLMdPNOPsmRU'],
    [null, ''],
  ])('%s are written %s', (flags, letters) => expect(lettersOf(flags)).toBe(letters))
})
