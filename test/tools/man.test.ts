import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OPTIONS } from '../../src/cli/options.ts'
import { VIEWS } from '../../src/views/index.ts'
import { manPage } from './man.ts'

const PAGE = 'man/tsnetstat.1'
const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined
const lacking = ['mandoc', 'man'].filter(tool => !has(tool))
const why = lacking.length === 0 ? '' : ` (skipped: needs ${lacking.join(' and ')})`

it('the manual page is what the tables of the program give: npm run man', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(manPage())
})

describe.skipIf(lacking.length > 0)(`the manual page${why}`, () => {
  it('has nothing that mandoc warns of', () => {
    const { stdout, stderr, status } = spawnSync('mandoc', ['-Tlint', '-Wwarning', PAGE], {
      encoding: 'utf8',
    })
    expect([stdout, stderr, status]).toEqual(['', '', 0])
  })

  it('is shown by man without a warning, at 80 columns', () => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80', MAN_KEEP_FORMATTING: '' }
    const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-l', '-P', 'cat', PAGE], {
      encoding: 'utf8',
      env,
    })
    expect([stderr, status]).toEqual(['', 0])
    expect(stdout).toMatch(/^NAME\n +tsnetstat - every socket/m)
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([])
  })

  it('tells every option and every column of every view', () => {
    const text = execFileSync('mandoc', ['-Tutf8', PAGE], { encoding: 'utf8' }).replaceAll(
      /.[\b]/g,
      '',
    )
    for (const { flags } of OPTIONS)
      expect(text).toContain(`\n       ${flags.replaceAll(/[<>]/g, '')}`)
    for (const { name, columns } of VIEWS) {
      const part = text.slice(text.indexOf(`\n   ${name}\n`))
      for (const { key } of columns) expect(part, name).toContain(`\n       ${key}`)
    }
  })
})
