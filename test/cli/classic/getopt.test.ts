import { describe, expect, it } from 'vitest'
import { getopt, type OptionTable } from '../../../src/cli/classic/getopt.ts'
import { OPTIONS } from '../../../src/cli/classic/table.ts'

const found = (line: string, permute = true, table: OptionTable = OPTIONS): string[] =>
  [...getopt(line.split(' '), table, permute)].map(each =>
    'complaint' in each
      ? each.complaint
      : each.argument
        ? `${each.key}=${each.argument}`
        : each.key,
  )

// what glibc's getopt_long(3) makes of these words, seen with netstat 2.10
describe('options are found as getopt_long(3) finds them', () => {
  it.each([
    ['-tan', ['t', 'a', 'n']],
    ['-t -a -n', ['t', 'a', 'n']],
    ['-eetee', ['e', 'e', 't', 'e', 'e']],
    ['-Ainet', ['A=inet']],
    ['-tAinet -n', ['t', 'A=inet', 'n']],
    ['-tA inet -n', ['t', 'A=inet', 'n']],
    ['-A -n', ['A=-n']],
    ['-A -- -n', ['A=--', 'n']],
    ['--tcp --all', ['t', 'a']],
    ['--protocol=inet', ['A=inet']],
    ['--protocol inet', ['A=inet']],
    ['--protocol= -n', ['A', 'n']],
    ['--numeric-hosts --numeric-h', ['numeric-hosts', 'numeric-hosts']],
    ['--numeric', ['n']],
    ['--ip', ['family']],
    ['--ine', ['family']],
    ['--prog --verb', ['p', 'v']],
    ['a -t b -n c', ['t', 'n']],
    ['-t -- -n', ['t']],
    ['- -t', ['t']],
  ])('%s', (line, expected) => expect(found(line)).toEqual(expected))
})

describe('what is wrong is told as getopt_long(3) tells it', () => {
  it.each([
    ['-k', "invalid option -- 'k'"],
    ['-:', "invalid option -- ':'"],
    ['-t-', "invalid option -- '-'"],
    ['-A', "option requires an argument -- 'A'"],
    ['--protocol', "option '--protocol' requires an argument"],
    ['--foo', "unrecognized option '--foo'"],
    ['--foo=bar', "unrecognized option '--foo=bar'"],
    ['--tcp=1', "option '--tcp' doesn't allow an argument"],
    ['--ax=1', "option '--ax25' doesn't allow an argument"],
    ['--l', "option '--l' is ambiguous; possibilities: '--l2cap' '--listening'"],
    ['--l=5', "option '--l=5' is ambiguous; possibilities: '--l2cap' '--listening'"],
    ['--i', "option '--i' is ambiguous; possibilities: '--ip' '--interfaces'"],
    ['--in', "option '--in' is ambiguous; possibilities: '--inet' '--interfaces'"],
    ['--tc', "option '--tc' is ambiguous; possibilities: '--tcpip' '--tcp'"],
    ['--s', "option '--s' is ambiguous; possibilities: '--sctp' '--statistics' '--symbolic'"],
    [
      '--numeric-',
      "option '--numeric-' is ambiguous; possibilities: '--numeric-hosts' '--numeric-ports' '--numeric-users'",
    ],
  ])('%s', (line, complaint) => expect(found(line).at(-1)).toBe(complaint))
})

describe('our own options', () => {
  it('are known in full', () => {
    expect(found('--root /x --classic -t')).toEqual(['root=/x', 'classic', 't'])
  })

  it('are met by no abbreviation, and make none ambiguous', () => {
    expect(found('--roo')).toEqual(["unrecognized option '--roo'"])
    expect(found('--class')).toEqual(["unrecognized option '--class'"])
    expect(found('--c').join()).not.toContain('classic')
    expect(found('--rou')).toEqual(['r'])
  })
})

it('without permutation the first word that is no option ends them', () => {
  expect(found('-t a -n', false)).toEqual(['t'])
})

it('goes on behind what it complains of, as far as it is asked', () => {
  expect(found('-tkn')).toEqual(['t', "invalid option -- 'k'", 'n'])
})
