import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOTICES, RULE } from './notices.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What Bun's LICENSE.md (github.com/oven-sh/bun) says it links statically, on Linux. */
const LINKED: readonly (readonly [library: string, license: string])[] = [
  ['BoringSSL', 'several: boringssl.googlesource.com/boringssl'],
  ['brotli', 'MIT'],
  ['c-ares', 'MIT'],
  ['Google Highway', 'Apache-2.0'],
  ['ICU', 'Unicode License: github.com/unicode-org/icu'],
  ['libarchive', 'several: github.com/libarchive/libarchive'],
  ['libbase64', 'BSD-2-Clause'],
  ['libdeflate', 'MIT'],
  ['libjpeg-turbo', 'BSD-3-Clause, IJG, Zlib'],
  ['libspng', 'BSD-2-Clause'],
  ['libwebp', 'BSD-3-Clause'],
  ['LLVM libc++abi', 'Apache-2.0 with LLVM exception, in part'],
  ['lol-html', 'BSD-3-Clause'],
  ['ls-hpack, ls-qpack', 'MIT'],
  ['lsquic', 'MIT, in part BSD-3-Clause'],
  ['mimalloc', 'MIT'],
  ['picohttpparser', 'MIT (or the Perl licence)'],
  ['simdutf', 'Apache-2.0'],
  ['TinyCC', 'LGPL-2.1'],
  ['uSockets, uWebSockets (a fork)', 'Apache-2.0'],
  ['uucode', 'MIT'],
  ['zlib-ng', 'Zlib'],
  ['zstd', 'BSD-3-Clause (or GPL-2.0)'],
]

/** JavaScript that Bun has in it for programs that import it, all MIT. */
const POLYFILLS =
  'acorn, acorn-walk, assert, browserify-zlib, buffer, constants-browserify, crypto-browserify,\n' +
  'domain-browser, events, https-browserify, os-browserify, path-browserify, process, punycode,\n' +
  'querystring-es3, stream-browserify, stream-http, string_decoder, timers-browserify,\n' +
  'tty-browserify, url, util, vm-browserify'

const FULL_TEXTS = ['LGPL-2', 'LGPL-2.1', 'Apache-2.0']

const aboutBun = (bun: string): { readonly version: string; readonly webkit: string } => {
  const program = 'console.log(JSON.stringify(process.versions))'
  const versions = execFileSync(bun, ['-e', program], { encoding: 'utf8' })
  const { bun: version, webkit } = JSON.parse(versions) as { bun: string; webkit: string }
  return { version, webkit }
}

const runtimeText = (bun: string): string => {
  const { version, webkit } = aboutBun(bun)
  const linked = LINKED.map(([library, license]) => `  ${library.padEnd(31)} ${license}`)
  return `Bun ${version} (MIT): the runtime of this binary. https://github.com/oven-sh/bun

It statically links JavaScriptCore, a part of WebKit, which is under the GNU Library General Public
License, version 2; the source is https://github.com/oven-sh/WebKit at commit
${webkit}. It links TinyCC, which is under the GNU Lesser General
Public License, version 2.1: https://github.com/oven-sh/tinycc. You may change either and use this program
with it: build a Bun of your own as https://github.com/oven-sh/bun/blob/main/LICENSE.md tells, put it in
the place of node_modules/bun/bin/bun.exe in a clone of tsnetstat, whose source is all there is to it,
and run "npm run build:binary".

Further libraries that it links, and their licences:

${linked.join('\n')}

Packages in it that are under the MIT licence:

${POLYFILLS}

Copyright notices are in the sources of each. The texts of the LGPL, in both versions, and of the Apache
License follow.
`
}

/** All that `tsnetstat licenses` prints of the standalone binary that this Bun makes. */
export const binaryLicenses = (bun: string): string => {
  const texts = [
    join(ROOT, 'LICENSE'),
    NOTICES,
    ...FULL_TEXTS.map(name => join(import.meta.dirname, 'licenses', name)),
  ].map(file => readFileSync(file, 'utf8'))
  return [...texts.slice(0, 2), runtimeText(bun), ...texts.slice(2)].join(RULE)
}
