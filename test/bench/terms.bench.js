// @ts-check
// Measure the search for glossary terms, in CPU time, in one run:
// node test/bench/terms.bench.js [--rounds 7] [--json]
//
// YIWEN_DIST names another folder for dist/.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { VFile } from 'vfile'

const root = new URL('../../', import.meta.url)

/** The compiled project. */
const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('dist/', root)

/** @typedef {import('../../src/model/index.ts').Concept} Concept */
/** @typedef {import('../../src/model/index.ts').Unit} Unit */
/** @typedef {import('../../src/terms/index.ts')} Terms */

/** @type {Terms} */
const { createForeignIndex, createTermIndex, matchTerms } = await import(
  new URL('terms/index.js', dist).href
)
/** @type {import('../../src/convert/index.ts')} */
const { convert, wordsOf } = await import(
  new URL('convert/index.js', dist).href
)
/** @type {import('../../src/index.ts')} */
const { createLocalizer } = await import(new URL('index.js', dist).href)

const corpus = fileURLToPath(new URL('../shared/corpus/', root))
const articles = fileURLToPath(new URL('articles/', root))
const vocabulary = fileURLToPath(new URL('locales/vocabulary/', root))

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(options.rounds)

/** @param {() => void} run - Work. @returns {number} Milliseconds of CPU. */
function cpuOf(run) {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** @param {readonly number[]} numbers - Numbers. */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** @param {string} folder - Folder. @returns {string[]} Its Markdown files. */
function markdownIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:md|mdx|markdown)$/.test(file))
    .sort()
    .map((file) => path.join(folder, file))
}

/** @param {string} text - Text. @returns {Unit} The text as a block. */
function unitOf(text) {
  const span = { start: 0, end: text.length }
  return { kind: 'plain', span, text, pieces: [], marks: [], section: 0 }
}

/** @param {readonly Unit[]} units - Units. @returns {number} Megabytes of UTF-8. */
function sizeOf(units) {
  let size = 0
  for (const { text } of units) size += Buffer.byteLength(text) + 1
  return size / 1e6
}

/**
 * @param {string} text - Word.
 * @param {number} number - Number of its concept.
 * @param {string} [simplified] - What it is called on the Mainland.
 * @returns {Concept} Concept of the word.
 */
function conceptOf(text, number, simplified = text) {
  const rest = {
    type: /** @type {const} */ ('full'),
    status: /** @type {const} */ ('preferred'),
  }
  return {
    id: `c-${number}`,
    domain: 'bench',
    state: 'approved',
    doNotTranslate: false,
    gloss: false,
    terms: [
      { text, locale: 'zh-TW', ...rest },
      { text: simplified, locale: 'zh-CN', ...rest },
      { text: `term ${number}`, locale: 'en', ...rest },
    ],
  }
}

/** @returns {() => number} Numbers from 0 to 1, always the same. */
function createRandom() {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * Words of the vocabulary, which the corpus is full of, then what is made of
 * two of them, which begins and ends as they do.
 *
 * @param {number} count - How many.
 * @returns {Concept[]} A glossary.
 */
function makeGlossary(count) {
  const words = new Set()
  for (const file of readdirSync(vocabulary).sort()) {
    if (!file.endsWith('.tsv')) continue
    const lines = readFileSync(path.join(vocabulary, file), 'utf8').split('\n')
    for (const line of lines.slice(1)) {
      const [word = ''] = (line.split('\t')[0] ?? '').split('|')
      if (word.length > 1 && !word.startsWith('#')) words.add(word)
    }
  }
  const random = createRandom()
  const basic = [...words]
  const pick = () => basic[Math.floor(random() * basic.length)]
  while (words.size < count) words.add(`${pick()}${pick()}`)
  const all = [...words]
  // A short list has all kinds of them, too.
  const step = count < basic.length ? Math.floor(basic.length / count) : 1
  return Array.from({ length: count }, (_, i) => conceptOf(all[i * step], i))
}

/** @returns {Unit[]} Lines of the corpus, or of the articles. */
function makeLines() {
  const inCorpus = markdownIn(corpus)
  const files = inCorpus.length > 0 ? inCorpus : markdownIn(articles)
  /** @type {Unit[]} */
  const units = []
  for (let size = 0; size < 12e6; ) {
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      size += Buffer.byteLength(text)
      for (const line of text.split(/\r?\n/)) if (line) units.push(unitOf(line))
      if (size >= 12e6) break
    }
  }
  return units
}

