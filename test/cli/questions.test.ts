import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from '../helpers/run.ts'
import { schemaErrors } from '../helpers/schema.ts'

const ARTICLE = ['--root', 'fixtures/hosts/article']
const CONTAINER = ['--root', 'fixtures/hosts/container']

const documentOf = async (argv: readonly string[]) => {
  const document = JSON.parse((await run([...argv, '--json'])).out)
  expect(schemaErrors(document)).toEqual([])
  return document
}
const cellsOf = async (argv: readonly string[]): Promise<string[][]> =>
  (await run(argv)).out
    .split('\n')
    .slice(0, -1)
    .map(line => line.trim().split(/ {2,}/))

describe('--pids', () => {
  // HOST.md: who holds what
  it.each([
    ['of a port', ['-l', ':8080'], '620 2893 2894 2895 2896'],
    ['of several sockets each once', ['-l', 'comm = nginx'], '620 2893 2894 2895 2896'],
    ['of connections', ['dport = 443'], '1493'],
    ['of all there is', ['-a', ':25'], '908 11580'],
    ['at most so many', ['-l', ':8080', '--limit', '2'], '620 2893'],
  ])('%s, one a line, the lowest first', async (_, words, pids) => {
    const { code, out, err } = await run([...ARTICLE, '--pids', ...words])
    expect([code, out, err]).toEqual([0, `${pids.replaceAll(' ', '\n')}\n`, ''])
  })

  it('on a terminal too without header or colour', async () => {
    expect((await run([...ARTICLE, '-l', '--pids', ':8080', '--limit', '1'], 80)).out).toBe('620\n')
  })

  it('where none was found exits with 3, in silence', async () => {
    for (const words of [['-l', ':1'], ['state = time-wait']])
      expect(await run([...ARTICLE, '--pids', ...words])).toEqual({ code: 3, out: '', err: '' })
  })

  it('says which owners could not be seen', async () => {
    const { code, out, err } = await run([...CONTAINER, '-l', '--pids', ':15001'], 'pipe', {
      euid: 9,
    })
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/^note: 1 socket belongs to processes you may not look into/)
  })

  it.each([
    [['--json'], '--pids prints pids alone, without --json'],
    [['--by', 'state'], '--pids prints pids alone, without --by'],
    [['--columns', 'pid'], '--pids prints pids alone, without --columns'],
    [['--no-owners'], '--no-owners leaves owners.pid out'],
  ])('is refused with %j', async (words, message) => {
    const { code, err } = await run([...ARTICLE, '--pids', ...words])
    expect([code, err]).toEqual([2, `tsnetstat: ${message}\n`])
  })

  it.each([
    [['softnet', '--pids'], '--pids is about sockets; softnet has no such choice'],
    [['events', '--pids'], '--pids has no meaning for events'],
    [['kill', '--pids', ':1'], '--pids has no meaning for kill'],
  ])('%j is refused', async (words, message) => {
    expect(await run(words)).toMatchObject({ code: 2, err: `tsnetstat: ${message}\n` })
  })
})

describe('--columns with signs', () => {
  const headers = async (...words: string[]): Promise<string[]> =>
    (await cellsOf([...ARTICLE, ...words]))[0]!

  it('adds columns before the one that takes what room is left', async () => {
    expect(await headers('-l')).toEqual(
      'Proto,Local,Scope,State,Recv-Q,Send-Q,Drops,PID,Process'.split(','),
    )
    expect(await headers('-l', '--columns', '+inode,+user')).toEqual(
      'Proto,Local,Scope,State,Recv-Q,Send-Q,Drops,Inode,User,PID,Process'.split(','),
    )
  })

  it.each([
    ['-scope,-drops', 'Proto,Local,State,Recv-Q,Send-Q,PID,Process'],
    ['-process,+comm', 'Proto,Local,Scope,State,Recv-Q,Send-Q,Drops,Name,PID'],
    ['-inode,+local', 'Proto,Local,Scope,State,Recv-Q,Send-Q,Drops,PID,Process'],
    ['-recv_q,-send_q,+accept', 'Proto,Local,Scope,State,Drops,Accept,PID,Process'],
  ])('%s leaves %s', async (columns, expected) => {
    expect(await headers('-l', '--columns', columns)).toEqual(expected.split(','))
  })

  it('are the same for data: composites stand for their parts', async () => {
    const { columns, sockets } = await documentOf([
      ...ARTICLE,
      '-l',
      ':8080',
      '--columns',
      '-local,-pid',
    ])
    expect(columns).not.toContain('local.address')
    expect(Object.keys(sockets[0])).not.toContain('local')
    expect(Object.keys(sockets[0])).toContain('remote')
    expect(Object.keys(sockets[0].owners[0])).toEqual(['fds', 'comm', 'cmdline', 'uid'])
    const { sockets: more } = await documentOf([...ARTICLE, '-l', ':8080', '--columns', '+timer'])
    expect(more[0].timer).toEqual({ kind: 'off', expires_ms: 0, retransmits: 0, probes: 0 })
  })

  it('work on groups', async () => {
    const [header] = await cellsOf([
      ...ARTICLE,
      '-a',
      '--by',
      'state',
      '--columns',
      '-recv_q,+drops',
    ])
    expect(header).toEqual(['State', 'Count', 'Send-Q', 'Drops'])
  })

  it.each([
    ['+inode,user', '--columns takes names, or names that all begin with + or -'],
    ['+bogus', 'no column "bogus" in sockets'],
    ['+', 'no column "" in sockets'],
  ])('%s is refused', async (columns, message) => {
    const { code, err } = await run([...ARTICLE, '--columns', columns])
    expect([code, err.startsWith(`tsnetstat: ${message}`)]).toEqual([2, true])
  })

  it('that leave nothing are refused', async () => {
    const { code, err } = await run([
      ...ARTICLE,
      'softnet',
      '--by',
      'cpu',
      '--csv',
      '--columns',
      '-cpu,-count,-processed,-dropped,-time_squeeze,-cpu_collision,-received_rps,-flow_limit_count,-backlog_len,-input_qlen,-process_qlen',
    ])
    expect([code, err]).toEqual([2, expect.stringContaining('leaves no column')])
  })
})

