// who listens where, and who of them can be reached from elsewhere
import { sockets } from 'tsnetstat'

const document = sockets({ listening: true, root: process.argv[2] ?? '/' })
for (const socket of document.sockets) {
  // a unix socket has a path instead; without unix: true there are none
  if (socket.proto === 'unix') continue
  const { local, owners } = socket
  const programs = (owners ?? []).map(({ comm, pid }) => `${comm}/${pid}`)
  const reach = local.scope === 'any' || local.scope === 'public' ? 'reachable' : 'not reachable'
  console.log(local.address, local.port, reach, programs.join(',') || '?')
}
