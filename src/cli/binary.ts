import { main } from './main.ts'
import { realIo } from './terminal.ts'

// what is compiled into the standalone binary; on Node, bin/tsnetstat.js does this
void main(realIo()).then(code => {
  process.exitCode = code
})
