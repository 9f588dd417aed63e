import type { Tone } from './table.ts'

/** A piece of text that looks alike. */
export interface Span {
  readonly text: string
  readonly tone: Tone
  /** goes to the next line rather than break at a blank */
  readonly whole?: true
}

/**
 * A line of a picture: `lead` begins it (null: as `hang` does), and `hang` whatever has to go on below;
 * the words of `text` fill what is left of the width. Where that would be little, of `hang` only the
 * first span stands.
 */
export interface PictureLine {
  readonly lead: readonly Span[] | null
  readonly hang: readonly Span[]
  readonly text: readonly Span[]
}
