// @ts-check
// Compile the Table of General Standard Chinese Characters (通用规范汉字表, 2013)
// into src/convert/standard-characters-data.ts, from property kTGH of the
// Unicode Han Database:
//
//   node scripts/compile-standard-characters.js Unihan_OtherMappings.txt
//
// The file is in https://www.unicode.org/Public/15.0.0/ucd/Unihan.zip, and in
// Debian's package unicode-data. With --check and a file, only say whether
// compiling is needed; with --check alone, whether what is committed is whole.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** As many as the State Council published: no. 23 of 2013. */
const size = 8105

/** SHA-256 of the characters in the order of their code points. */
const digest =
  '17719705d5498f3f79616a1628bcf5c3fe67e0a177d43ef1f332f283b58c625d'

const first = 0x4e00
const last = 0x9fff

const target = fileURLToPath(
  new URL('../src/convert/standard-characters-data.ts', import.meta.url),
)

/**
 * Read the table.
 *
 * @param {string} unihan - Text of Unihan_OtherMappings.txt.
 * @returns {string[]} Characters, by code point.
 */
export function readTable(unihan) {
  const found = [...unihan.matchAll(/^U\+([0-9A-F]+)\tkTGH\t2013:\d+/gm)]
  return found
    .map(([, code = '']) => Number.parseInt(code, 16))
    .sort((a, b) => a - b)
    .map((code) => String.fromCodePoint(code))
}

/**
 * Write the module.
 *
 * @param {readonly string[]} characters - Characters, by code point.
 * @returns {string} TypeScript.
 */
export function writeModule(characters) {
  const bits = new Uint8Array((last - first + 1) / 8)
  let others = ''
  for (const character of characters) {
    const code = character.codePointAt(0) ?? 0
    if (code < first || code > last) others += character
    else {
      const at = (code - first) >> 3
      bits[at] = (bits[at] ?? 0) | (1 << ((code - first) & 7))
    }
  }
  const common = Buffer.from(bits).toString('base64')
  return `// Made by scripts/compile-standard-characters.js from Unihan's kTGH; see NOTICE.

/** U+4E00–U+9FFF, a bit for each, the lowest first, in base64. */
export const common =
  '${common}'

/** Those elsewhere. */
export const others =
  '${others}'
`
}

/** @returns {string[]} Characters in the module that is committed. */
function readModule() {
  const text = readFileSync(target, 'utf8')
  const [, common = '', others = ''] =
    /common =\s+'(.*?)'[\s\S]*others =\s+'(.*?)'/.exec(text) ?? []
  const bits = Buffer.from(common, 'base64')
  const characters = Array.from(others)
  for (let code = first; code <= last; code++) {
    const byte = bits[(code - first) >> 3] ?? 0
    if ((byte >> ((code - first) & 7)) & 1) {
      characters.push(String.fromCodePoint(code))
    }
  }
  const codeOf = (/** @type {string} */ c) => c.codePointAt(0) ?? 0
  return characters.sort((a, b) => codeOf(a) - codeOf(b))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  const path = process.argv.slice(2).find((word) => word !== '--check')
  if (!path && !check) throw new Error('Name Unihan_OtherMappings.txt')
  const characters = path ? readTable(readFileSync(path, 'utf8')) : readModule()
  const found = createHash('sha256').update(characters.join('')).digest('hex')
  if (characters.length !== size || found !== digest) {
    console.error(
      `${characters.length} characters (${found}), not the ${size} of the table`,
    )
    process.exitCode = 1
  } else if (!check) {
    writeFileSync(target, writeModule(characters))
  } else if (readFileSync(target, 'utf8') !== writeModule(characters)) {
    console.error(`${target} is stale: compile it again`)
    process.exitCode = 1
  }
}
