/** The candidate nearest to a mistyped word, or null where none is near enough to be meant. */
export const nearest = (word: string, candidates: Iterable<string>): string | null => {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  const typed = squash(word)
  for (const candidate of candidates) {
    const meant = squash(candidate)
    // so many letters have to be added or taken away in any case
    if (Math.abs(typed.length - meant.length) >= bestDistance) continue
    const distance = editDistance(typed, meant, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** `; did you mean recv_q?`, or nothing. */
export const didYouMean = (word: string, candidates: Iterable<string>): string => {
  const guess = nearest(word, candidates)
  return guess === null ? '' : `; did you mean ${guess}?`
}

// recvq, recv-q and Recv_Q are one word to the person who types it
const squash = (word: string): string => word.toLowerCase().replace(/[-_]/g, '')

/**
 * Levenshtein distance in which a swap of neighbours counts once (optimal string alignment); Infinity
 * where it is seen to be `limit` or more.
 */
const editDistance = (a: string, b: string, limit: number): number => {
  let before: number[] = []
  let above: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  let lastLeast = 0
  for (let i = 1; i <= a.length; i++) {
    ;[before, above, row] = [above, row, before]
    row[0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, before[j - 2]! + 1)
      }
      row[j] = distance
      if (distance < least) least = distance
    }
    // two rows, since a swap goes back over one
    if (least >= limit && lastLeast >= limit) return Infinity
    lastLeast = least
  }
  return row[b.length]!
}
