// where packets die, over a fifth of a second
import { path } from 'tsnetstat'

const document = await path({ interval: 0.2, root: process.argv[2] ?? '/' })
for (const { direction, name, verdict } of document.path) console.log(direction, name, verdict)
