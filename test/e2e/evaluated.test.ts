import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve('.')

/** Each module first says its name. */
const telling: Plugin = {
  name: 'telling',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.(ts|js|cjs|mjs)$/ }, ({ path }) => {
      const name = relative(ROOT, path).replace(/^node_modules\/((@[^/]+\/)?[^/]+).*/, '$1')
      const tell = `(globalThis.evaluated ??= new Set()).add(${JSON.stringify(name)});`
      const loader = path.endsWith('.ts') ? 'ts' : 'js'
      return { contents: tell + readFileSync(path, 'utf8'), loader }
    })
  },
}

describe('what is evaluated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsnetstat-evaluated-'))
  const program = join(folder, 'program.cjs')
  beforeAll(async () => {
    await build({
      entryPoints: ['src/cli/index.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      define: { 'import.meta.url': '__filename' },
      outfile: program,
      plugins: [telling],
    })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const evaluated = (...argv: readonly string[]): string[] => {
    const script = `const { main, realIo } = require(${JSON.stringify(program)})
      main({ ...realIo(), argv: ${JSON.stringify(argv)}, out: () => {}, err: () => {} })
        .then(() => process.stdout.write(JSON.stringify([...globalThis.evaluated])))`
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
    if (stdout === '') throw new Error(stderr)
    return (JSON.parse(stdout) as string[]).sort()
  }

  it('for -l --plain of a captured host is this', async () => {
    const modules = evaluated('-l', '--plain', '--root', 'fixtures/hosts/article')
    await expect(`${modules.join('\n')}\n`).toMatchFileSnapshot('evaluated.txt')
  })

  it('for -l --plain is nothing that draws, explains or asks for names', () => {
    const modules = evaluated('-l', '--plain')
    const others =
      /commander|chalk|cli-table3|cli\/args|help|render\/(table|data|picture)|classic|wait|kill|events|netlink\/(link|qdisc)|sources\/link/
    expect(modules.filter(name => others.test(name))).toEqual([])
    const views = modules.filter(name => /^src\/views\/[a-z]+\.ts$/.test(name))
    expect(views).toEqual(
      ['catalog', 'column', 'options', 'sockets'].map(name => `src/views/${name}.ts`),
    )
  })
})