describe('--by the network of an address', () => {
  it('counts what is in it, v4-mapped addresses with those of IPv4', async () => {
    const { sockets } = await documentOf([...ARTICLE, '-t'])
    const counts = new Map<string, number>()
    for (const { remote } of sockets as { remote: { address: string } }[]) {
      const four = /^(?:::ffff:)?(\d+\.\d+)\.\d+\.\d+$/.exec(remote.address)?.[1]
      // of IPv6 the article has ::1 and 2001:db8:7::51
      const six = remote.address === '::1' ? '::/64' : '2001:db8:7::/64'
      const net = four === undefined ? six : `${four}.0.0/16`
      counts.set(net, (counts.get(net) ?? 0) + 1)
    }
    const { by, totals } = await documentOf([...ARTICLE, '-t', '--by', 'remote.address/16'])
    const told = (totals as { remote: { address: string }; count: number }[]).map(
      ({ remote, count }) => [remote.address, count] as const,
    )
    expect(by).toEqual(['remote.address'])
    expect(new Map(told)).toEqual(counts)
    expect(told.map(([, count]) => count)).toEqual([...counts.values()].sort((x, y) => y - x))
  })

  it.each([
    ['remote/8', '100.0.0.0/8'],
    ['dst/24', '100.64.0.0/24'],
    ['remote.address/32', '100.64.0.20/32'],
    ['remote.address/0', '0.0.0.0/0'],
    ['remote.address/64', '100.64.0.20/32'],
    ['remote.address/16/48', '100.64.0.0/16'],
  ])('%s has %s', async (by, network) => {
    const cells = await cellsOf([...ARTICLE, ':5671', '--by', by])
    expect([cells[0]![0], cells[1]![0]]).toEqual(['Remote network', network])
  })

  it.each([
    ['remote.address/48', '2001:db8:7::/48'],
    ['remote.address/24', '2001:db8:7::/64'],
    ['remote.address/24/33', '2001:db8::/33'],
    ['remote.address/24/128', '2001:db8:7::51/128'],
    ['local.address/24/0', '::/0'],
  ])('%s of IPv6 has %s', async (by, network) => {
    expect((await cellsOf([...ARTICLE, ':50122', '--by', by]))[1]![0]).toBe(network)
  })

  it.each([
    ['state/24', '--by state/24: state is no address, so it has no networks'],
    ['remote.address/33/129', '--by remote.address/33/129: expected /24, /64 or both, /24/64'],
    ['remote.address/x', '--by remote.address/x: expected /24, /64 or both, /24/64'],
    ['remote.address/129', '--by remote.address/129: expected /24, /64 or both, /24/64'],
    ['remote.address/1/2/3', '--by remote.address/1/2/3: expected /24, /64 or both, /24/64'],
    ['bogus/24', 'no column "bogus" in sockets'],
  ])('%s is refused', async (by, message) => {
    const { code, err } = await run([...ARTICLE, '--by', by])
    expect([code, err.startsWith(`tsnetstat: ${message}`)]).toEqual([2, true])
  })
})

const noJq = spawnSync('jq', ['--version']).status === 0 ? '' : ' (skipped: needs jq)'

