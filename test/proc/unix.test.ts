import { describe, expect, it } from 'vitest'
import { parseUnix } from '../../src/proc/unix.ts'
import { fixtureHost } from '../sources/hosts.ts'

// "%pK: %08X %08X %08X %04X %02X %5lu", then a blank and the name: unix_seq_show()
const HEADER = 'Num       RefCount Protocol Flags    Type St Inode Path\n'
const row = (path: string | null, inode = 16165) =>
  `0000000000000000: 00000002 00000000 00010000 0001 01 ${String(inode).padStart(5)}` +
  `${path === null ? '' : ` ${path}`}\n`
const parse = (lines: string) => parseUnix(HEADER + lines, 'net/unix')

it('reads every column', () => {
  const line = 'ffff880037a4a200: 0000000A 00000001 00010000 0005 03  9441 /run/x\n'
  expect(parse(line)).toEqual({
    rows: [
      { refs: 10, protocol: 1, flags: 0x10000, type: 5, state: 3, inode: 9441, path: '/run/x' },
    ],
    problems: [],
  })
})

describe('a path is the rest of the line after one blank', () => {
  it.each([
    ['with blanks', '/run/user/1000/My App/control socket'],
    ['blanks at both ends', ' leading and trailing  '],
    ['of one blank', ' '],
    ['that looks like an inode', '12345'],
    ['abstract', '@/tmp/.X11-unix/X0'],
    ['abstract, NULs printed as @', '@a@b@c'],
    ['abstract and empty', '@'],
    ['with a tab and a carriage return', '/tmp/a\tb\rc'],
    ['with bytes that are no UTF-8', '/tmp/\xff\xfe'],
    ['of the whole 108 bytes', 'x'.repeat(108)],
  ])('%s', (_, path) => {
    const { rows, problems } = parse(row(path))
    expect(rows.map(found => found.path)).toEqual([path])
    expect(problems).toEqual([])
  })

  it('an unnamed socket has none', () => {
    expect(parse(row(null)).rows[0]!.path).toBeNull()
  })
})

describe('a line that looks like no row goes on with the path before it', () => {
  it.each([
    ['one newline', '/tmp/two\nlines'],
    ['several newlines', '/tmp/a\nb\nc'],
    ['a newline at the end', '/tmp/ends in newline\n'],
    ['newlines alone', '/tmp/\n\n\n'],
    ['108 bytes in all, newline included', `${'a'.repeat(100)}\n${'b'.repeat(7)}`],
  ])('%s', (_, path) => {
    const { rows, problems } = parse(row(path, 1) + row('/next', 2))
    expect(rows.map(found => [found.inode, found.path])).toEqual([
      [1, path],
      [2, '/next'],
    ])
    expect(problems).toEqual([])
  })

  it('but not beyond the 108 bytes that sun_path holds', () => {
    const { rows, problems } = parse(row(`${'a'.repeat(100)}\n${'b'.repeat(8)}`, 1) + row('/x', 2))
    expect(rows.map(({ path }) => path)).toEqual(['a'.repeat(100), '/x'])
    expect(problems).toMatchObject([{ at: 'net/unix:3' }])
  })

  it.each([
    ['there is no row before it', 'no row\n', 'net/unix:2', 0],
    ['the row before it has no path', `${row(null)}no row\n`, 'net/unix:3', 1],
  ])('nor where %s', (_, lines, at, rows) => {
    const parsed = parse(lines)
    expect(parsed.problems).toMatchObject([{ at }])
    expect(parsed.problems[0]!.problem).toContain('"no row"')
    expect(parsed.rows).toHaveLength(rows)
    expect(parsed.rows.every(({ path }) => path === null)).toBe(true)
  })

  it('a path that imitates a row makes a row of its own: this file cannot tell', () => {
    expect(parse(row('/tmp/nl', 1) + row('/run/fake', 39999)).rows).toHaveLength(2)
  })
})

it('takes no row from a last line that was cut', () => {
  const { rows, problems } = parse(row('/a') + row('/run/long/path').slice(0, -6))
  expect(rows.map(({ path }) => path)).toEqual(['/a'])
  expect(problems).toMatchObject([{ at: 'net/unix:3' }])
})

it.each([
  ['an inode of twenty digits', row('/x').replace('16165', '99999999999999999999')],
  ['a type that is not hex', row('/x').replace(' 0001 ', ' 00zz ')],
])('%s is a problem, not a row', (_, bad) => {
  const { rows, problems } = parse(bad + row('/good'))
  expect(rows.map(({ path }) => path)).toEqual(['/good'])
  expect(problems).toMatchObject([{ at: 'net/unix:2' }])
})

describe('captured files', () => {
  const read = (host: string) => parseUnix(fixtureHost(host).fs.text('proc/net/unix', 'latin1'))

  it('kernel 2.6.32: inodes padded to five columns, pointers of 16 digits', () => {
    const { rows, problems } = read('kernel-2.6.32')
    expect(problems).toEqual([])
    expect(rows.map(({ inode }) => inode)).toEqual([
      9386, 9397, 9408, 9419, 9430, 9441, 9452, 9463, 9474,
    ])
    expect(rows[0]!.path).toBe('@/com/ubuntu/upstart')
  })

  it('the traps of the hostile host cost three lines, as its HOST.md says', () => {
    const { rows, problems } = read('hostile')
    expect(problems.map(({ at }) => at)).toEqual(['net/unix:2', 'net/unix:4', 'net/unix:24'])
    const paths = new Map(rows.map(({ inode, path }) => [inode, path]))
    expect(paths.get(30127)).toHaveLength(108)
    expect(paths.get(30136)).toBe('/tmp/nl')
    expect(paths.get(39999)).toBe('/run/fake')
    expect(paths.get(30142)).toBe('/tmp/two\nlines, and no row')
    expect(paths.get(30146)).toBe('/tmp/ends in newline\n')
    expect(paths.get(30161)).toBe(' ')
    expect(paths.get(4294967294)).toBe('/tmp/big inode')
    expect(paths.get(3000)).toBe('/tmp/inode 3000')
  })

  it('the empty host has no rows', () => {
    expect(read('empty')).toEqual({ rows: [], problems: [] })
  })
})
