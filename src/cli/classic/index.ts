import packageJson from '../../../package.json' with { type: 'json' }
import { hostFs } from '../../base/fs.ts'
import type { ClassicOptions } from '../../render/classic/options.ts'
import { plain } from '../../render/classic/page.ts'
import { hostOf } from '../host.ts'
import type { Io } from '../terminal.ts'
import { classicArgs } from './args.ts'
import { classicHost } from './host.ts'
import { MODES } from './modes.ts'
import { namesOf } from './names.ts'
import { USAGE } from './usage.ts'

/** Of `-c`, in milliseconds. */
const INTERVAL = 1000

/** Exit code of a command line that net-tools refuses. */
const USAGE_ERROR = 3

/** Does what net-tools' netstat does for these words; the exit code is netstat's own. */
export const classic = async (io: Io, words: readonly string[]): Promise<number> => {
  const permute = io.env['POSIXLY_CORRECT'] === undefined
  // net-tools knows bytes, not characters
  const bytes = words.map(word => Buffer.from(word).toString('latin1'))
  const { says, asked } = classicArgs(bytes, permute, hasSelinux)
  for (const line of says) io.err(plain(line))
  switch (asked.is) {
    case 'run':
      return run(io, asked.options, Buffer.from(asked.root, 'latin1').toString())
    case 'refusal':
      return 1
    case 'usage':
      io.err(USAGE)
      return USAGE_ERROR
    case 'help':
      io.out(`${USAGE}\n`)
      return 0
    case 'version':
      io.out(`net-tools 2.10\n(as tsnetstat ${packageJson.version} does it)\n`)
      return 0
    default:
      return asked satisfies never
  }
}

const run = async (io: Io, options: ClassicOptions, root: string): Promise<number> => {
  const host = hostOf(io, { root, verbose: false })
  const names = namesOf(host.fs, io.reverse)
  const mode = await MODES[options.mode]()
  for (let pass = 0; ; pass++) {
    const code = await mode(classicHost(io, host, options, names, pass), options)
    if (code !== 0 || !options.continuous || options.mode === 'statistics') return code
    await io.wait(INTERVAL)
  }
}

/** Is SELinux on, as libselinux finds out? */
const hasSelinux = (root: string): boolean => {
  const fs = hostFs(root)
  try {
    return fs.list('sys/fs/selinux').length > 0 && fs.binary('etc/selinux/config') !== null
  } catch {
    return false
  }
}
