import { expect, it } from 'vitest'
import { ParseError, Unavailable } from '../../src/base/errors.ts'
import { decodeOwners } from '../../src/bpf/record.ts'
import { random as randomFrom } from '../random.ts'
import { bytesOf, descriptor, end, preamble, process } from './records.ts'

const SEED = 20261121
const ROUNDS = 20_000

const random = randomFrom(SEED).below

const list = (): Uint8Array => {
  const records = [preamble(random(2))]
  for (let i = random(5); i > 0; i--) {
    records.push(process(1 + random(4), `p${i}`))
    for (let fd = random(3); fd < 3 + random(5); fd++) records.push(descriptor(fd, random(20)))
  }
  return bytesOf(...records, end)
}

const spoil = (bytes: Uint8Array): Uint8Array => {
  const spoiled = bytes.slice(0, random(4) === 0 ? random(bytes.length + 1) : bytes.length)
  for (let i = random(4); i > 0 && spoiled.length > 0; i--) {
    spoiled[random(spoiled.length)] = random(3) === 0 ? 0xff : random(256)
  }
  return spoiled
}

it(`spoiled records end in descriptors or in an error that says where (seed ${SEED})`, () => {
  let read = 0
  let refused = 0
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = spoil(list())
    const seen = new Set<string>()
    try {
      decodeOwners(bytes, 'pin').visit((pid, fd, inode) => {
        if (seen.has(`${pid}/${fd}/${inode}`)) throw new Error('given twice')
        seen.add(`${pid}/${fd}/${inode}`)
      })
      read++
    } catch (error) {
      if (error instanceof ParseError) expect(error.at).toMatch(/^pin:\d+$/)
      else expect(error).toBeInstanceOf(Unavailable)
      expect(seen.size).toBe(0)
      refused++
    }
  }
  expect(read).toBeGreaterThan(ROUNDS / 10)
  expect(refused).toBeGreaterThan(ROUNDS / 10)
})
