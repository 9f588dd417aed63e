import { describe, expect, it } from 'vitest'
import { compose, lastOffset, statusOf } from '../../../src/cli/watch/compose.ts'
import { START } from '../../../src/cli/watch/keys.ts'

const parts = { header: ['H'], body: ['1', '2', '3'], footer: 'foot', status: ['status'] }
const lines = (columns: number, rows: number, more = {}) =>
  compose({ columns, rows }, { ...parts, ...more }, text => text).join('|')

describe('a screen', () => {
  it.each([
    [80, 7, 'H|1|2|3||foot|status'],
    [80, 6, 'H|1|2|3|foot|status'],
    [80, 5, 'H|1|2|foot|status'],
    [80, 3, 'H|1|status'],
    [80, 1, 'status'],
    [4, 5, 'H|1|2|foot|sta…'],
  ])('of %i columns and %i rows has all of them', (columns, rows, expected) => {
    expect(lines(columns, rows)).toBe(expected)
  })

  it('needs no header and no footer', () => {
    expect(lines(80, 5, { header: [], footer: null })).toBe('1|2|3||status')
  })
})

it.each([
  [20, 'now  q quit  s sort'],
  [19, 'now  q quit  s sort'],
  [18, 'now  q quit'],
  [9, 'now'],
  [2, 'n…'],
])('the status leaves out from behind what has no room: %i columns', (columns, expected) => {
  const status = ['now', 'q quit', 's sort']
  expect(lines(columns, 1, { status })).toBe(expected)
})

describe('the last offset', () => {
  it.each([
    [[1, 1, 1], 5, 0],
    [[1, 1, 1], 2, 1],
    [[3, 1, 1], 4, 1],
    [[1, 9], 4, 1],
    [[], 4, 0],
  ])('of rows of heights %j on %i lines is %i', (heights, room, expected) => {
    expect(lastOffset(heights, room)).toBe(expected)
  })
})

it('the status says what is out of the ordinary first', () => {
  const standing = { choice: START, sort: null, rows: 40, intervalS: 2, time: '10:00:00' }
  expect(statusOf(standing).slice(0, 2)).toEqual(['10:00:00 every 2 s', 'q quit'])
  const choice = { ...START, paused: true, offset: 11, down: true, sort: 0 }
  expect(statusOf({ ...standing, choice, sort: 'recv_q' }).slice(0, 5)).toEqual([
    '10:00:00 PAUSED',
    'by recv_q down',
    'from 12 of 40',
    'q quit',
    'space go on',
  ])
})
