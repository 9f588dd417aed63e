import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bareCommand, NOBODY, nodeForNobody } from '../helpers/nobody.ts'
import { whyNoNetstat } from './netstat.ts'

const why =
  whyNoNetstat() || (nodeForNobody() ? '' : ' (skipped: needs a node that nobody may run)')

describe.skipIf(why !== '')(`as netstat prints it for nobody${why}`, () => {
  let bare: ReturnType<typeof bareCommand>
  beforeAll(() => (bare = bareCommand()))
  afterAll(() => bare?.remove())

  /** In a network namespace of its own, where both meet the same sockets: none. */
  const asNobody = (command: string, args: readonly string[]) => {
    const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
    const words = ['-n', 'setpriv', ...user, command, ...args]
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
    const { stdout, stderr, status } = spawnSync('unshare', words, {
      cwd: '/',
      env,
      encoding: 'utf8',
    })
    return { stdout, stderr, status }
  }

  it.each([['-tp'], ['-anp'], ['-xp'], ['-tan'], ['-Mp']])('netstat %s', line => {
    const theirs = asNobody('netstat', [line])
    expect(asNobody(process.execPath, [bare.bin, '--classic', line])).toEqual(theirs)
  })

  it('which tells that there is something it may not see', () => {
    expect(asNobody('netstat', ['-tp']).stderr).toMatch(/(should|have to) be root/)
  })
})
