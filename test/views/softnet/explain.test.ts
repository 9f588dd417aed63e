import { describe, expect, it } from 'vitest'
import { Failure } from '../../../src/base/errors.ts'
import { explain, explainView } from '../../../src/views/softnet/explain.ts'
import { fakeHost, fixtureHost } from '../../sources/hosts.ts'
import { readView } from '../origin.ts'

const line = (columns: number): string =>
  Array.from({ length: columns }, (_, i) => (i + 16).toString(16).padStart(8, '0')).join(' ')

// Documentation and git history of softnet_seq_show(): what each column is, and when it came
it.each([
  [0, 'processed', '2.6'],
  [1, 'dropped', '2.6'],
  [2, 'time_squeeze', '2.6'],
  [3, null, '2.6'],
  [7, null, '2.6'],
  [8, 'cpu_collision', '2.6'],
  [9, 'received_rps', '2.6.35'],
  [10, 'flow_limit_count', '3.11'],
  [11, 'backlog_len', '5.10'],
  [12, 'cpu', '5.10'],
  [13, 'input_qlen', '6.4'],
  [14, 'process_qlen', '6.4'],
])('field %i is %s, since %s', (field, name, since) => {
  expect(explain(line(15))[field]).toMatchObject({ field, name, since, value: field + 16 })
})

describe('a line', () => {
  it.each([9, 10, 11, 13, 15])('of %i fields has as many in words', fields => {
    expect(explain(line(fields)).map(({ field }) => field)).toEqual([...Array(fields).keys()])
    expect(explain(line(fields)).every(({ meaning }) => meaning !== '')).toBe(true)
  })

  it('of a newer kernel says that it knows no more', () => {
    expect(explain(line(16))[15]).toMatchObject({ name: null, since: null, value: 31 })
  })

  it('with a word that is no number keeps it as it stands', () => {
    expect(explain('0000000g \u001b[2J')).toMatchObject([
      { raw: '0000000g', value: null },
      { raw: '\u001b[2J', value: null },
    ])
  })
})

describe('softnet --explain', () => {
  it('takes the first line of the host', () => {
    const { rows, aside } = readView(explainView, fixtureHost('big-endian'))
    expect(rows).toHaveLength(15)
    expect(rows[0]).toMatchObject({ raw: '0011f002', value: 0x11f002 })
    expect(aside).toContain('namespace')
  })

  it('draws every field with its number, its value and its kernel', () => {
    const { rows, picture } = readView(explainView, fixtureHost('live-6.18'))
    const text = picture!(rows).map(({ lead, text: words }) =>
      [...(lead ?? []), ...words].map(span => span.text).join(''),
    )
    expect(text[0]).toBe('/proc/net/softnet_stat, line 1 of 2, 15 fields')
    for (const { field, raw } of rows) expect(text[1]).toContain(`${field}:${raw}`)
    expect(text.filter(each => /received_rps .*2\.6\.35/.test(each))).toHaveLength(1)
  })

  it('has no rows of an empty file, and fails without one', () => {
    expect(readView(explainView, fixtureHost('empty')).rows).toEqual([])
    expect(() => readView(explainView, fakeHost({ 'proc/1/x': '' }))).toThrow(Failure)
  })
})
