/** Something wrong that does not stop the rest from being shown: told on stderr and in JSON `warnings`. */
export interface Problem {
  /** where: a file and line (`net/tcp:7`), or what was being read */
  readonly at: string
  readonly problem: string
}

/** Receives each problem as it is met; `cli/main` collects them. */
export type Report = (problem: Problem) => void

/** A format broke: what was expected at this place, and what stood there instead. */
export class ParseError extends Error implements Problem {
  readonly at: string
  readonly problem: string

  constructor(at: string, problem: string, got: string) {
    const shown = got.length > 60 ? `${got.slice(0, 60)}…` : got
    const whole = `${problem}, got ${JSON.stringify(shown)}`
    super(`${at}: ${whole}`)
    this.at = at
    this.problem = whole
  }
}

/** This source cannot work here; the next one is taken and the reason kept. */
export class Unavailable extends Error {}

/** A place in the message of an error, and what should have stood there. */
export interface Mark {
  /** index into the message, in code units */
  readonly at: number
  readonly expected: string
}

/** A word that is not what it should be, as the one who reads it tells the one who knows its place. */
export interface Refusal {
  readonly expected: string
  /** index into the word */
  readonly at?: number
}

/** The command line asks for something that does not exist; exit code 2. */
export class UsageError extends Error {
  readonly mark: Mark | null

  constructor(message: string, mark: Mark | null = null) {
    super(message)
    this.mark = mark
  }
}

/** The run cannot go on, through no fault of the command line; exit code 1. */
export class Failure extends Error {}

/** The errno name of a system error (`ENOENT`), or null for any other value. */
export const errnoOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
