/** Words of the memory that both threads see. */
const [NEXT, HELPED, DONE] = [0, 1, 2] as const
const WORDS = 3

/**
 * What there is to do for two threads that walk the processes of a host, or read its files: each takes the
 * next one that nobody has taken. The memory is all that they share; names and finds are sent.
 */
export class WalkQueue {
  readonly memory: SharedArrayBuffer
  private readonly words: Int32Array

  constructor(memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory
    this.words = new Int32Array(memory)
  }

  /** The names that this thread gets, while it asks for them. */
  *take(names: readonly string[]): Generator<string> {
    for (;;) {
      const i = Atomics.add(this.words, NEXT, 1)
      if (i >= names.length) return
      yield names[i]!
    }
  }

  /** The helper says so before it takes its first name, */
  join(): void {
    Atomics.store(this.words, HELPED, 1)
  }

  /** so that the other thread, once it finds no name any more, knows whether to wait for it. */
  get isHelped(): boolean {
    return Atomics.load(this.words, HELPED) === 1
  }

  /** The helper has sent what it found. */
  finish(): void {
    Atomics.store(this.words, DONE, 1)
    Atomics.notify(this.words, DONE)
  }

  /** Waits for that, at most so many ms; false: in vain. */
  awaitFinish(ms: number): boolean {
    Atomics.wait(this.words, DONE, 0, ms)
    return Atomics.load(this.words, DONE) === 1
  }
}
