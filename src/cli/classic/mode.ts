import type { ClassicNames } from '../../render/classic/names.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'
import type { Page } from '../../render/classic/page.ts'
import type { Programs } from '../../render/classic/tail.ts'
import type { Host } from '../../sources/index.ts'

/** What a mode reads from and prints to. */
export interface ClassicHost extends Host {
  /** of `-c`: how often this mode has already run */
  readonly pass: number
  /**
   * Prints the page that `lay` writes. Where it asked for names of hosts, these are looked up, all at
   * once, and `lay` writes a new page with them: it must be pure.
   */
  print(lay: (page: Page, names: ClassicNames) => void): Promise<void>
  /** Begins to read a file that is asked for later; that may throw the system's error. */
  ahead(path: string): () => Uint8Array | Promise<Uint8Array>
  /** one line for standard error, without its newline */
  err(line: string): void
  /** read when first asked for in a pass, and only with -p; says on stderr what it may not see */
  programs(): Programs
}

/** One of net-tools' modes, or one section of its list. The exit code; anything but 0 ends the run. */
export type Mode = (host: ClassicHost, options: ClassicOptions) => number | Promise<number>
