import type { HostFs } from '../../base/fs.ts'
import type { ClassicNames } from '../../render/classic/names.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'

/** What a mode reads from and prints to. */
export interface ClassicHost {
  readonly fs: HostFs
  readonly littleEndian: boolean
  readonly euid: number
  /** of `-c`: how often this mode has already run */
  readonly pass: number
  /** printable ASCII and newlines only, lines whole */
  out(text: string | Uint8Array): void
  /** one line, without its newline */
  err(line: string): void
  /**
   * Prints what `lay` returns. Where it asked for names of hosts, these are looked up, all at once, and
   * `lay` is called again: it must be pure.
   */
  print(lay: (names: ClassicNames) => string | Uint8Array): Promise<void>
}

/** One of net-tools' modes; the exit code, and with `-c` anything but 0 ends it. */
export type Mode = (host: ClassicHost, options: ClassicOptions) => number | Promise<number>
