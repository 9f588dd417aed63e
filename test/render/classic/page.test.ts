import { describe, expect, it } from 'vitest'
import { plain } from '../../../src/render/classic/page.ts'
import { written } from './written.ts'

// as printf(1) prints these
describe('a page', () => {
  it('pads, and never cuts', () => {
    expect(written(page => page.left('ab', 4))).toBe('ab  ')
    expect(written(page => page.left('abcdef', 4))).toBe('abcdef')
    expect(written(page => page.right('ab', 4))).toBe('  ab')
    expect(written(page => page.right('abcdef', 4))).toBe('abcdef')
  })

  it.each([
    0,
    9,
    10,
    999,
    65535,
    4294967295,
    4294967296,
    9007199254740991,
    -1,
    18446744073709551615n,
  ])('writes %s in decimal', value =>
    expect(written(page => page.decimal(value))).toBe(String(value)),
  )

  it('writes an end, of port 0 a star', () => {
    expect(written(page => page.dottedEnd(0x0a6400ff, 80))).toBe('10.100.0.255:80')
    expect(written(page => page.dottedEnd(0xffffffff, 0))).toBe('255.255.255.255:*')
  })

  it('pads from where something began', () => {
    const text = written(page => {
      page.text('abc')
      const from = page.end
      page.decimal(12)
      page.pad(from, 5)
      page.text('|')
    })
    expect(text).toBe('abc12   |')
  })

  it('grows as it must, and keeps what it has', () => {
    const line = 'x'.repeat(999)
    const text = written(page => {
      for (let i = 0; i < 1000; i++) {
        page.text(line)
        page.newline()
      }
      page.text('y'.repeat(3_000_000))
    })
    expect(text).toBe(`${line}\n`.repeat(1000) + 'y'.repeat(3_000_000))
  })
})

it('makes a dot of each byte that is no printable ASCII', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  const text = plain(Buffer.from(bytes).toString('latin1'))
  const kept = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
  expect(text).toBe('.'.repeat(32) + kept + '.'.repeat(129))
})