describe.skipIf(noJq !== '')(`--by agrees with jq on the rows${noJq}`, () => {
  const jq = (program: string, input: string): unknown =>
    JSON.parse(execFileSync('jq', [program], { input, encoding: 'utf8', maxBuffer: 1 << 28 }))

  // a socket counts once for each command line among its owners; nobody and unknown are groups of their own
  const PROCESS = `[.sockets[] | . as $s
      | (if .owners == null then ["?"] elif .owners == [] then ["-"]
         else [.owners[].cmdline | tojson] | unique end)[]
      | {key: ., s: $s}]
    | group_by(.key) | map({
        key: .[0].key,
        count: length,
        recv_q: ([.[].s | select(.state != "LISTEN") | .recv_q] | map(values) | add),
        send_q: ([.[].s | select(.state != "LISTEN") | .send_q] | map(values) | add)
      }) | sort_by(.key)`
  const TOTALS = `[.totals[] | {
      key: (if has("owners") | not then "-" elif .owners.cmdline == null then "?" else .owners.cmdline | tojson end),
      count, recv_q, send_q
    }] | sort_by(.key)`

  it.each(['article', 'live-6.18', 'container', 'hostile'])('process, of %s', async host => {
    const argv = ['--root', `fixtures/hosts/${host}`, '-a', '-tuwxU']
    const rows = (await run([...argv, '--json'])).out
    const totals = (await run([...argv, '--by', 'process', '--json'])).out
    expect(jq(TOTALS, totals)).toEqual(jq(PROCESS, rows))
  })

  it.each(['article', 'live-6.18'])('user and state, of %s', async host => {
    const argv = ['--root', `fixtures/hosts/${host}`, '-a', '-tu']
    const rows = (await run([...argv, '--json'])).out
    const totals = (await run([...argv, '--by', 'user,state', '--json'])).out
    const sum = '[.[] | select(.state != "LISTEN") | .recv_q] | map(values) | add'
    expect(
      jq('[.totals[] | {user, state, count, recv_q}] | sort_by(.user, .state)', totals),
    ).toEqual(
      jq(
        `.sockets | group_by(.user, .state)
          | map({user: .[0].user, state: .[0].state, count: length, recv_q: (${sum})})`,
        rows,
      ),
    )
  })
})

describe('listeners of one address', () => {
  it('are a group that tells the accept queue of each', async () => {
    // HOST.md: three wait at 0.0.0.0:25; /proc does not know the limit
    const cells = await cellsOf([...ARTICLE, '-lt', '--by', 'local.port', ':25,22'])
    expect(cells).toEqual([
      ['Port', 'Count', 'Recv-Q', 'Send-Q', 'Drops', 'Accept'],
      ['22', '2', '-', '-', '?', '0/?,0/?'],
      ['25', '2', '-', '-', '?', '3/?,0/?'],
    ])
    const { totals } = await documentOf([...ARTICLE, '-lt', '--by', 'local', ':25'])
    expect(totals[0]).toMatchObject({
      local: { address: '0.0.0.0', port: 25 },
      count: 1,
      accept: [{ inode: expect.any(Number), recv_q: 3, send_q: null, drops: null }],
    })
  })

  it('where the filter asks for nothing else, too', async () => {
    const [header] = await cellsOf([...ARTICLE, 'state listen :25', '--by', 'local.port'])
    expect(header).toContain('Accept')
  })

  it.each([
    ['connections', ['-t', '--by', 'local.port']],
    ['groups of other things', ['-l', '--by', 'state']],
  ])('%s tell none', async (_, words) => {
    expect((await cellsOf([...ARTICLE, ...words]))[0]).not.toContain('Accept')
  })
})

