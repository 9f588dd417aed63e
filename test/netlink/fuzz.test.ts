import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dumpLines } from '../../src/netlink/dump.ts'
import { createMarshal } from '../../src/netlink/marshal.ts'
import { ROUTE, SOCK_DIAG, type Protocol } from '../../src/netlink/protocol.ts'
import { random, type Random } from '../random.ts'
import { anyParser, parseFixture, protocolOf } from './fixture.ts'

const SEED = 20261120
const ROUNDS = 200_000
const LIMIT_MS = 15_000
const LARGEST = 2048
// lengths and types at which checks are likely to be wrong
const EDGES = [0, 1, 3, 4, 5, 15, 16, 17, 0x7fff, 0x8000, 0xfffc, 0xffff]

const directory = new URL('../../fixtures/netlink/', import.meta.url)
const corpus = readdirSync(directory).flatMap(name =>
  parseFixture(readFileSync(new URL(name, directory), 'utf8')).datagrams.map(bytes => ({
    bytes: bytes.slice(0, LARGEST),
    protocol: protocolOf(name),
  })),
)

/** A datagram with one to four things wrong. */
const mutate = ({ below }: Random): { bytes: Uint8Array; protocol: Protocol } => {
  const { bytes: whole, protocol } = corpus[below(corpus.length)]!
  let bytes = whole.slice()
  for (let times = 1 + below(4); times > 0 && bytes.length > 0; times--) {
    const at = below(bytes.length)
    const kind = below(5)
    if (kind === 0) bytes[at] = below(256)
    else if (kind === 1) bytes[at]! ^= 1 << below(8)
    else if (kind === 2) bytes = bytes.slice(0, at)
    else if (kind === 3) {
      const even = at & ~1
      const value = EDGES[below(EDGES.length)]!
      bytes[even] = value & 255
      if (even + 1 < bytes.length) bytes[even + 1] = value >> 8
    } else {
      const other = corpus[below(corpus.length)]!.bytes
      bytes.set(other.subarray(0, Math.min(other.length, bytes.length - at)), at)
    }
  }
  return { bytes, protocol }
}

it(
  `${ROUNDS} mutated datagrams each end in rows or an error, in bounded time (seed ${SEED})`,
  { timeout: LIMIT_MS * 2 },
  () => {
    const numbers = random(SEED)
    const parsers = new Map([SOCK_DIAG, ROUTE].map(each => [each, anyParser(each)]))
    let rows = 0
    let errors = 0
    const begin = performance.now()
    for (let round = 0; round < ROUNDS; round++) {
      const marshal = createMarshal(() => {})
      const { bytes, protocol } = mutate(numbers)
      const parser = parsers.get(protocol)!
      const inbox = marshal.expect(1, 'fuzz', parser)
      const subscription = marshal.subscribe(parser)
      marshal.feed(bytes)
      rows += inbox.take().length + subscription.take().length
      if (inbox.error !== null) errors++
    }
    expect(performance.now() - begin).toBeLessThan(LIMIT_MS)
    // the mutations must neither be all fatal nor all harmless, or they would test little
    expect(rows).toBeGreaterThan(ROUNDS / 10)
    expect(errors).toBeGreaterThan(ROUNDS / 10)
  },
)

it(`20,000 mutated datagrams can be shown as a dump (seed ${SEED})`, { timeout: LIMIT_MS }, () => {
  const numbers = random(SEED)
  for (let round = 0; round < 20_000; round++) {
    const { bytes, protocol } = mutate(numbers)
    expect(dumpLines('<', bytes, protocol).length).toBeLessThan(2 + bytes.length * 2)
  }
})
