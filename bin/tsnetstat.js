#!/usr/bin/env node
'use strict'
const { main, realIo } = require('../dist/tsnetstat.cjs')
main(realIo()).then(code => {
  process.exitCode = code
})
