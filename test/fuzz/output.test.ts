import { describe, expect, it } from 'vitest'
import { checkOutput, render, wcwidth } from './check.ts'
import { tableFrom } from './host.ts'
import { allTrees, treeFs } from './tree.ts'

const WIDTHS = Array.from({ length: 231 }, (_, i) => 20 + i)

describe.each(allTrees().map(tree => [tree.name, tree] as const))('output of %s', (_, tree) => {
  const fs = treeFs(tree, new Map())

  it.each([
    [['-a', '-tuwxU', '-e', '-o']],
    [['-l']],
    [['softnet']],
    [['path']],
    [['path', '--all']],
    [['-a', '--by', 'process,state']],
  ])('%j acts on no terminal and keeps every promise in every format', argv =>
    checkOutput(tableFrom(fs, argv), 80, true),
  )

  it.each([
    [['-l']],
    [['-a', '-e', '-o']],
    [['-xa']],
    [['softnet']],
    [['path']],
    [['path', '--all']],
    [['-a', '--by', 'remote.address,process']],
    [['-xa', '--by', 'local,pid']],
  ])('%j is never wider than the terminal, from 20 to 250 columns', { timeout: 60_000 }, argv => {
    const table = tableFrom(fs, argv, 'table')
    for (const width of WIDTHS) {
      const widest = Math.max(...render(table, 'table', { width }).split('\n').map(wcwidth))
      expect(widest, `at ${width}`).toBeLessThanOrEqual(width)
    }
  })
})
