import { main } from './main.ts'
import { realIo } from './terminal.ts'

// what is compiled into the standalone binary; on Node, bin/tsnetstat.js does this, and says why it exits
void main(realIo()).then(code => process.exit(code))
