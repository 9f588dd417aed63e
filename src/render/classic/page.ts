import { writeAscii, writeDecimal } from '../../base/ascii.ts'
import { writeDotted } from '../../model/address.ts'
import type { Long } from '../../model/lines.ts'
import { GrowingBytes } from '../growing-bytes.ts'

const FIRST_ROOM = 64 * 1024
/** The longest that one call writes as a number or address. */
const NUMBER_ROOM = 40

const [NEWLINE, BLANK, STAR, COLON] = [10, 32, 42, 58]

/**
 * What a mode prints: ASCII for standard output, written as bytes since a list may have hundreds of
 * thousands of lines, and lines for standard error. Widths are those of printf: a minimum, never a cut.
 */
export class Page extends GrowingBytes {
  readonly warnings: string[] = []

  constructor() {
    super(FIRST_ROOM)
  }

  /** a line for standard error */
  warn(line: string): void {
    this.warnings.push(line)
  }

  /** as it is; must be ASCII, see plain() */
  text(text: string): void {
    this.ensure(text.length)
    this.end = writeAscii(this.buffer, this.end, text)
  }

  /** `%-*s` */
  left(text: string, width: number): void {
    this.text(text)
    this.blanks(width - text.length)
  }

  /** `%*s` */
  right(text: string, width: number): void {
    this.blanks(width - text.length)
    this.text(text)
  }

  /** `%lu`, or `%ld` of what is below 2^53 */
  decimal(value: Long): void {
    if (typeof value !== 'number' || value < 0) return this.text(String(value))
    this.ensure(NUMBER_ROOM)
    this.end = writeDecimal(this.buffer, this.end, value)
  }

  /** `1.2.3.4:80`; port 0 as `*` */
  dottedEnd(word: number, port: number): void {
    this.ensure(NUMBER_ROOM)
    const { buffer } = this
    let at = writeDotted(buffer, this.end, word)
    buffer[at++] = COLON
    if (port === 0) buffer[at++] = STAR
    else at = writeDecimal(buffer, at, port)
    this.end = at
  }

  /** Blanks up to `width` bytes behind `from`, where `end` was once. */
  pad(from: number, width: number): void {
    this.blanks(from + width - this.end)
  }

  newline(): void {
    this.ensure(1)
    this.buffer[this.end++] = NEWLINE
  }

  /** What was printed so far; the next byte written may change it. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.end)
  }

  /** none, where `count` is not above 0 */
  blanks(count: number): void {
    if (count <= 0) return
    this.ensure(count)
    const { buffer } = this
    const to = this.end + count
    for (let at = this.end; at < to; at++) buffer[at] = BLANK
    this.end = to
  }
}

/**
 * Text from the system, a character per byte (latin1), as net-tools prints it since CVE-2024-58251: a
 * dot for each byte that is no printable ASCII.
 */
export const plain = (latin1: string): string => latin1.replaceAll(/[^ -~]/g, '.')
