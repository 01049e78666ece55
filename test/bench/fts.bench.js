// @ts-check
// Compare ways to find candidates for fuzzy matches in SQLite's FTS5: Yiwen's, and
// those that its own tokenizer and ranking give, each with edit distance over them.
//
//   node test/bench/fts.bench.js [--segments 200000] [--lookups 300] [--only trigram]
//
// What is right is told by edit distance over every entry. It wants ../shared/corpus
// and dist/.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  chinese,
  clock,
  edited,
  percentiles,
  pick,
  random,
  sentence,
} from './sentences.js'

const dist = new URL('../../dist/', import.meta.url)
/** @type {import('../../src/memory/index.ts')} */
const { openMemory } = await import(new URL('memory/index.js', dist).href)
/** @type {import('../../src/memory/distance.ts')} */
const { Pattern, unitsOf } = await import(
  new URL('memory/distance.js', dist).href
)
/** @type {import('../../src/memory/grams.ts')} */
const { gramsOf } = await import(new URL('memory/grams.js', dist).href)

const { values: options } = parseArgs({
  options: {
    segments: { type: 'string', default: '200000' },
    lookups: { type: 'string', default: '300' },
    only: { type: 'string' },
  },
})
const size = Number(options.segments)
const lookups = Number(options.lookups)
/** Entries that are compared by edit distance, in every way. */
const most = 100
const threshold = 0.7

/** @returns {string} Two to six characters, as cells and buttons have. */
function label() {
  const text = pick(chinese).replace(/[^\u4e00-\u9fff]/g, '')
  return text.slice(0, 2 + Math.floor(random() * 5))
}

/** @param {string} text - Text. @returns {string} It with one character changed. */
function misspelt(text) {
  const units = [...text]
  units[Math.floor(random() * units.length)] = pick(chinese)[0] ?? ''
  return units.join('')
}

/** @type {string[]} */
const texts = []
const seen = new Set()
while (texts.length < size) {
  const text = random() < 0.05 ? label() : sentence()
  if (text.length < 2 || seen.has(text)) continue
  seen.add(text)
  texts.push(text)
}
const labels = texts.filter((text) => text.length <= 6)
const kinds = {
  sentences: Array.from({ length: lookups }, () => edited(pick(texts))),
  labels: Array.from({ length: lookups }, () => misspelt(pick(labels))),
}

/**
 * Likeness of the entry that is most like a text.
 * @param {string} text - Text.
 * @param {Iterable<readonly number[]>} others - Entries.
 */
function bestOf(text, others) {
  const units = unitsOf({ text, codes: '' })
  const pattern = new Pattern(units)
  let best = 0
  for (const own of others) {
    const length = Math.max(units.length, own.length)
    if (Math.min(units.length, own.length) < length * Math.max(best, threshold))
      continue
    const edits = pattern.distance(
      own,
      Math.floor(length * (1 - threshold) + 1e-9),
    )
    const score = 1 - edits / length
    if (score >= threshold && score > best) best = score
  }
  return best
}

/** @typedef {{ find: (text: string) => Iterable<string> | number, close: () => void }} Finder */

const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-fts-'))
const Sqlite = createRequire(import.meta.url)('libsql')

/** @param {string} name - Name of the file. */
function openFile(name) {
  const db = new Sqlite(path.join(folder, name))
  db.exec('PRAGMA journal_mode = DELETE')
  db.exec('PRAGMA synchronous = NORMAL')
  db.exec('PRAGMA cache_size = -49152')
  db.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, source TEXT)')
  return db
}

/** @param {string} text - Text. @returns {string[]} Its threes, in lower case. */
function threesOf(text) {
  const units = [...text.toLowerCase()]
  const threes = units.slice(2).map((_, at) => units.slice(at, at + 3).join(''))
  return [...new Set(threes)]
}

/** @param {string} text - Text. @returns {string[]} Names of Yiwen's grams. */
function gramNames(text) {
  return gramsOf(text, 0).map((gram) => gram.toString(36))
}

/** @param {readonly string[]} terms - Terms. */
function anyOf(terms) {
  return terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ')
}

/**
 * A table of FTS5.
 *
 * bm25 wants to know where in an entry a term stands: without `detail` a table that
 * keeps no text ranks nothing. Counting how many terms an entry has does not.
 * @param {string} name - Name of the file.
 * @param {{
 *   tokenize: string,
 *   termsOf: (text: string) => string[],
 *   store: (text: string) => string,
 *   places: number,
 *   rank: 'bm25' | 'count',
 * }} how
 *   Tokenizer, terms that are looked up, what is indexed, how many places are read
 *   (the rarest terms first, as Yiwen does), and what ranks.
 */
