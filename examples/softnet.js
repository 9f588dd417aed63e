// packets that a CPU dropped because its backlog was full, since boot
import { softnet } from 'tsnetstat'

const rows = softnet({ root: process.argv[2] ?? '/' }).softnet
for (const { cpu, processed, dropped } of rows) console.log(cpu, processed, dropped)
