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
