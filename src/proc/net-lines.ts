const NEWLINE = 10
const NUL = 0

/** What net-tools reads at most of a line, at a time, of most files. */
const PIECE = 8191

/**
 * Calls `visit` with the bounds of each line and its number from 0, as fgets(3) gives them: a line of
 * more than `piece` bytes comes in pieces, each counted as a line, and one with a NUL ends there.
 */
export const netLines = (
  bytes: Uint8Array,
  visit: (from: number, to: number, line: number) => void,
  piece = PIECE,
): void => {
  const nulFrom = (at: number): number => {
    const found = bytes.indexOf(NUL, at)
    return found < 0 ? bytes.length : found
  }
  let nul = nulFrom(0)
  let from = 0
  for (let line = 0; from < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, from)
    const next = Math.min(newline < 0 ? bytes.length : newline + 1, from + piece)
    visit(from, Math.min(next, nul), line)
    if (nul < next) nul = nulFrom(next)
    from = next
  }
}
