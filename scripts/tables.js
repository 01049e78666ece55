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

/** How many bits say how many words are in a bucket. */
const countBits = 5

/**
 * Put words into buckets by their hash, as src/convert/buckets.ts finds them.
 *
 * @template Value
 * @param {Iterable<[hash: number, value: Value]>} words - Words.
 * @param {number} bits - 2 to this power is how many buckets there are.
 * @returns {{ tables: Record<string, ArrayBufferView>, values: Value[] }} The number
 * of each bucket's first word, above how many it has, and 16 bits of each word's hash;
 * and the words' values.
 * @throws Error where a bucket has more words than can be said.
 */
export function makeBuckets(words, bits) {
  const buckets = Array.from({ length: 1 << bits }, () => [])
  for (const [hash, value] of words) {
    buckets[hash >>> (32 - bits)]?.push({ print: hash & 0xffff, value })
  }
  const all = buckets.map((bucket) => bucket.sort((a, b) => a.print - b.print))
  const flat = all.flat()
  let start = 0
  return {
    tables: {
      buckets: Uint32Array.from(all, ({ length }) => {
        if (length >= 1 << countBits) throw new Error('a bucket is too full')
        start += length
        return ((start - length) << countBits) | length
      }),
      prints: Uint16Array.from(flat, ({ print }) => print),
    },
    values: flat.map(({ value }) => value),
  }
}

/** What a row of words has room for. */
const rowRoom = 20

/**
 * Put words into rows of 64 bytes by their hash, as src/convert/buckets.ts finds them.
 * Where a row is full, the rarest of its words are left out: of rows that are half
 * full on the average, as the lexicon's are, one word in some thousands.
 *
 * @param {Iterable<[hash: number, cost: number]>} words - What each word costs.
 * @param {number} bits - 2 to this power is how many rows there are.
 * @returns {Uint8Array} Rows: where its four parts end, five bits each; the lower
 * sixteen bits of the hashes; the costs.
 */
export function makeRows(words, bits) {
  /** @type {{ hash: number, cost: number }[][]} */
  const rows = Array.from({ length: 1 << bits }, () => [])
  for (const [hash, cost] of words) {
    rows[hash >>> (32 - bits)]?.push({ hash, cost })
  }
  const table = new DataView(new ArrayBuffer(64 * rows.length))
  for (const [row, all] of rows.entries()) {
    all.sort((a, b) => a.cost - b.cost || a.hash - b.hash)
    const kept = all.slice(0, rowRoom).sort((a, b) => a.hash - b.hash)
    let ends = 0
    for (const [i, { hash, cost }] of kept.entries()) {
      const part = (hash >>> (30 - bits)) & 3
      // Of each part that does not end before it.
      for (let other = part; other < 4; other++) ends += 1 << (5 * other)
      table.setUint16(64 * row + 4 + 2 * i, hash & 0xffff, true)
      table.setUint8(64 * row + 4 + 2 * rowRoom + i, cost)
    }
    table.setUint32(64 * row, ends, true)
  }
  return new Uint8Array(table.buffer)
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