describe('a filter that names', () => {
  const locals = async (...words: string[]): Promise<string[]> =>
    (await cellsOf([...ARTICLE, '--no-header', '--columns', 'local,state', ...words])).map(cells =>
      cells.join(' '),
    )

  it('a state is about all sockets, unless -l says otherwise', async () => {
    expect(await locals('state listening and :8080')).toEqual(['158.69.158.251:8080 LISTEN'])
    expect(await locals(':8080')).toEqual(['158.69.158.251:8080 TIME_WAIT'])
    expect(await locals('state = listen', 'and', ':8080')).toEqual(['158.69.158.251:8080 LISTEN'])
    expect(await locals('-l', 'state = time-wait')).toEqual([])
  })

  it('a path reads unix sockets, unless other ones were asked for', async () => {
    const { sockets } = await documentOf([...ARTICLE, '-a', 'src unix:/run/*'])
    expect(sockets.length).toBeGreaterThan(0)
    for (const { proto, local } of sockets) {
      expect(proto).toBe('unix')
      expect(local.path).toMatch(/^\/run\//)
    }
    expect((await documentOf([...ARTICLE, '-a', '-t', 'local.path ~ run'])).sockets).toEqual([])
  })

  it.each([
    ['autobound', 2],
    ['v6only', 0],
  ])('%s alone is no view mistyped', async (word, code) => {
    const { err, code: got } = await run([...ARTICLE, word])
    expect(got).toBe(code)
    expect(err).not.toContain('no view')
  })
})

describe('the names of hosts', () => {
  const root = mkdtempSync(join(tmpdir(), 'tsnetstat-hosts-'))
  afterAll(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'proc/net'), { recursive: true })
  mkdirSync(join(root, 'etc'))
  writeFileSync(
    join(root, 'proc/net/tcp'),
    `head\n${['0100007F', '07717BCB']
      .map(
        (remote, i) =>
          `   ${i}: 0A00A8C0:1F90 ${remote}:01BB 01 00000000:00000000 00:00000000 00000000     0        0 ${i + 5} 1 0 20 4 30 10 -1\n`,
      )
      .join('')}`,
  )
  writeFileSync(join(root, 'etc/hosts'), '# x\n203.123.113.7  Web.example web # a host\n::1 web\n')

  const remotes = async (...words: string[]): Promise<string[]> =>
    (await documentOf(['--root', root, '-t', ...words])).sockets.map(
      ({ remote }: { remote: { address: string } }) => remote.address,
    )

  it('come from /etc/hosts of the host that is read', async () => {
    expect(await remotes()).toEqual(['127.0.0.1', '203.123.113.7'])
    expect(await remotes('dst', 'web')).toEqual(['203.123.113.7'])
    expect(await remotes('dst != WEB.example')).toEqual(['127.0.0.1'])
    expect(await remotes('dst web:80')).toEqual([])
  })

  it('come from the resolver for this host alone', async () => {
    const asked: string[] = []
    const lookup = (host: string) => {
      asked.push(host)
      return Promise.resolve(host === 'known.example' ? ['203.0.113.9', '2001:db8::9'] : [])
    }
    const words = ['-ta', '--no-owners', 'dst known.example or dst inet6:known.example:80']
    expect(await run(words, 'pipe', { lookup })).toMatchObject({ code: 0, err: '' })
    expect(asked).toEqual(['known.example'])
    const unknown = await run(['-ta', 'dst nosuch.example'], 'pipe', { lookup })
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('nobody knows nosuch')])
    const captured = await run(['--root', root, 'dst known.example'], 'pipe', { lookup })
    expect([captured.code, asked.length]).toEqual([2, 2])
  })
})

describe('--help', () => {
  it.each([
    ['sockets', ['--help', 'columns'], ['recv_q', 'tcp_info.rtt_us, rtt', 'local.port, sport']],
    ['softnet', ['softnet', '--help', 'columns'], ['time_squeeze']],
    ['softnet by its name', ['--help', 'softnet'], ['time_squeeze']],
  ])('columns of %s: a term each', async (_, words, some) => {
    const { code, out } = await run(words)
    expect(code).toBe(0)
    const lines = out.split('\n').slice(5, -1)
    // a key that is long stands above its unit, and what it is goes on below
    const term = /^ {2}[a-z][\w.]*(, [a-z]+)?( {2,}\S+ +\S.*)?$/
    const below = /^ {12,}\S/
    expect(lines.filter(line => !term.test(line) && !below.test(line))).toEqual([])
    for (const key of some) expect(lines.some(line => line.startsWith(`  ${key}  `))).toBe(true)
  })

  it('columns tells the unit of what has one', async () => {
    const { out } = await run(['--help', 'columns'])
    const unit = (key: string): string | undefined =>
      new RegExp(`^ {2}${key}(?:, \\S+)?\\s+(\\S+)`, 'm').exec(out)?.[1]
    expect(
      ['recv_q', 'memory.rcvbuf_bytes', 'tcp_info.rtt_us', 'timer.expires_ms', 'v6only'].map(unit),
    ).toEqual(['bytes', 'bytes', 'us', 'ms', 'yes/no'])
    expect(unit('tcp_info.delivery_rate_bytes_per_s')).toBe('bytes/s')
  })

  it('filter fits into 80 columns, and its examples work', async () => {
    const { code, out } = await run(['--help', 'filter'])
    expect([code, out.split('\n').filter(line => line.length > 80)]).toEqual([0, []])
    const examples = [
      ':22',
      ':80,443,8000-8100',
      '10.0.0.7',
      '[::1]:22',
      'src 10/8',
      'dst 2001:db8::/32',
      'recv_q >= 1M',
      'rtt > 100ms',
      'v6only',
    ]
    for (const example of examples) {
      expect(out).toContain(example.replace(/^(src|dst) /, ''))
      expect((await run([...ARTICLE, example])).code).toBe(0)
    }
  })

  it('of a word that it does not know is refused with the nearest', async () => {
    expect(await run(['--help', 'filtre'])).toMatchObject({
      code: 2,
      err: 'tsnetstat: no help on "filtre"; did you mean filter?\n',
    })
  })
})
