/** A word of a filter, with its place in the text that an error shows. */
export interface Token {
  /** broken: a quote that nothing closes */
  readonly kind: 'word' | 'op' | 'port' | 'broken'
  readonly text: string
  readonly at: number
}

const PART = /\s*(?:("(?:[^"\\]|\\.)*"|'[^']*')|(["'].*)|([=!<>~]+)|(:[^\s=!<>~]+)|([^\s=!<>~]+))/sy

/**
 * Splits filter words into tokens: `recv_q>0` is three of them, and the words may come as one argument
 * or many. The argument right after an operator is its value as it stands, blanks, dashes and all.
 */
export const lex = (words: readonly string[]): { text: string; tokens: Token[] } => {
  const tokens: Token[] = []
  let text = ''
  for (const word of words) {
    if (text !== '') text += ' '
    if (tokens.at(-1)?.kind === 'op') tokens.push({ kind: 'word', text: word, at: text.length })
    else tokens.push(...lexWord(word, text.length))
    text += word
  }
  return { text, tokens }
}

const lexWord = (word: string, at: number): Token[] => {
  const tokens: Token[] = []
  PART.lastIndex = 0
  for (let match = PART.exec(word); match !== null; match = PART.exec(word)) {
    const [whole, quoted, broken, op, port, plain] = match
    const start = at + match.index + whole.length - whole.trimStart().length
    if (quoted !== undefined) {
      tokens.push({ kind: 'word', text: unquote(quoted), at: start })
    } else if (broken !== undefined) tokens.push({ kind: 'broken', text: broken, at: start })
    else if (op !== undefined) tokens.push({ kind: 'op', text: op, at: start })
    // a colon opens a value as well: sport = :22
    else if (port !== undefined && tokens.at(-1)?.kind !== 'op') {
      tokens.push({ kind: 'port', text: port, at: start })
    } else tokens.push({ kind: 'word', text: (port ?? plain)!, at: start })
  }
  return tokens
}

/** Within double quotes a backslash keeps a quote or a backslash; it is a pattern's own before the rest. */
const unquote = (quoted: string): string =>
  quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : quoted.slice(1, -1)
