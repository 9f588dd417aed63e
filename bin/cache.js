'use strict'
// Runs when the package is built or installed: lets the program do what it mostly does, and keeps what
// V8 has compiled by then. Without it every start compiles that again, and works as well.
const { isBuilt, keep } = require('./load.js')

const COMMON = [
  ['-l', '--plain'],
  ['-a', '--plain', '--source', 'proc'],
  ['-a', '--json'],
  ['-l', '--table', '--color', 'always'],
]

const quiet = { out: () => {}, err: () => {}, tty: false, columns: 120 }

const use = async ({ main, realIo }) => {
  for (const argv of COMMON) await main({ ...realIo(), ...quiet, argv })
}

if (isBuilt()) {
  keep(use).catch(error => console.error(`tsnetstat: will start slower: ${error.message}`))
}