const counts = [0, 1000, 10_000, 100_000]
const lines = makeLines()
const words = wordsOf('zh-TW')

/** Speed by number of terms, and what the indexes take to build. */
function measureSearch() {
  const size = sizeOf(lines)
  const runs = counts.map((count) => {
    const concepts = makeGlossary(count)
    const build = []
    const foreign = []
    for (let round = 0; round <= rounds; round++) {
      const own = cpuOf(() => createTermIndex(concepts, 'zh-TW', words))
      const other = cpuOf(() => createForeignIndex(concepts, 'zh-TW', words))
      if (round === 0) continue
      build.push(own)
      foreign.push(other)
    }
    const index = createTermIndex(concepts, 'zh-TW', words)
    return {
      count,
      build,
      foreign,
      index,
      times: /** @type {number[]} */ ([]),
      found: 0,
    }
  })
  for (let round = -1; round < rounds; round++) {
    for (const run of runs) {
      const time = cpuOf(() => {
        run.found = matchTerms(lines, run.index).length
      })
      if (round >= 0) run.times.push(time)
    }
  }
  const base = runs[1]
  return runs.map(({ count, build, foreign, times, found }) => ({
    count,
    found,
    build: median(build),
    foreign: median(foreign),
    speed: count === 0 ? Number.NaN : size / (median(times) / 1000),
    best: count === 0 ? Number.NaN : size / (Math.min(...times) / 1000),
    ratio: base ? median(base.times) / median(times) : Number.NaN,
  }))
}

/** Terms and texts that break a simpler design, at two sizes. */
function measureHostile() {
  const grow = Array.from({ length: 1000 }, (_, i) => i + 2)
  const han = grow.map((n) => '甲'.repeat(n))
  const long = '甲'.repeat(10_000)
  const many = makeGlossary(10_000).map(({ terms }) => terms[0]?.text ?? '')
  /** @type {[string, readonly string[], string][]} */
  const cases = [
    ['aaaa…', grow.map((n) => 'a'.repeat(n)), 'a'],
    ['甲甲甲甲…', han, '甲'],
    ['beginnings, then another', han.map((t) => `${t}乙`), '甲'],
    ['endings, after another', han.map((t) => `乙${t}`), '甲'],
    ['one of 10,000 characters', [long], '甲'],
    ['…whose last is missing', [`${long}乙`], '甲'],
    ['…whose first is missing', [`乙${long}`], '甲'],
    ['every term', many, many.join('')],
    ['every term but its last', many, many.map((t) => t.slice(0, -1)).join('')],
    [
      'refused by words',
      ['個資', '要保', '行程'],
      '某一個資料夾需要保持進行程式碼',
    ],
    ['spaces', ['a b', '甲 乙'], ' 甲 a  '],
  ]
  return cases.map(([name, terms, seed]) => {
    const index = createTermIndex(
      terms.map((term, i) => conceptOf(term, i)),
      'zh-TW',
      words,
    )
    const speeds = [1, 4].map((size) => {
      const text = seed.repeat(
        Math.ceil((size * 1e6) / Buffer.byteLength(seed)),
      )
      // As one block, which is the worst there is.
      const units = [unitOf(Buffer.from(text).toString('utf8'))]
      const times = []
      for (let round = -1; round < 3; round++) {
        const time = cpuOf(() => matchTerms(units, index))
        if (round >= 0) times.push(time)
      }
      return sizeOf(units) / (median(times) / 1000)
    })
    return { name, small: speeds[0] ?? 0, large: speeds[1] ?? 0 }
  })
}

/**
 * What terms that do not occur cost: the whole conversion of articles, and that
 * of text alone, which is neither parsed nor printed.
 */
