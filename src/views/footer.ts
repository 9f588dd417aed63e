/** `3 routes, 2 not shown with --limit 1, 7 local ones not shown: -a shows them`; `hidden` may be empty. */
export const listFooter = (
  noun: string,
  kept: readonly unknown[],
  shown: readonly unknown[],
  hidden: number,
  kind: string,
): string =>
  [
    amount(kept.length, noun),
    ...(shown.length < kept.length
      ? [`${kept.length - shown.length} not shown with --limit ${shown.length}`]
      : []),
    ...(hidden > 0
      ? [`${hidden} ${kind} not shown: -a shows ${hidden === 1 ? 'it' : 'them'}`]
      : []),
  ].join(', ')

const amount = (count: number, noun: string): string =>
  `${count} ${count === 1 ? noun : `${noun}s`}`
