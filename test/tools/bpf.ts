/**
 * `npm run bpf`: compiles src/bpf/owners.bpf.c and writes what bpf(2) needs of it into
 * src/bpf/owners.generated.ts. That file is committed, so that only who changes the program needs clang.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Image } from '../../src/bpf/image.ts'
import { functionNamed, nameOf, readBtf, readCoreRelocations, shrink, words } from './btf.ts'
import { readSections, relocationsOf, sectionNamed, type Section } from './elf.ts'

const SOURCE = join(import.meta.dirname, '../../src/bpf/owners.bpf.c')
export const GENERATED = join(import.meta.dirname, '../../src/bpf/owners.generated.ts')

const FLAGS = '-target bpf -mcpu=v3 -O2 -g -Wall -Wextra -Werror'.split(' ')

/** `clang 14`, or null where there is none. The code differs between major versions. */
export const compiler = (): string | null => {
  try {
    const version = execFileSync('clang', ['--version'], { encoding: 'utf8' })
    return `clang ${/version (\d+)/.exec(version)?.[1] ?? '?'}`
  } catch {
    return null
  }
}

const compile = (...defines: readonly string[]): Section[] => {
  const directory = mkdtempSync(join(tmpdir(), 'tsnetstat-bpf-'))
  try {
    const object = join(directory, 'owners.o')
    execFileSync('clang', [...FLAGS, ...defines, '-c', SOURCE, '-o', object], { stdio: 'inherit' })
    return readSections(readFileSync(object))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Sorted by struct: the kernel keeps the types that it found last under a hash of their name. */
const imageOf = (sections: readonly Section[]): Image => {
  const btf = readBtf(sectionNamed(sections, '.BTF').bytes)
  const relocations = readCoreRelocations(sectionNamed(sections, '.BTF.ext').bytes, btf)
    .map(one => ({ ...one, struct: nameOf(btf, one.type) }))
    .sort((x, y) =>
      x.struct === y.struct ? x.instruction - y.instruction : x.struct < y.struct ? -1 : 1,
    )
  const owners = functionNamed(btf, 'owners')
  const roots = [owners, ...relocations.map(({ type }) => type)]
  const small = shrink(
    btf,
    roots,
    relocations.map(({ access }) => access),
  )
  const bss = sectionNamed(sections, '.bss')
  const loads = relocationsOf(sections, 'program').map(({ at, section, offset }) => {
    if (section !== bss.index || offset !== 0) throw new Error('only one variable is provided for')
    return at / 8
  })
  return {
    instructions: base64(sectionNamed(sections, 'program').bytes),
    btf: base64(small.bytes),
    functionId: small.idOf(owners),
    relocations: base64(
      Buffer.concat(
        relocations.map(({ instruction, type, access, kind }) =>
          words(instruction, small.idOf(type), small.accessAt.get(access)!, kind),
        ),
      ),
    ),
    variables: { size: bss.bytes.length, loads },
  }
}

const constant = (name: string, image: Image): string => `export const ${name}: Image = {
  instructions:
    '${image.instructions}',
  btf: '${image.btf}',
  functionId: ${image.functionId},
  relocations:
    '${image.relocations}',
  variables: { size: ${image.variables.size}, loads: [${image.variables.loads.join(', ')}] },
}
`

/** The whole text of owners.generated.ts. */
export const generate =
  (): string => `// Made of owners.bpf.c by \`npm run bpf\` with ${compiler()}.
import type { Image } from './image.ts'

export const LOOKUP =
  '${base64(sectionNamed(compile('-DLOOKUP'), 'program').bytes)}'

${constant('RUN', imageOf(compile()))}
${constant('RUN_ALONE', imageOf(compile('-DALONE')))}
${constant('PIN', imageOf(compile('-DNAMESPACED')))}
${constant('PIN_SELF', imageOf(compile('-DNAMESPACED', '-DSELF')))}`

if (process.argv[1] === import.meta.filename) writeFileSync(GENERATED, generate())