function measureConversion() {
  const inCorpus = markdownIn(corpus)
  const files = (inCorpus.length > 0 ? inCorpus : markdownIn(articles))
    .filter((_, i) => i % 60 === 0)
    .map((file) => readFileSync(file, 'utf8'))
  let size = 0
  for (const text of files) size += Buffer.byteLength(text)
  const some = lines.slice(0, 40_000)
  const runs = counts.map((count) => {
    // Not in any text, and yet begun and ended by what is.
    const concepts = makeGlossary(count).map((concept, i) =>
      conceptOf(`${concept.terms[0]?.text}\u3007${concept.terms[0]?.text}`, i),
    )
    const localizer = createLocalizer({ concepts })
    const index = createTermIndex(concepts, 'zh-TW', words)
    return {
      count,
      articles: () => {
        for (const value of files) {
          const file = new VFile({ path: 'a.md', value })
          localizer.localize(file, { target: 'zh-CN' })
        }
      },
      texts: () => {
        const occurrences = matchTerms(some, index)
        convert(some, {
          source: '',
          from: 'zh-TW',
          to: 'zh-CN',
          quotes: 'keep',
          brackets: 'keep',
          occurrences,
        })
      },
      ofArticles: /** @type {number[]} */ ([]),
      ofTexts: /** @type {number[]} */ ([]),
    }
  })
  for (let round = -1; round < rounds; round++) {
    for (const { articles, texts, ofArticles, ofTexts } of runs) {
      const time = cpuOf(articles)
      const alone = cpuOf(texts)
      if (round < 0) continue
      ofArticles.push(time)
      ofTexts.push(alone)
    }
  }
  const [base] = runs
  return runs.map(({ count, ofArticles, ofTexts }) => ({
    count,
    // The fastest round: what other work there is makes it slower, never faster.
    articles: size / 1e6 / (Math.min(...ofArticles) / 1000),
    texts: sizeOf(some) / (Math.min(...ofTexts) / 1000),
    ofArticles: base
      ? Math.min(...base.ofArticles) / Math.min(...ofArticles)
      : Number.NaN,
    ofTexts: base
      ? Math.min(...base.ofTexts) / Math.min(...ofTexts)
      : Number.NaN,
  }))
}

/** @param {(string | number)[][]} rows - Cells, the first row a header. */
function printTable(rows) {
  const cells = rows.map((row) =>
    row.map((cell) =>
      typeof cell === 'number'
        ? Number.isNaN(cell)
          ? '-'
          : cell.toFixed(cell < 10 && cell !== Math.round(cell) ? 2 : 0)
        : cell,
    ),
  )
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  for (const row of cells) {
    const line = row.map((cell, column) =>
      column < 1
        ? cell.padEnd(widths[column] ?? 0)
        : cell.padStart(widths[column] ?? 0),
    )
    console.log(line.join('  ').trimEnd())
  }
  console.log()
}

const search = measureSearch()
const hostile = measureHostile()
const conversion = measureConversion()

if (options.json) {
  console.log(JSON.stringify({ search, hostile, conversion }, null, 2))
} else {
  console.log('Search: megabytes of UTF-8 in a second of CPU time\n')
  printTable([
    [
      'terms',
      'median',
      'best',
      '× 1,000 terms',
      'found',
      'build, ms',
      'other locales, ms',
    ],
    ...search.map((row) => [
      row.count.toLocaleString('en'),
      row.speed,
      row.best,
      row.count === 0 ? Number.NaN : row.ratio,
      row.found.toLocaleString('en'),
      row.build,
      row.foreign,
    ]),
  ])
  console.log('Hostile terms and texts, each text one block\n')
  printTable([
    ['input', '1 MB, MB/s', '4 MB, MB/s', '4 MB × 1 MB'],
    ...hostile.map(({ name, small, large }) => [
      name,
      small,
      large,
      large / small,
    ]),
  ])
  console.log(
    'Conversion, zh-TW to zh-CN, by terms that do not occur; fastest\n',
  )
  printTable([
    ['terms', 'articles, MB/s', '× no terms', 'text alone, MB/s', '× no terms'],
    ...conversion.map((row) => [
      row.count.toLocaleString('en'),
      row.articles,
      row.ofArticles,
      row.texts,
      row.ofTexts,
    ]),
  ])
}
