/** The little of roff's man macros (man(7)) that a manual page needs; each function gives whole lines. */

/** Text as roff takes it: no escape, no hyphen that is not one, no request at the start of a line. */
export const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^(?=[.'])/gm, '\\&')

export const bold = (text: string): string => `\\fB${plain(text)}\\fR`
export const italic = (text: string): string => `\\fI${plain(text)}\\fR`

export const section = (title: string): string => `.SH ${plain(title.toUpperCase())}\n`
export const subsection = (title: string): string => `.SS ${plain(title)}\n`

/** Right behind a section's head, or behind entries (`after`). */
export const paragraphs = (texts: readonly string[], after: 'head' | 'entries' = 'head'): string =>
  texts.map((text, i) => `${i === 0 && after === 'head' ? '' : '.PP\n'}${text}\n`).join('')

/** A term, already marked up, and what is said of it. */
export const entry = (term: string, text: string): string => `.TP\n${term}\n${text}\n`
