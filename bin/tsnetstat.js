#!/usr/bin/env node
'use strict'
const { load } = require('./load.js')

const program = load()
// all that there was to say has been written by now; to take the heap apart first would only cost time
program.main(program.realIo()).then(code => process.exit(code))
