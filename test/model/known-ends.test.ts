import { describe, expect, it } from 'vitest'
import { ipv4, ipv6 } from '../../src/model/address.ts'
import { KnownEnds } from '../../src/model/known-ends.ts'
import { random } from '../random.ts'

describe('KnownEnds', () => {
  it('never takes one end for another, however many share a slot', () => {
    const { below } = random(7)
    const ends = new KnownEnds()
    // words and ports that differ in few bits meet in one slot, and so do IPv4 and its v4-mapped form
    const words = [0, 1, 0x0a000001, 0x0a000401, 0x0a100001, 0xffffffff]
    const ports = [0, 1, 80, 1104, 65535]
    for (let i = 0; i < 20_000; i++) {
      const [a, b, c, d] = Array.from({ length: 4 }, () => words[below(words.length)]!)
      const port = ports[below(ports.length)]!
      const mapped = below(2) === 0
      expect(ends.end4(d!, port)).toEqual({ ip: ipv4(d!), port })
      const six = mapped ? ([0, 0, 0xffff, d!] as const) : ([a!, b!, c!, d!] as const)
      expect(ends.end6(...six, port)).toEqual({ ip: ipv6(...six), port })
    }
  })

  it('makes an end once while it is met again and again', () => {
    const ends = new KnownEnds()
    const server = ends.end4(0x0a000001, 443)
    for (let port = 50_000; port < 50_100; port++) ends.end4(0x0a000002, port)
    expect(ends.end4(0x0a000001, 443)).toBe(server)
    expect(ends.end4(0x0a000001, 444).ip).toBe(server.ip)
    expect(ends.end6(1, 2, 3, 4, 443)).toBe(ends.end6(1, 2, 3, 4, 443))
  })
})
