/** An option of another tool and what stands for it here: words that this program takes, '' where it needs none. */
export interface Counterpart {
  readonly theirs: string
  readonly here: string
  readonly says: string
}

const rows = (...table: readonly (readonly [string, string, string])[]): readonly Counterpart[] =>
  table.map(([theirs, here, says]) => ({ theirs, here, says }))

export const COUNTERPARTS: { readonly [tool: string]: readonly Counterpart[] } = {
  netstat: rows(
    ['-tulpn', '-tulpn', 'the same, or -l'],
    ['-tan', '-ta', 'all of TCP'],
    ['-tn', '-t', 'all but what listens'],
    ['-x -w -U -4 -6', '-x -w -U -4 -6', 'the same; -46 is both'],
    ['-A inet6,unix', '-A inet6,unix', "the same, or ss's names"],
    ['-n, -p', '', 'always so'],
    ['-e, -o, -W', '-e -o -W', 'user; timer; uncut'],
    ['-r', '-r', 'or: routes'],
    ['-i', '-i', 'or: interfaces'],
    ['-g', '-g', 'or: groups'],
    ['-s', '-s', 'or: statistics'],
    ['-c', '-c --count 3', 'or --interval S'],
    ['-S, -C, --ax25, ...', '--classic -S', 'as net-tools does it'],
    ['-tulpn', '--classic -tulpn', 'the same to the byte'],
  ),
  ss: rows(
    ['-tln', '-tl', 'what listens'],
    ['-tan', '-ta', 'all of TCP'],
    ['-x, -A u_dgr', '-A u_dgr', 'unix; of one type'],
    ['-p', '', 'always so'],
    ['-o, -e, -m, -i', '-o -e -m --info', 'timer; uid; memory; TCP'],
    ['-s', '-a --by proto,state', 'how many of each'],
    ['-H', '--no-header', ''],
    ['state time-wait', 'state time-wait', 'see --help filter'],
    ['sport = :22', 'sport = :22', ':22 is either end'],
    ['dst 10/8', 'dst 10/8', ''],
    ['-E', 'events', 'what ends, as it ends'],
    ['-K dst 192.0.2.7', 'kill dst 192.0.2.7', 'asks before'],
  ),
  lsof: rows(
    ['-i :8080', '-a :8080', 'either end'],
    ['-iTCP -sTCP:LISTEN', '-tl', 'what listens'],
    ['-i :80,8000-8100', '-a :80,8000-8100', ''],
    ['-i @192.0.2.7', '-a 192.0.2.7', 'either end'],
    ['-a -i -p 812', '-a pid = 812', ''],
    ['-a -i -u www-data', '-a user = www-data', ''],
    ['-a -i -c nginx', "-a 'process ~ nginx'", ''],
    ['-t -i :8080', '-a --pids :8080', ''],
    ['-U', '-xa', 'unix'],
    ['-n, -P', '', 'always so'],
    ['-F, -J', '-a --json', 'or --ndjson, --csv'],
  ),
}

const HEAD = `What to say here instead of netstat, ss and lsof. Called netstat (by a link), or
with --classic, tsnetstat takes netstat's own options and prints as net-tools
2.10 does, byte for byte: see --classic --help.
`

/** What `--help options` prints; at most 80 columns. */
export const optionsHelp = (): string => {
  const tables = Object.entries(COUNTERPARTS).map(([tool, table]) => {
    const lines = table.map(({ theirs, here, says }) => lineOf(theirs, here || '-', says))
    return `\n${lineOf(tool, 'tsnetstat', '')}\n${lines.join('\n')}\n`
  })
  return HEAD + tables.join('')
}

const lineOf = (theirs: string, here: string, says: string): string =>
  `  ${theirs.padEnd(20)}  ${here.padEnd(24)}  ${says}`.trimEnd()
