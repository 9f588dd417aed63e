import type { Walkers } from '../sources/second-thread.ts'

/** None: on Bun a second thread takes as long to start as it then saves. */
export const walkersHere = (): Walkers | undefined => undefined
