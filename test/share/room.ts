import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { once } from 'node:events'
import { NOBODY } from '../helpers/nobody.ts'

/** Mount and network namespaces with an empty /run and some listeners of root, for as long as a test. */
export interface Room {
  /** the process that holds the listeners, and a child that shares one of them */
  readonly pid: number
  readonly child: number
  run(...command: readonly string[]): SpawnSyncReturns<string>
  /** by a user who may do nothing that not every user may */
  runAsNobody(...command: readonly string[]): SpawnSyncReturns<string>
  end(): Promise<void>
}

const LISTENERS = `
import json, os, signal, socket, sys
held = [socket.create_server(("", 2000)), socket.create_server(("::", 2001), family=socket.AF_INET6)]
for kind in socket.SOCK_DGRAM, socket.SOCK_RAW:
    held.append(socket.socket(socket.AF_INET, kind, socket.IPPROTO_UDP))
held[2].bind(("", 2002))
child = os.fork()
if child == 0:
    for one in held[1:]:
        one.close()
    os.close(0)
    signal.pause()
print(json.dumps([os.getpid(), child]), flush=True)
os.read(0, 1)
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
`

export const UNPRIVILEGED: readonly string[] = [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=-all',
  '--bounding-set=-all',
  '--no-new-privs',
]

export const makeRoom = async (): Promise<Room> => {
  const script = `mount -t tmpfs none /run && exec python3 -c '${LISTENERS}'`
  const args = ['-m', '-n', '--propagation', 'private', 'sh', '-c', script]
  const holder = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(holder.stdout, 'data')) as [Buffer]
  const [pid, child] = JSON.parse(line.toString()) as [number, number]
  const run: Room['run'] = (...command) =>
    spawnSync('nsenter', ['-t', `${pid}`, '-m', '-n', '--wd=/', ...command], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
  return {
    pid,
    child,
    run,
    runAsNobody: (...command) => run(...UNPRIVILEGED, ...command),
    end: async () => {
      holder.stdin.end()
      await once(holder, 'exit')
    },
  }
}
