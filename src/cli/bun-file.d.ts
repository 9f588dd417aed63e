/** A file that Bun puts into the standalone binary: the path that it has there. */
declare module '*.txt' {
  const path: string
  export default path
}
