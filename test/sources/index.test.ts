import { describe, expect, it } from 'vitest'
import { Unavailable, UsageError } from '../../src/base/errors.ts'
import { checkSource, choose } from '../../src/sources/index.ts'

const source = (name: string, failure: Error | null = null) => ({
  name,
  open: () => {
    if (failure !== null) throw failure
  },
})

const chosen = (sources: ReturnType<typeof source>[], forced: string | null = null) => {
  const skipped: string[] = []
  const { name } = choose(sources, forced, (...words) => skipped.push(words.join(': ')))
  return { name, skipped }
}

describe('choose', () => {
  it('takes the first that opens, and tries none after it', () => {
    const never = source('c', new Error('must not be opened'))
    expect(chosen([source('a'), never])).toEqual({ name: 'a', skipped: [] })
  })

  it('tells in order why the ones before it were not taken', () => {
    const sources = [
      source('bpf', new Unavailable('needs CAP_BPF')),
      source('netlink', new Unavailable('no sock_diag')),
      source('proc'),
    ]
    expect(chosen(sources)).toEqual({
      name: 'proc',
      skipped: ['bpf: needs CAP_BPF', 'netlink: no sock_diag'],
    })
  })

  it('takes a forced source though another would come first', () => {
    expect(chosen([source('a'), source('b')], 'b')).toEqual({ name: 'b', skipped: [] })
  })

  it('takes no other where the forced one does not open', () => {
    const sources = [source('a', new Unavailable('needs root')), source('b')]
    expect(() => chosen(sources, 'a')).toThrow(new Unavailable('a: needs root'))
  })

  it('gives every reason where none opens', () => {
    const sources = [source('a', new Unavailable('x')), source('b', new Unavailable('y'))]
    expect(() => chosen(sources)).toThrow(new Unavailable('a: x; b: y'))
  })

  it('does not go on after a fault that is no Unavailable', () => {
    expect(() => chosen([source('a', new TypeError('a fault')), source('b')])).toThrow('a fault')
  })
})

describe('checkSource', () => {
  it('takes proc', () => expect(checkSource('proc')).toBe('proc'))

  it('names the nearest to a wrong one', () => {
    expect(() => checkSource('prco')).toThrow(UsageError)
    expect(() => checkSource('prco')).toThrow('did you mean proc?')
  })
})
