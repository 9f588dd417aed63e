import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compiler, GENERATED, generate } from '../tools/bpf.ts'

const committed = readFileSync(GENERATED, 'utf8')
const wanted = /with (clang \d+)\.$/m.exec(committed)?.[1]
const found = compiler()
const why =
  found === wanted ? '' : ` (skipped: needs ${wanted}, ${found === null ? 'none' : found} is here)`

describe(`the program in owners.generated.ts${why}`, () => {
  it.skipIf(why !== '')('is byte for byte what owners.bpf.c gives', () =>
    expect(generate()).toBe(committed),
  )
})
