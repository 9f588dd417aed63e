/**
 * What share does to a host, in a mount namespace of its own whose /run is empty: run by share.test.ts.
 * Prints one JSON object: what each step came to.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { Failure } from '../../src/base/errors.ts'
import { hostFs, readAll } from '../../src/base/fs.ts'
import { attach, pin } from '../../src/bpf/loader.ts'
import { PIN } from '../../src/bpf/owners.generated.ts'
import { decodeOwners, VERSION } from '../../src/bpf/record.ts'
import { DIRECTORY } from '../../src/share/place.ts'
import { shareOff, shareOn, type Audience } from '../../src/share/share.ts'
import { shareStatus } from '../../src/share/status.ts'
import { pinOwners } from '../../src/sources/owners-pin.ts'
import { openSys } from '../../src/sys/index.ts'

const system = openSys()
const fs = hostFs('/')
const host = { fs, euid: 0, elevated: null, sys: () => system }
const group: Audience = { kind: 'group', group: 'daemon' }
const everyone: Audience = { kind: 'everyone' }
const result: { [step: string]: unknown } = {}

const attempt = (action: () => unknown): unknown => {
  try {
    return action() ?? 'done'
  } catch (error) {
    return error instanceof Failure ? error.message : `${error}`
  }
}
const look = (): string[] =>
  existsSync(DIRECTORY)
    ? readdirSync(DIRECTORY)
        .filter(name => !name.endsWith('.debug'))
        .sort()
        .map(name => {
          const { mode, uid, gid } = lstatSync(`${DIRECTORY}/${name}`)
          return `${name} ${(mode & 0o7777).toString(8)} ${uid}:${gid}`
        })
    : ['no directory']
const run = (command: string): void => void execFileSync('sh', ['-c', command])
const status = (): readonly string[] => shareStatus(fs).lines
/** Can a process with these ids read the file? */
const reads = (name: string, groups: string): boolean => {
  const ids = ['--reuid=65534', '--regid=65534', groups]
  return spawnSync('setpriv', [...ids, 'cat', `${DIRECTORY}/${name}`]).status === 0
}

run('mount -t tmpfs none /run')
result['status before'] = status()
result['off before'] = shareOff(host)
result['on without the group'] = attempt(() =>
  shareOn(host, { kind: 'group', group: 'no-such-group' }),
)
result['on by a user'] = attempt(() => shareOn({ ...host, euid: 1000 }, everyone))
result['left by refusals'] = look()

result['on'] = attempt(() => shareOn(host, group))
result['pinned for a group'] = look()
result['status of a group'] = status()
result['readers of a group'] = {
  member: reads('owners', '--groups=1'),
  other: reads('owners', '--clear-groups'),
  self: reads('owners-self', '--clear-groups'),
}
const linkOf = (): bigint => lstatSync(`${DIRECTORY}/owners`, { bigint: true }).ino
const first = linkOf()
result['on again'] = attempt(() => shareOn(host, everyone))
result['pinned for everyone'] = look()
result['replaced'] = linkOf() !== first
result['readers of everyone'] = reads('owners', '--clear-groups')
result['off by a user'] = attempt(() => shareOff({ ...host, euid: 1000 }))

const reader = openSync(`${DIRECTORY}/owners`, 'r')
const start = Buffer.alloc(12)
readSync(reader, start, 0, start.length, null)
result['off while someone reads'] = shareOff(host)
const whole = Buffer.concat([start, readAll(reader)])
closeSync(reader)
result['the reader reads on'] = !decodeOwners(whole, 'reader').filtered
result['left by off'] = look()
result['off again'] = shareOff(host)

const refusedBoth = (): unknown[] => [
  attempt(() => shareOn(host, everyone)),
  attempt(() => shareOff(host)),
]
mkdirSync(DIRECTORY)
run(`mount -t tmpfs none ${DIRECTORY}; touch ${DIRECTORY}/owners`)
result['a foreign mount'] = [...refusedBoth(), look(), ...status()]
run(`umount ${DIRECTORY}; mount -t bpf none ${DIRECTORY}`)
result['a foreign bpf mount'] = refusedBoth()
run(`umount ${DIRECTORY}; touch ${DIRECTORY}/file`)
result['a directory in use'] = refusedBoth()
rmSync(`${DIRECTORY}/file`)
rmdirSync(DIRECTORY)
writeFileSync(DIRECTORY, '')
result['a file'] = refusedBoth()
rmSync(DIRECTORY)
symlinkSync('/tmp', DIRECTORY)
result['a link'] = refusedBoth()
rmSync(DIRECTORY)

mkdirSync(DIRECTORY)
result['on over an empty directory'] = attempt(() => shareOn(host, everyone))
const older = Buffer.from(PIN.instructions, 'base64')
const version = older.indexOf(Buffer.from([0xb7, 3, 0, 0, VERSION, 0, 0, 0])) // r3 = VERSION
older.writeUInt32LE(9, version + 4)
const link = attach(system, { ...PIN, instructions: older.toString('base64') })
rmSync(`${DIRECTORY}/owners`)
pin(system, link, `${DIRECTORY}/owners`)
result['status of another version'] = status()[0]
const source = pinOwners({
  fs,
  littleEndian: true,
  euid: 0,
  elevated: null,
  tell: () => {},
  trace: null,
})
result['a source of another version'] = attempt(() => source.open())
result['on over another version'] = attempt(() => shareOn(host, everyone))
result['the source afterwards'] = attempt(() => source.open())

pin(system, link, `${DIRECTORY}/stranger`)
result['on beside a stranger'] = [attempt(() => shareOn(host, everyone)), look()]
result['off beside a stranger'] = [shareOff(host), look(), ...status()]
mkdirSync(`${DIRECTORY}/owners`)
result['a stranger in our place'] = [attempt(() => shareOn(host, everyone)), shareOff(host), look()]
rmSync(`${DIRECTORY}/stranger`)
rmdirSync(`${DIRECTORY}/owners`)
result['off at last'] = [shareOff(host), look()]
process.stdout.write(JSON.stringify(result))
