#!/usr/bin/env node
'use strict'
const { load } = require('./load.js')

const program = load()
program.main(program.realIo()).then(code => {
  process.exitCode = code
})
