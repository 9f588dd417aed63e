import { describe, expect, it } from 'vitest'
import { classicArgs } from '../../../src/cli/classic/args.ts'
import type { ClassicOptions } from '../../../src/render/classic/options.ts'

const read = (line: string, selinux = false) =>
  classicArgs(
    line.split(' ').filter(word => word !== ''),
    true,
    () => selinux,
  )

const optionsOf = (line: string): ClassicOptions => {
  const { asked } = read(line)
  if (asked.is !== 'run') throw new Error(`${line} is refused`)
  return asked.options
}

describe('what a command line asks for', () => {
  it.each([
    ['', []],
    ['-t', ['tcp']],
    ['-tuwUS', ['raw', 'sctp', 'tcp', 'udp', 'udplite']],
    ['-4', ['raw', 'sctp', 'tcp', 'udp', 'udplite']],
    ['-6 -t', ['tcp']],
    ['-x', ['unix']],
    ['-x4', ['raw', 'sctp', 'tcp', 'udp', 'udplite', 'unix']],
    ['-A inet,unix -u', ['udp', 'unix']],
    ['-A ddp', []],
    ['-g', ['igmp']],
    ['-gt', ['igmp', 'tcp']],
    ['-2f', ['bluetooth']],
    ['--ax25 --x25 --ipx --netrom --rose', ['ax25', 'ipx', 'netrom', 'rose', 'x25']],
    ['-s', ['raw', 'sctp', 'tcp', 'udp', 'udplite']],
    ['-su', ['udp']],
  ])('%s: sections %j', (line, sections) => {
    expect([...optionsOf(line).sections].sort()).toEqual(sections)
  })

  it.each([
    ['', true, true],
    ['-4', true, false],
    ['-6', false, true],
    ['-46', true, true],
    ['-A ip6', false, true],
    ['-x', true, true],
  ])('%s: IPv4 %s, IPv6 %s', (line, inet, inet6) => {
    expect(optionsOf(line)).toMatchObject({ inet, inet6 })
  })

  it('keeps families in their order, each as often as it was named', () => {
    expect(optionsOf('-6 -A inet,unix --ip -6').families).toEqual([
      'inet6',
      'inet',
      'unix',
      'inet',
      'inet6',
    ])
  })

  it('counts -e, and takes -n for all three kinds of names', () => {
    expect(optionsOf('-eee -n')).toMatchObject({
      extend: 3,
      numericHosts: true,
      numericPorts: true,
      numericUsers: true,
    })
    expect(optionsOf('--numeric-ports')).toMatchObject({
      numericHosts: false,
      numericPorts: true,
      numericUsers: false,
    })
  })

  it.each([
    ['-r', 'route'],
    ['-i', 'interfaces'],
    ['-s', 'statistics'],
    ['-M', 'masquerade'],
    ['-g', 'list'],
    ['-d', 'list'],
  ])('%s is the mode %s', (line, mode) => expect(optionsOf(line).mode).toBe(mode))

  it('knows what was implied from what was named', () => {
    expect(optionsOf('-4').implied).toBe(true)
    expect(optionsOf('-4t').implied).toBe(false)
    expect(optionsOf('').implied).toBe(false)
  })
})

describe('what ends the run at once', () => {
  it.each([
    ['-rs', 'usage', []],
    ['-rr', 'usage', []],
    ['-?', 'usage', []],
    ['-h', 'help', []],
    ['-V', 'version', []],
    ['-tk', 'usage', ["netstat: invalid option -- 'k'"]],
    ['-A foo', 'refusal', ["Unknown address family `foo'."]],
    ['-A inet,', 'refusal', ["Unknown address family `'."]],
    ['-Z', 'refusal', ['SELinux is not enabled on this machine.']],
    // the first of two counts
    ['-h -k', 'help', []],
    ['-k -h', 'usage', ["netstat: invalid option -- 'k'"]],
    ['-A foo -V', 'refusal', ["Unknown address family `foo'."]],
  ])('%s: %s', (line, is, says) => expect(read(line)).toEqual({ says, asked: { is } }))
})

it('where SELinux is on, -Z shows programs too', () => {
  const { asked } = read('-Z', true)
  expect(asked).toMatchObject({ is: 'run', options: { programs: true, contexts: true } })
})

it('goes on after the fault of --tcpip', () => {
  const { says, asked } = read('--tcpip -t')
  expect(says).toEqual(["netstat.c: Internal Error `longopts 1 range'."])
  expect(asked).toMatchObject({ is: 'run', options: { inet: true, inet6: true } })
})

it('takes no more families than net-tools has room for', () => {
  const many = Array(50).fill('-A bluetooth').join(' ')
  const { says, asked } = read(many)
  expect(asked.is).toBe('run')
  // 25 times ten bytes are 249 without the last comma; one more would make 259
  expect(says).toEqual(Array(25).fill('Too much address family arguments.'))
})
