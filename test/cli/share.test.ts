import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { parseShare } from '../../src/cli/share.ts'
import { DISCLOSES } from '../../src/share/status.ts'
import { run } from '../helpers/run.ts'

const TO = (group: string) => ({ kind: 'on', audience: { kind: 'group', group } })

describe('share takes', () => {
  it.each([
    ['on', TO('tsnetstat')],
    ['on --group wheel', TO('wheel')],
    ['on --group=wheel', TO('wheel')],
    ['on --group help', TO('help')],
    ['on --everyone', { kind: 'on', audience: { kind: 'everyone' } }],
    ['off', { kind: 'off' }],
    ['status', { kind: 'status' }],
    ['help', { kind: 'help' }],
    ['-h', { kind: 'help' }],
    ['on --help', { kind: 'help' }],
  ])('%s', (words, wish) => expect(parseShare(words.split(' '))).toEqual(wish))

  it('what the README says of it', () => {
    const said = [...readFileSync('README.md', 'utf8').matchAll(/tsnetstat share ([\w -]+)/g)]
    expect(said.length).toBeGreaterThan(3)
    for (const [, words] of said) expect(parseShare(words!.trim().split(/\s+/))).toBeTruthy()
  })
})

describe('share refuses, with what to type instead', () => {
  it.each([
    ['', 'share what? It takes on, off or status, or --help'],
    ['onn', 'share: no "onn"; did you mean on?'],
    ['of', 'share: no "of"; did you mean off?'],
    ['stauts', 'share: no "stauts"; did you mean status?'],
    ['nginx', 'share: no "nginx"; it takes on, off or status, or --help'],
    ['on --evryone', 'share on: no "--evryone"; did you mean --everyone?'],
    ['on wheel', 'share on: no "wheel"; it takes --group NAME or --everyone'],
    ['on --group', 'share on --group needs the name of a group'],
    ['on --group=', 'share on --group needs the name of a group'],
    ['on --group --everyone', 'share on --group needs the name of a group'],
    ['on --everyone --group wheel', 'share on takes one of --group and --everyone, once'],
    ['on --group a --group b', 'share on takes one of --group and --everyone, once'],
    ['off --everyone', 'share off takes nothing more, got "--everyone"; that is for share on'],
    ['status on', 'share status takes nothing more, got "on"'],
  ])('"%s"', async (line, message) => {
    const words = line.split(' ').filter(word => word !== '')
    expect(() => parseShare(words)).toThrow(new UsageError(message))
    const { code, out, err } = await run(['share', ...words], 'pipe', { euid: 1000 })
    expect([code, out, err]).toEqual([2, '', `tsnetstat: ${message}\n`])
  })
})

describe('for a user', () => {
  const asUser = (...argv: string[]) => run(['share', ...argv], 'pipe', { euid: 1000 })

  it.each(['on', 'off'])('share %s is refused, with the command that does it', async verb => {
    const command = `sudo /usr/bin/node /opt/tsnetstat/bin/tsnetstat.js share ${verb}`
    const message = `tsnetstat: share ${verb}: only root can do this; ${command} does it\n`
    expect(await asUser(verb)).toEqual({ code: 1, out: '', err: message })
  })

  it.skipIf(existsSync('/run/tsnetstat'))(
    'share status says that nothing is shared (skipped where /run/tsnetstat is there)',
    async () => {
      expect(await asUser('status')).toEqual({ code: 0, out: 'nothing is shared\n', err: '' })
    },
  )

  it('share --help says what a reader learns and never gets, and how to take it back', async () => {
    const { code, out, err } = await asUser('--help')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`${DISCLOSES.join('\n')}\n`)
    for (const word of ['share off', 'reboot', 'hidepid', 'command lines', 'groupadd']) {
      expect(out).toContain(word)
    }
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(82)
  })
})

it('share --help and what share says of its readers fit into 80 columns', async () => {
  const { out } = await run(['share', '--help'])
  const lines = [...out.split('\n'), ...DISCLOSES]
  expect(lines.filter(line => line.length > 80)).toEqual([])
})
