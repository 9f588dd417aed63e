/** The candidate nearest to a mistyped word, or null where none is near enough to be meant. */
export const nearest = (word: string, candidates: Iterable<string>): string | null => {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(squash(word), squash(candidate))
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
const squash = (word: string): string => word.toLowerCase().replaceAll(/[-_]/g, '')

/** Levenshtein distance in which a swap of neighbours counts once (optimal string alignment). */
const editDistance = (a: string, b: string): number => {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, before[j - 2]! + 1)
      }
      row.push(least)
    }
    before = above
    above = row
  }
  return above[b.length]!
}
