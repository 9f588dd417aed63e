#!/usr/bin/env node
'use strict'
let program
try {
  program = require('../dist/tsnetstat.cjs')
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error
  console.error('tsnetstat: not built yet; run "npm ci" in its folder')
  process.exit(1)
}
program.main(program.realIo()).then(code => {
  process.exitCode = code
})
