import { describe, expect, it } from 'vitest'
import { inNet, parseIp, type Ip } from '../../src/model/address.ts'
import type { EndCondition } from '../../src/model/coarse.ts'
import { ALWAYS, holds, leafOf, NEVER, type Tree } from '../../src/model/tree.ts'
import { bytecodeOf } from '../../src/netlink/inet-diag-bytecode.ts'
import { random } from '../random.ts'

const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

interface Entry {
  readonly family: 2 | 10
  readonly local: { readonly ip: Ip; readonly port: number }
  readonly remote: { readonly ip: Ip; readonly port: number }
}

const opAt = (view: DataView, at: number) => ({
  code: view.getUint8(at),
  yes: view.getUint8(at + 1),
  no: view.getUint16(at + 2, LITTLE),
})

/** inet_diag_bc_audit(): what the kernel refuses; null: nothing. */
const refusedBy = (view: DataView): string | null => {
  const all = view.byteLength
  const starts = new Set<number>()
  for (let at = 0; at < all; at += opAt(view, at).yes) starts.add(at)
  if (all < 4) return 'empty'
  let at = 0
  while (at < all) {
    const { code, yes, no } = opAt(view, at)
    const left = all - at
    const family = code === 7 || code === 8 ? view.getUint8(at + 4) : 0
    const least = code === 1 ? 4 : code <= 5 ? 8 : family === 2 ? 16 : 28
    if (![1, 2, 3, 4, 5, 7, 8].includes(code)) return `code ${code}`
    if (left < least) return 'cut short'
    if (no < 4 || no > left + 4 || no % 4 !== 0) return `no ${no}`
    if (no < left && !starts.has(at + no)) return 'a jump into the middle of an op'
    if (yes < least || yes > left + 4 || yes % 4 !== 0) return `yes ${yes}`
    at += yes
  }
  return at === all ? null : 'does not end at its end'
}

const bitsMatch = (have: readonly number[], want: readonly number[], bits: number): boolean =>
  want.every((word, i) => {
    const left = Math.min(32, Math.max(0, bits - i * 32))
    return left === 0 || (word ^ have[i]!) >>> (32 - left) === 0
  })

/** inet_diag_bc_run(): does the socket pass? */
const passes = (view: DataView, entry: Entry): boolean => {
  let at = 0
  while (at < view.byteLength) {
    const { code, yes, no } = opAt(view, at)
    const end = [2, 3, 7].includes(code) ? entry.local : entry.remote
    let ok = true
    if (code === 1) ok = false
    else if (code === 2 || code === 4) ok = end.port >= opAt(view, at + 4).no
    else if (code === 3 || code === 5) ok = end.port <= opAt(view, at + 4).no
    else ok = hostMatches(view, at + 4, entry, end)
    at += ok ? yes : no
  }
  return at === view.byteLength
}

const hostMatches = (view: DataView, at: number, entry: Entry, end: Entry['local']): boolean => {
  const family = view.getUint8(at)
  const bits = view.getUint8(at + 1)
  const port = view.getInt32(at + 4, LITTLE)
  if (port !== -1 && port !== end.port) return false
  const words = Array.from({ length: family === 2 ? 1 : 4 }, (_, i) =>
    view.getUint32(at + 8 + i * 4),
  )
  const { a, b, c, d } = end.ip
  const six = [a, b, c, d]
  if (family === entry.family) return bitsMatch(family === 2 ? [d] : six, words, bits)
  const mapped = a === 0 && b === 0 && c === 0xffff
  return entry.family === 10 && family === 2 && mapped && bitsMatch([d], words, bits)
}

const ip = (text: string): Ip => parseIp(text)!
const NETS: readonly [Ip, number][] = [
  [ip('127.0.0.1'), 32],
  [ip('127.0.0.0'), 8],
  [ip('10.0.0.0'), 7],
  [ip('0.0.0.0'), 0],
  [ip('::'), 0],
  [ip('::1'), 128],
  [ip('::ffff:10.0.0.0'), 100],
  [ip('2001:db8::'), 33],
]
const ADDRESSES = [
  '127.0.0.1',
  '10.1.2.3',
  '11.0.0.1',
  '::1',
  '::ffff:10.1.2.3',
  '2001:db8::1',
  '::',
]

