/** Conditions joined by and, or and not. Of no conditions `all` holds always, `any` never. */
export type Tree<Leaf> =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Tree<Leaf>[] }
  | { readonly kind: 'not'; readonly of: Tree<Leaf> }

export const ALWAYS: Tree<never> = { kind: 'all', of: [] }
export const NEVER: Tree<never> = { kind: 'any', of: [] }

export const leafOf = <Leaf>(leaf: Leaf): Tree<Leaf> => ({ kind: 'leaf', leaf })

/** Each leaf by what `make` gives for it; `upper` is false below an odd number of nots. */
export const mapTree = <From, To>(
  tree: Tree<From>,
  make: (leaf: From, upper: boolean) => Tree<To>,
  upper = true,
): Tree<To> => {
  if (tree.kind === 'leaf') return make(tree.leaf, upper)
  if (tree.kind === 'not') return { kind: 'not', of: mapTree(tree.of, make, !upper) }
  return { kind: tree.kind, of: tree.of.map(part => mapTree(part, make, upper)) }
}

/** Does it hold? null: that hangs on leaves of which it is not known. */
export const holds = <Leaf>(
  tree: Tree<Leaf>,
  known: (leaf: Leaf) => boolean | null,
): boolean | null => {
  if (tree.kind === 'leaf') return known(tree.leaf)
  if (tree.kind === 'not') {
    const inner = holds(tree.of, known)
    return inner === null ? null : !inner
  }
  const decides = tree.kind === 'any'
  let open = false
  for (const part of tree.of) {
    const inner = holds(part, known)
    if (inner === decides) return decides
    open ||= inner === null
  }
  return open ? null : !decides
}

/** The same, with no constants but at the top, no double nots, and nothing nested that need not be. */
export const simplify = <Leaf>(tree: Tree<Leaf>): Tree<Leaf> => {
  if (tree.kind === 'leaf') return tree
  if (tree.kind === 'not') {
    const of = simplify(tree.of)
    if (of.kind === 'not') return of.of
    if (of.kind !== 'leaf' && of.of.length === 0) return of.kind === 'all' ? NEVER : ALWAYS
    return { kind: 'not', of }
  }
  const of: Tree<Leaf>[] = []
  for (const part of tree.of.map(simplify)) {
    if (part.kind === tree.kind) of.push(...part.of)
    else if ((part.kind === 'all' || part.kind === 'any') && part.of.length === 0) return part
    else of.push(part)
  }
  return of.length === 1 ? of[0]! : { kind: tree.kind, of }
}