function fullText(name, { tokenize, termsOf, store, places, rank }) {
  const db = openFile(name)
  const detail = rank === 'bm25' ? 'full' : 'none'
  db.exec(
    `CREATE VIRTUAL TABLE fts USING fts5(x, tokenize='${tokenize}', detail=${detail}, content='')`,
  )
  db.exec('CREATE VIRTUAL TABLE vocab USING fts5vocab(fts, row)')
  const entry = db.prepare('INSERT INTO entry VALUES (?, ?)')
  const index = db.prepare('INSERT INTO fts (rowid, x) VALUES (?, ?)')
  const sizes = new Uint16Array(texts.length + 1)
  for (let from = 0; from < texts.length; from += 20_000) {
    db.exec('BEGIN')
    for (const [at, text] of texts.slice(from, from + 20_000).entries()) {
      entry.run([from + at + 1, text])
      index.run([from + at + 1, store(text)])
      sizes[from + at + 1] = termsOf(text).length
    }
    db.exec('COMMIT')
  }
  const count = db.prepare('SELECT doc FROM vocab WHERE term = ?')
  const ranked = db.prepare(
    `SELECT e.source FROM (SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT ${most}) f JOIN entry e ON e.id = f.rowid`,
  )
  const source = db.prepare('SELECT source FROM entry WHERE id = ?')
  /** @type {Map<number, any>} */
  const counted = new Map()
  /** @param {readonly string[]} terms - Terms. @param {number} size - Terms of the text. */
  const byCount = (terms, size) => {
    let statement = counted.get(terms.length)
    if (!statement) {
      const one = 'SELECT rowid id FROM fts WHERE fts MATCH ?'
      const parts = terms.map(() => one).join(' UNION ALL ')
      statement = db.prepare(
        `SELECT id, count(*) n FROM (${parts}) GROUP BY id ORDER BY n DESC LIMIT 1000`,
      )
      counted.set(terms.length, statement)
    }
    /** @type {{ id: number, n: number }[]} */
    const rows = statement.all(terms.map((term) => anyOf([term])))
    return rows
      .map(({ id, n }) => ({ id, dice: n / (size + (sizes[id] ?? 0)) }))
      .sort((a, b) => b.dice - a.dice)
      .slice(0, most)
      .map(({ id }) => String(source.get([id]).source))
  }
  /** @param {string} text - Text. */
  const find = (text) => {
    const terms = termsOf(text)
    /** @type {string[]} */
    const chosen = []
    let sum = 0
    const known = terms
      .map((term) => ({ term, n: Number(count.get([term])?.doc ?? 0) }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => a.n - b.n)
    for (const { term, n } of known) {
      sum += n
      if (sum > places && chosen.length > 0) break
      chosen.push(term)
    }
    if (chosen.length === 0) return []
    if (rank === 'count') return byCount(chosen, terms.length)
    /** @type {{ source: string }[]} */
    const rows = ranked.all([anyOf(chosen)])
    return rows.map(({ source }) => source)
  }
  return { find, close: () => db.close() }
}

const trigram = {
  tokenize: 'trigram',
  termsOf: threesOf,
  store: (/** @type {string} */ text) => text,
}
// Yiwen's own grams, also pairs of characters, as words of a column.
const grams = {
  tokenize: 'ascii',
  termsOf: gramNames,
  store: (/** @type {string} */ text) => gramNames(text).join(' '),
}

/** @type {Record<string, (name: string) => Finder | Promise<Finder>>} */
const ways = {
  yiwen: async (name) => {
    const memory = openMemory(path.join(folder, name))
    const entries = texts.map((text) => ({
      source: [text],
      sourceLocale: /** @type {const} */ ('zh-TW'),
      target: ['x'],
      targetLocale: /** @type {const} */ ('en'),
      state: /** @type {const} */ ('translated'),
    }))
    await memory.importEntries(entries, { file: 'a', stamp: '1' })
    const how = /** @type {const} */ ({ source: 'zh-TW', target: 'en' })
    return {
      find: (text) => {
        const [best] = memory.lookup([text], {
          ...how,
          threshold: threshold * 100,
          limit: 1,
        })
        const units = best ? unitsOf({ text, codes: '' }).length : 0
        if (!best) return 0
        const own = [...best.entry.source.join('')].length
        return 1 - best.distance / Math.max(units, own)
      },
      close: () => memory.close(),
    }
  },
  'trigram, bm25 of all': (name) =>
    fullText(name, {
      ...trigram,
      places: Number.POSITIVE_INFINITY,
      rank: 'bm25',
    }),
  'trigram, bm25 of 20,000': (name) =>
    fullText(name, { ...trigram, places: 20_000, rank: 'bm25' }),
  'trigram, counted in 20,000': (name) =>
    fullText(name, { ...trigram, places: 20_000, rank: 'count' }),
  'grams, bm25 of 20,000': (name) =>
    fullText(name, { ...grams, places: 20_000, rank: 'bm25' }),
}

const all = texts.map((text) => Uint32Array.from(unitsOf({ text, codes: '' })))
/** @type {Record<string, number[]>} */
const right = {}
for (const [kind, asked] of Object.entries(kinds)) {
  right[kind] = asked.map((text) => bestOf(text, /** @type {any} */ (all)))
}

/** @type {Record<string, unknown>} */
const report = { segments: size, lookups, node: process.version }
try {
  for (const [name, open] of Object.entries(ways)) {
    if (options.only && !name.includes(options.only)) continue
    const file = `${Object.keys(report).length}.sqlite`
    let spent = clock()
    const finder = await open(file)
    const { wall, cpu } = spent()
    /** @type {Record<string, unknown>} */
    const own = {
      perSecond: Math.round((size / wall) * 1000),
      perCpuSecond: Math.round((size / cpu) * 1000),
      megabytes: Math.round(statSync(path.join(folder, file)).size / 1e6),
    }
    for (const [kind, asked] of Object.entries(kinds)) {
      const walls = []
      const cpus = []
      let there = 0
      let found = 0
      for (const [index, text] of asked.entries()) {
        spent = clock()
        const result = finder.find(text)
        const best =
          typeof result === 'number'
            ? result
            : bestOf(
                text,
                [...result].map((text) => unitsOf({ text, codes: '' })),
              )
        const { wall, cpu } = spent()
        walls.push(wall)
        cpus.push(cpu)
        const wanted = right[kind]?.[index] ?? 0
        if (wanted === 0) continue
        there++
        if (best >= wanted - 1e-9) found++
      }
      own[kind] = {
        wall: percentiles(walls),
        cpu: percentiles(cpus),
        recall: Number((found / there).toFixed(4)),
        of: there,
      }
    }
    finder.close()
    report[name] = own
    console.log(JSON.stringify({ [name]: own }))
  }
  console.log(JSON.stringify(report, undefined, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
