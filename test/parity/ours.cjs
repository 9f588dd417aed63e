'use strict'
// node ours.cjs LINES: runs the built command, called netstat, for each of the command lines in the JSON LINES,
// in this process, so in this network namespace; prints what each left as JSON
const { load } = require('../../bin/load.js')

const program = load()

const runOne = async argv => {
  const said = { out: '', err: '', code: 0 }
  const io = Object.create(program.realIo(), {
    argv: { value: argv },
    name: { value: 'netstat' },
    out: { value: chunk => void (said.out += Buffer.from(chunk).toString('latin1')) },
    err: { value: line => void (said.err += `${line}\n`) },
  })
  said.code = await program.main(io)
  return said
}

const main = async () => {
  const outcomes = []
  for (const argv of JSON.parse(process.argv[2])) outcomes.push(await runOne(argv))
  process.stdout.write(JSON.stringify(outcomes))
}

void main()
