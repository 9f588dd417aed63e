import { Unavailable } from '../base/errors.ts'
import { openSys } from '../sys/index.ts'

/** Tells whether whoever read what goes to `fd` has gone, so that it shows without a write. */
export const readerWatch = (fd: number): (() => boolean) => {
  try {
    const sys = openSys()
    return () => sys.hungUp(fd)
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    // then the next write tells
    return () => false
  }
}
