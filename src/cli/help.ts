/** What `--help` shows first: the questions people come with. */
export const EXAMPLES = `tsnetstat: every socket, every process that owns it

  tsnetstat -l                         what listens here, for whom, run by whom
  tsnetstat                            connections
  tsnetstat -l :22                     who is on port 22
  tsnetstat -a 'process ~ nginx'       everything that nginx holds
  tsnetstat -a --sort -recv_q 'recv_q > 0'
                                       who does not read what has arrived
  tsnetstat -l --json | jq '.sockets[] | [.local.port, .owners[0].pid]'
  tsnetstat softnet                    what each CPU lost of what arrived
  sudo tsnetstat share on              owners for users who are not root
`

export const EXIT_CODES = `
Exit codes: 0 shown (also with no rows), 1 failed or something could not be
read, 2 wrong usage.
`
