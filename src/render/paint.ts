import { Chalk } from 'chalk'
import type { Tone } from '../model/table.ts'

export type Paint = (text: string) => string

export interface Brush {
  readonly tones: { readonly [tone in Tone]: Paint }
  readonly header: Paint
}

/** What a tone looks like on a terminal; without colour everything stays as it is. */
export const brushOf = (color: boolean): Brush => {
  const chalk = new Chalk({ level: color ? 1 : 0 })
  return {
    tones: {
      plain: text => text,
      near: chalk.blue,
      far: chalk.red,
      warn: chalk.yellow,
      loss: chalk.red.bold,
      fresh: chalk.green,
      dim: chalk.dim,
    },
    header: chalk.bold,
  }
}
