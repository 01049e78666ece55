// @ts-check
// Sentences that are put together anew from real ones, always the same, and what
// measures how long they take.
//
// They want ../shared/corpus.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
if (!existsSync(shared)) {
  console.error(`${shared} is missing.`)
  process.exit(1)
}

let seed = 42
/** Numbers from 0 to 1, always the same (mulberry32). */
export function random() {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/**
 * @template T
 * @param {readonly T[]} list - List.
 * @returns {T} One of it.
 */
export function pick(list) {
  return /** @type {T} */ (list[Math.floor(random() * list.length)])
}

/** Clauses of real sentences, and runs of English words. */
function readClauses() {
  const chinese = new Set()
  const english = new Set()
  const folder = path.join(shared, 'corpus')
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!/\.(?:md|mdx|markdown)$/.test(String(file))) continue
    const text = readFileSync(path.join(folder, String(file)), 'utf8')
    for (const [clause] of text.matchAll(
      /[^\n。！？；，：|#`*>[\]()（）「」<]{4,40}/g,
    )) {
      if (/[\u4e00-\u9fff]{3}/.test(clause)) chinese.add(clause.trim())
    }
    for (const [words] of text.matchAll(
      /[A-Za-z][a-z]+(?: [A-Za-z][a-z']+){2,12}/g,
    )) {
      english.add(words)
    }
  }
  const pairs = readFileSync(path.join(shared, 'eval/pairs-dev.tsv'), 'utf8')
  for (const line of pairs.split('\n')) {
    const [source = ''] = line.split('\t')
    if (source[0] !== '#' && source.length > 3) chinese.add(source.slice(0, 60))
  }
  return { chinese: [...chinese], english: [...english] }
}

export const { chinese, english } = readClauses()

/** @returns {string} Sentence of one to three clauses. */
export function sentence() {
  const clauses = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    pick(chinese),
  )
  const number = random() < 0.1 ? String(Math.floor(random() * 2000)) : ''
  return clauses.join('，') + (random() < 0.7 ? '。' : '') + number
}

/** @param {string} text - Text. @returns {string} The text with a few edits. */
export function edited(text) {
  const units = [...text]
  const edits = 1 + Math.floor(random() * Math.max(1, units.length * 0.2))
  const start = Math.floor(random() * units.length)
  if (random() < 0.5)
    units.splice(start, edits, ...pick(chinese).slice(0, edits))
  else {
    for (let count = 0; count < edits; count++) {
      units[Math.floor(random() * units.length)] = pick(chinese)[0] ?? ''
    }
  }
  return units.join('')
}

/** @param {readonly number[]} times - Milliseconds. */
export function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (/** @type {number} */ part) =>
    Number((sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(2))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

/** Wall clock and CPU of all threads, in milliseconds. */
export function clock() {
  const wall = performance.now()
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return { wall: performance.now() - wall, cpu: (user + system) / 1000 }
  }
}
