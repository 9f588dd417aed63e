export { main } from './main.ts'
export { realIo } from './terminal.ts'
