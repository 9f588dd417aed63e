import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// each shell in a terminal, and a person who types and presses Tab
const SHELLS: { readonly [shell: string]: string } = {
  bash: 'bash --noprofile --norc -i',
  zsh: 'zsh -f -i',
  fish: 'fish --no-config -i',
}
const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined

let folder: string
let server: Server
let port: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsnetstat-completion-'))
  symlinkSync(resolve('bin/tsnetstat.js'), join(folder, 'tsnetstat'))
  for (const shell of Object.keys(SHELLS)) {
    const script = execFileSync(join(folder, 'tsnetstat'), ['completion', shell])
    writeFileSync(join(folder, `script.${shell}`), script)
  }
  server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const wait = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

const terminal = (shell: string) => {
  const socket = join(folder, `${shell}.tmux`)
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-f', '/dev/null', '-S', socket, ...args], { encoding: 'utf8' })
  const screen = (): string => tmux('capture-pane', '-p').replaceAll(/\s+$/gm, '')
  return {
    open: () => {
      // of several words tmux makes no command for a login shell with a PATH of its own
      const env = ['env', `PATH=${folder}:${process.env['PATH']}`, `HOME=${folder}`]
      const words = SHELLS[shell]!.split(' ')
      tmux('new-session', '-d', '-x', '120', '-y', '40', ...env, ...words)
    },
    close: () => tmux('kill-server'),
    type: (text: string, ...keys: string[]) => {
      tmux('send-keys', '-l', text)
      for (const key of keys) tmux('send-keys', key)
    },
    // no signal: that would throw away what is typed next
    clear: () => tmux('send-keys', 'C-e', 'C-u'),
    shows: async (text: string): Promise<void> => {
      for (let i = 0; i < 100 && !screen().includes(text); i++) await wait(100)
      expect(screen()).toContain(text)
    },
  }
}

const lacking = [...Object.keys(SHELLS), 'tmux', 'shellcheck'].filter(tool => !has(tool))

describe.each(Object.keys(SHELLS))('in %s', shell => {
  const ready = has(shell) && has('tmux')
  const why = ready ? '' : ` (skipped: needs ${lacking.join(', ')})`

  it.skipIf(!ready)(`Tab completes what tsnetstat takes${why}`, { timeout: 60_000 }, async () => {
    const { open, close, type, clear, shows } = terminal(shell)
    open()
    try {
      if (shell === 'zsh') type('autoload -Uz compinit && compinit -D -u', 'Enter')
      type(`source ${folder}/script.${shell} && echo re''ady`, 'Enter')
      await shows('ready')
      const short = String(port).slice(0, -1)
      for (const [typed, completed] of [
        ['tsnetstat --expl', 'tsnetstat --explain'],
        ['tsnetstat softn', 'tsnetstat softnet'],
        ['tsnetstat softnet --by time_s', '--by time_squeeze'],
        ['tsnetstat -a state estab', 'state established'],
        [`tsnetstat -l :${short}`, `-l :${port}`],
      ] as const) {
        type(typed, 'Tab')
        await shows(completed)
        clear()
      }
    } finally {
      close()
    }
  })
})

it.skipIf(!has('shellcheck'))(
  `shellcheck has nothing against the script for bash${has('shellcheck') ? '' : ' (skipped: needs shellcheck)'}`,
  () => {
    const { stdout, status } = spawnSync('shellcheck', [join(folder, 'script.bash')], {
      encoding: 'utf8',
    })
    expect([stdout, status]).toEqual(['', 0])
  },
)