const { below } = random(20261121)
const pick = <T>(from: readonly T[]): T => from[below(from.length)]!
const PORTS = [0, 1, 22, 79, 80, 81, 443, 65534, 65535]

const someLeaf = (): Tree<EndCondition> => {
  const end = pick(['local', 'remote'] as const)
  if (below(2) === 0) {
    const [net, bits] = pick(NETS)
    return leafOf({ kind: 'net', end, ip: net, bits })
  }
  const [from, to] = [pick(PORTS), pick(PORTS)].sort((x, y) => x - y) as [number, number]
  return leafOf({ kind: 'port', end, from, to })
}
const someTree = (depth: number): Tree<EndCondition> => {
  const kind = depth === 0 ? 0 : below(5)
  if (kind === 0) return below(20) === 0 ? pick([ALWAYS, NEVER]) : someLeaf()
  if (kind === 1) return { kind: 'not', of: someTree(depth - 1) }
  const of = Array.from({ length: below(4) }, () => someTree(depth - 1))
  return { kind: kind < 4 ? 'all' : 'any', of }
}
const someEnd = (six: boolean) => {
  const texts = ADDRESSES.filter(text => text.includes(':') === six)
  return { ip: ip(pick(texts)), port: pick(PORTS) }
}

/** What the tree says of a socket, by the definitions of its leaves. */
const truth = (tree: Tree<EndCondition>, entry: Entry): boolean =>
  holds(tree, leaf => {
    const end = entry[leaf.end]
    if (leaf.kind === 'net') return inNet(end.ip, leaf.ip, leaf.bits)
    return end.port >= leaf.from && end.port <= leaf.to
  })!

describe('the program for the kernel', () => {
  it('passes its check, and lets the sockets pass of which the tree holds', () => {
    let programs = 0
    for (let i = 0; i < 3000; i++) {
      const tree = someTree(4)
      const bytes = bytecodeOf(tree)!
      if (bytes.length === 0) continue
      programs++
      const view = new DataView(bytes.buffer)
      expect(refusedBy(view)).toBe(null)
      for (let n = 0; n < 12; n++) {
        const six = below(2) === 0
        const entry: Entry = { family: six ? 10 : 2, local: someEnd(six), remote: someEnd(six) }
        expect([tree, entry, passes(view, entry)]).toEqual([tree, entry, truth(tree, entry)])
      }
    }
    expect(programs).toBeGreaterThan(2000)
  })

  it('is as include/uapi/linux/inet_diag.h has it', () => {
    const bytes = bytecodeOf({
      kind: 'all',
      of: [
        leafOf({ kind: 'port', end: 'local', from: 80, to: 80 }),
        leafOf({ kind: 'net', end: 'remote', ip: ip('10.0.0.0'), bits: 8 }),
      ],
    })!
    const u16 = (value: number): number[] => [...new Uint8Array(Uint16Array.of(value).buffer)]
    // INET_DIAG_BC_S_GE 80, else to four bytes behind the end
    const atLeast = [2, 8, ...u16(36), 0, 0, ...u16(80)]
    // INET_DIAG_BC_S_LE 80
    const atMost = [3, 8, ...u16(28), 0, 0, ...u16(80)]
    // INET_DIAG_BC_D_COND { AF_INET, 8 bits, any port, 10.0.0.0 }
    const network = [8, 16, ...u16(20), 2, 8, 0, 0, 255, 255, 255, 255, 10, 0, 0, 0]
    expect([...bytes]).toEqual([...atLeast, ...atMost, ...network])
  })

  it('that would be too long is none', () => {
    const ports = (count: number): Tree<EndCondition> => ({
      kind: 'any',
      of: Array.from({ length: count }, (_, i) =>
        leafOf({ kind: 'port', end: 'local', from: 2 * i, to: 2 * i } as const),
      ),
    })
    expect(bytecodeOf(ports(500))!.length).toBeLessThan(16 * 1024)
    expect(bytecodeOf(ports(30_000))).toBe(null)
  })
})
