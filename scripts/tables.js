// @ts-check
// Write compiled tables as one file of named sections, as
// src/convert/tables.ts reads them, and say whether a file is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Pack sections: the length of a directory in JSON, the directory, and each
 * section at a multiple of four bytes, numbers with the low byte first.
 *
 * @param {Record<string, ArrayBufferView>} sections - Sections by name.
 * @returns {Buffer} File.
 */
export function packTables(sections) {
  const pad = (/** @type {Buffer} */ bytes, fill = 0) =>
    Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3, fill)])
  /** @type {Record<string, [offset: number, length: number]>} */
  const directory = {}
  const parts = []
  let offset = 0
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(
    sections,
  )) {
    directory[name] = [offset, byteLength]
    const part = pad(Buffer.from(buffer, byteOffset, byteLength))
    parts.push(part)
    offset += part.length
  }
  const head = pad(Buffer.from(JSON.stringify(directory)), 0x20)
  const size = Buffer.from(Uint32Array.of(head.length).buffer)
  return Buffer.concat([size, head, ...parts])
}

/**
 * Work out where stretches of given sizes start, as src/convert/buckets.ts reads
 * it: from the start of each block of 256, and where the blocks start.
 *
 * @param {string} name - Name of the tables.
 * @param {readonly number[]} sizes - Sizes.
 * @returns {Record<string, Uint16Array | Uint32Array>} Tables; behind the starts
 * the end.
 * @throws Error where a block is longer than 65,535.
 */
export function startsOf(name, sizes) {
  const offsets = new Uint16Array(sizes.length + 1)
  const bases = new Uint32Array((sizes.length >>> 8) + 1)
  let sum = 0
  for (let i = 0; i <= sizes.length; i++) {
    if ((i & 255) === 0) bases[i >>> 8] = sum
    const offset = sum - (bases[i >>> 8] ?? 0)
    if (offset > 0xffff) throw new Error(`a block of ${name} is too long`)
    offsets[i] = offset
    sum += sizes[i] ?? 0
  }
  return { [`${name}.offsets`]: offsets, [`${name}.bases`]: bases }
}

/**
 * Write a file of the project, or with `--check` on the command line only say
 * whether that is needed.
 *
 * @param {string} path - Path from the project's root.
 * @param {string | Buffer} content - What it is to hold.
 * @param {string} command - What makes it.
 */
export function writeCompiled(path, content, command) {
  const target = fileURLToPath(new URL(`../${path}`, import.meta.url))
  if (!process.argv.includes('--check')) {
    writeFileSync(target, content)
  } else if (
    !existsSync(target) ||
    !readFileSync(target).equals(Buffer.from(content))
  ) {
    console.error(`${path} is stale: ${command}`)
    process.exitCode = 1
  }
}
