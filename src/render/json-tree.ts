import type { Column } from '../model/table.ts'

/** A node of the tree that the dotted keys of the columns make. */
export interface Branch<Row> {
  readonly leaves: Map<string, Column<Row> | Branch<Row>>
}

export const isBranch = <Row>(node: Column<Row> | Branch<Row>): node is Branch<Row> =>
  'leaves' in node

export const treeOf = <Row>(columns: readonly Column<Row>[]): Branch<Row> => {
  const root: Branch<Row> = { leaves: new Map() }
  for (const column of columns) {
    const path = column.key.split('.')
    let branch = root
    for (const step of path.slice(0, -1)) {
      const next = branch.leaves.get(step)
      if (next !== undefined && isBranch(next)) branch = next
      else {
        const made: Branch<Row> = { leaves: new Map() }
        branch.leaves.set(step, made)
        branch = made
      }
    }
    branch.leaves.set(path.at(-1)!, column)
  }
  return root
}
