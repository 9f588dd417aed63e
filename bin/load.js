'use strict'
const { existsSync, readFileSync, statSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const PROGRAM = join(__dirname, '../dist/tsnetstat.cjs')
const CACHE = join(__dirname, '../dist/tsnetstat.cache')

/** What V8 made of this very program before; it refuses what another version made. */
const cacheOf = () => {
  try {
    return statSync(CACHE).mtimeMs >= statSync(PROGRAM).mtimeMs ? readFileSync(CACHE) : undefined
  } catch {
    return undefined
  }
}

const sourceOf = () => {
  try {
    // it is ASCII, and so one byte per character is all that V8 need keep
    return readFileSync(PROGRAM, 'latin1')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    console.error('tsnetstat: not built yet; run "npm ci" in its folder')
    process.exit(1)
  }
}

/** As `require` does, but that V8 need not compile again what it has compiled: that is a third of a short run. */
const compile = () => {
  const source = `(function (exports, require, module, __filename) {${sourceOf()}\n})`
  return new Script(source, { filename: PROGRAM, cachedData: cacheOf() })
}

const run = script => {
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, PROGRAM)
  return module.exports
}

exports.isBuilt = () => existsSync(PROGRAM)

exports.load = () => run(compile())

/** For the build: keeps what V8 has compiled by the time that `use` has used the program. */
exports.keep = async use => {
  const script = compile()
  await use(run(script))
  writeFileSync(CACHE, script.createCachedData())
}
