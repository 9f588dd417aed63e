import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/base/errors.ts'
import { parseArgs } from '../../src/cli/args.ts'
import type { Want } from '../../src/model/socket.ts'

const wantOf = (argv: readonly string[]): Want => {
  const parsed = parseArgs(argv, ['sockets', 'softnet'])
  if ('answer' in parsed) throw new Error('an answer, no options')
  return parsed.want
}

const wordsOf = (set: Iterable<string>): string => [...set].sort().join(' ')

describe('clusters', () => {
  it.each([
    ['-tulpn', 'tcp udp', 'listening'],
    ['-plnt', 'tcp', 'listening'],
    ['-anp', 'raw tcp udp', 'all'],
    ['-an', 'raw tcp udp', 'all'],
    ['-al', 'raw tcp udp', 'all'],
    ['-lxU', 'udplite unix', 'listening'],
    ['-nept', 'tcp', 'connected'],
  ])('%s means %s, %s', (cluster, protos, rows) => {
    const want = wantOf([cluster])
    expect([wordsOf(want.protos), want.rows, want.owners]).toEqual([protos, rows, true])
  })

  it('mean what their letters mean one by one', () => {
    expect(wantOf(['-tulpneo'])).toEqual(wantOf(['-t', '-u', '-l', '-p', '-n', '-e', '-o']))
    expect(wantOf(['-eo'])).toMatchObject({ extended: true, timer: true })
  })

  it('remember which protocols were named, and which are only the default', () => {
    expect(wordsOf(wantOf(['-tw']).named)).toBe('raw tcp')
    expect(wordsOf(wantOf(['-l']).named)).toBe('')
  })

  it.each([
    [[], 'inet inet6'],
    [['-4'], 'inet'],
    [['-6'], 'inet6'],
    [['-4', '-6'], 'inet inet6'],
    [['-46t'], 'inet inet6'],
  ])('%j are the families %s', (argv, families) => {
    expect(wordsOf(wantOf(argv).families)).toBe(families)
  })
})

describe('-A', () => {
  it.each([
    ['inet', 'raw tcp udp', 'inet', null],
    ['inet6', 'raw tcp udp', 'inet6', null],
    ['inet,inet6', 'raw tcp udp', 'inet inet6', null],
    ['inet,unix', 'raw tcp udp unix', 'inet', null],
    ['INET', 'raw tcp udp', 'inet', null],
    ['tcp,udplite', 'tcp udplite', 'inet inet6', null],
    ['tcp,inet6', 'raw tcp udp', 'inet6', null],
    ['unix', 'unix', 'inet inet6', null],
    ['u_dgr', 'unix', 'inet inet6', 'dgram'],
    ['u_dgr,u_seq', 'unix', 'inet inet6', 'dgram seqpacket'],
    ['unix_stream', 'unix', 'inet inet6', 'stream'],
    ['u_dgr,unix', 'unix', 'inet inet6', null],
  ])('%s means %s, %s, unix types %s', (list, protos, families, types) => {
    const want = wantOf(['-A', list])
    const unixTypes = want.unixTypes === null ? null : wordsOf(want.unixTypes)
    expect([wordsOf(want.protos), wordsOf(want.families), unixTypes]).toEqual([
      protos,
      families,
      types,
    ])
  })

  it('u_dgr beside -x leaves every unix socket in', () => {
    expect(wantOf(['-x', '-A', 'u_dgr']).unixTypes).toBeNull()
  })

  it.each([
    ['inte6', 'no socket family "inte6"; did you mean inet6?'],
    ['tcp,zzzzzz', 'no socket family "zzzzzz"'],
    ['constructor', 'no socket family "constructor"'],
    ['__proto__', 'no socket family "__proto__"'],
  ])('refuses %s', (list, message) => {
    expect(() => wantOf(['-A', list])).toThrow(new UsageError(message))
  })
})
