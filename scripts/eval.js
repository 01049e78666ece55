// Score Yiwen and its peers on aligned translations and trap sentences:
//
//   npm run eval                    the table, by mode, kind and origin
//   npm run eval -- --misses 40     also the commonest differences
//   npm run eval -- --reverse       from zh-CN, by the same pairs
//   npm run eval -- --folds 5       by groups of origins, to judge a change by those
//                                   it was not made on
//   npm run eval -- --save FILE     keep what came out; then, after a change:
//   npm run eval -- --against FILE  what got better and worse, and in which origins
//   npm run eval -- --pairs FILE --traps FILE
//   npm run eval -- --out FILE      write the table, too
//
// Spaces, quotation marks and brackets are not compared: translators differ.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string' },
    traps: { type: 'string' },
    dist: { type: 'string' },
    misses: { type: 'string' },
    origins: { type: 'boolean' },
    reverse: { type: 'boolean', default: false },
    folds: { type: 'string' },
    save: { type: 'string' },
    against: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) {
  console.log(
    'npm run eval -- [--pairs FILE] [--traps FILE] [--misses N] [--origins] [--reverse] [--folds N] [--save FILE] [--against FILE] [--out FILE]',
  )
  process.exit(0)
}
/** @type {string[]} */
const said = []
const say = (/** @type {string} */ line) => {
  said.push(line)
  console.log(line)
}
const shared = fileURLToPath(new URL('../../shared/eval/', import.meta.url))
const dist = values.dist
  ? pathToFileURL(`${values.dist}/`)
  : new URL('../dist/', import.meta.url)
const { createCompatConverter, createConverter } = await import(
  new URL('text.js', dist)
)

/** @param {string} locale - `tw` or `hk`. @returns {'zh-TW' | 'zh-HK'} */
const tagOf = (locale) => (locale === 'hk' ? 'zh-HK' : 'zh-TW')
const direction = (/** @type {string} */ traditional) =>
  values.reverse
    ? { from: 'cn', to: traditional }
    : { from: traditional, to: 'cn' }

/** @type {Record<string, (locale: string) => (text: string) => string>} */
const modes = {
  'Yiwen editorial': (locale) =>
    createConverter(
      values.reverse
        ? { from: 'zh-CN', to: tagOf(locale) }
        : { from: tagOf(locale), to: 'zh-CN' },
    ),
  'OpenCC phrases': (locale) => createCompatConverter(direction(`${locale}p`)),
  'OpenCC characters': (locale) => createCompatConverter(direction(locale)),
}

const ignored = /[\s"'“”‘’「」『』()（）[\]［］【】《》〈〉]/gu
const wide = /[！-～]/gu
const plain = (/** @type {string} */ text) =>
  text
    .replace(wide, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(ignored, '')

/**
 * Levenshtein distance.
 *
 * @param {string} a - One text.
 * @param {string} b - The other.
 * @returns {number} Edits between them.
 */
function distance(a, b) {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const left = a.slice(start, endA)
  const right = b.slice(start, endB)
  let row = Array.from({ length: right.length + 1 }, (_, i) => i)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1),
      )
    }
    row = next
  }
  return row[right.length] ?? 0
}

const read = (/** @type {string} */ path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
const percent = (/** @type {number} */ part, /** @type {number} */ whole) =>
  `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`

/**
 * Say what got better and what got worse since outputs were saved.
 *
 * @param {string[][]} rows - Source, reference and origin of each pair.
 * @param {string[]} ours - What comes out now.
 * @param {string} path - What came out, by `--save` on the same pairs.
 */
function compare(rows, ours, path) {
  const old = JSON.parse(readFileSync(path, 'utf8'))
  if (old.length !== rows.length) throw new Error(`${path} is of other pairs`)
  const better = new Map()
  const worse = new Map()
  const lines = []
  for (const [
    i,
    [source = '', reference = '', origin = ''],
  ] of rows.entries()) {
    const want = plain(reference)
    const [was, is] = [plain(old[i]), plain(ours[i] ?? '')]
    const gain = was === is ? 0 : distance(was, want) - distance(is, want)
    if (gain === 0) continue
    const counts = gain > 0 ? better : worse
    counts.set(origin, (counts.get(origin) ?? 0) + 1)
    if (gain < 0)
      lines.push(`  ${source} | ${old[i]} | ${ours[i]} | ${reference}`)
  }
  const sum = (/** @type {Map<string, number>} */ counts) =>
    [...counts.values()].reduce((a, b) => a + b, 0)
  say(
    `\nSince ${path}: ${sum(better)} better in ${better.size} origins, ${sum(worse)} worse in ${worse.size}`,
  )
  for (const line of lines) say(line)
}

const folds = Number(values.folds ?? 0)
/**
 * Find the fold of an origin: the same at any time, whatever the other origins.
 *
 * @param {string} origin - Where a translation is from.
 * @returns {number} From 1 to the number of folds.
 */
function foldOf(origin) {
  let hash = 0
  for (const character of origin) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0
  }
  return 1 + ((hash >>> 8) % folds)
}

say(`Measured ${new Date().toISOString().slice(0, 10)}\n`)
const pairsPath = values.pairs ?? `${shared}pairs-dev.tsv`
if (existsSync(pairsPath)) {
  const rows = read(pairsPath).map(([traditional = '', cn = '', ...rest]) =>
    values.reverse ? [cn, traditional, ...rest] : [traditional, cn, ...rest],
  )
  const tables = new Map()
  const results = new Map()
  for (const [name, make] of Object.entries(modes)) {
    const converters = { tw: make('tw'), hk: make('hk') }
    const outputs = rows.map(([source = '', , , locale]) =>
      (locale === 'hk' ? converters.hk : converters.tw)(source),
    )
    results.set(name, outputs)
    for (const [
      i,
      [, reference = '', origin = '', , kind = ''],
    ] of rows.entries()) {
      const want = plain(reference)
      const got = plain(outputs[i] ?? '')
      const groups = ['all', `kind ${kind}`, `origin ${origin}`]
      if (folds > 0) groups.push(`fold ${foldOf(origin)}`)
      for (const group of groups) {
        const key = `${group}\t${name}`
        const score = tables.get(key) ?? {
          rows: 0,
          exact: 0,
          edits: 0,
          size: 0,
        }
        score.rows++
        if (want === got) score.exact++
        else score.edits += distance(want, got)
        score.size += want.length
        tables.set(key, score)
      }
    }
  }
  const groups = [...new Set([...tables.keys()].map((k) => k.split('\t')[0]))]
  for (const group of groups.filter((g) => !g?.startsWith('origin'))) {
    for (const name of Object.keys(modes)) {
      const s = tables.get(`${group}\t${name}`)
      say(
        `${group?.padEnd(18)} ${name.padEnd(20)} ${String(s.rows).padStart(6)} rows  exact ${percent(s.exact, s.rows).padStart(8)}  character errors ${percent(s.edits, s.size).padStart(7)}`,
      )
    }
  }
  const origins = groups.filter((g) => g?.startsWith('origin'))
  const rate = (/** @type {string} */ group, /** @type {string} */ name) => {
    const s = tables.get(`${group}\t${name}`)
    return s.edits / Math.max(s.size, 1)
  }
  const worse = origins.filter(
    (o) =>
      rate(o ?? '', 'Yiwen editorial') > rate(o ?? '', 'OpenCC phrases') + 1e-9,
  )
  say(`\nWorse than OpenCC on ${worse.length} of ${origins.length} origins`)
  for (const o of values.origins ? origins : worse) {
    const s = tables.get(`${o}\tYiwen editorial`)
    say(
      `  ${o} (${s.rows} rows): ${(100 * rate(o ?? '', 'Yiwen editorial')).toFixed(2)} % against ${(100 * rate(o ?? '', 'OpenCC phrases')).toFixed(2)} %`,
    )
  }
  const ours = results.get('Yiwen editorial')
  const peer = results.get('OpenCC phrases')
  let better = 0
  let damaged = 0
  for (const [i, [, reference = '']] of rows.entries()) {
    const want = plain(reference)
    if (plain(ours[i]) === want && plain(peer[i]) !== want) better++
    if (plain(ours[i]) !== want && plain(peer[i]) === want) {
      damaged++
      if (values.origins)
        say(`  worse: ${rows[i]?.[0]} | ${ours[i]} | ${reference}`)
    }
  }
  say(
    `\nRight where OpenCC is not: ${better}; wrong where it is right: ${damaged}`,
  )
  if (values.save) writeFileSync(values.save, JSON.stringify(ours))
  if (values.against) compare(rows, ours, values.against)
  let unstable = 0
  for (const [i, [, , , locale]] of rows.entries()) {
    const convert = modes['Yiwen editorial'](locale ?? 'tw')
    if (convert(ours[i]) !== ours[i]) {
      unstable++
      if (unstable <= 5) say(`  unstable: ${ours[i]} | ${convert(ours[i])}`)
    }
  }
  say(`Changed by a second pass: ${unstable} of ${rows.length}`)
  if (values.misses) {
    const counts = new Map()
    for (const [i, [source = '', reference = '', origin]] of rows.entries()) {
      const want = plain(reference)
      const got = plain(ours[i])
      if (want === got) continue
      let a = 0
      while (a < got.length && got[a] === want[a]) a++
      let b = 0
      while (
        b < Math.min(got.length, want.length) - a &&
        got[got.length - 1 - b] === want[want.length - 1 - b]
      )
        b++
      const key = `${got.slice(Math.max(0, a - 1), got.length - b + 1)} → ${want.slice(Math.max(0, a - 1), want.length - b + 1)}`
      if (key.length > 24) continue
      const entry = counts.get(key) ?? { n: 0, origins: new Set(), source }
      entry.n++
      entry.origins.add(origin)
      counts.set(key, entry)
    }
    for (const [key, { n, origins: from, source }] of [...counts]
      .sort(([, x], [, y]) => y.origins.size - x.origins.size || y.n - x.n)
      .slice(0, Number(values.misses))) {
      say(`  ${n}× in ${from.size} origins  ${key}   (${source.slice(0, 40)})`)
    }
  }
} else say(`Skipped the pairs: ${pairsPath} is not there.`)

const trapsPath = values.traps ?? `${shared}traps-dev.tsv`
if (values.reverse) {
  say('The traps go one way.')
} else if (existsSync(trapsPath)) {
  const traps = read(trapsPath)
  say('')
  for (const [name, make] of Object.entries(modes)) {
    const convert = make('tw')
    const wrong = traps.filter(([, , source = '', must = '', not = '']) => {
      const output = convert(source)
      const has = must
        .split('&&')
        .filter(Boolean)
        .every((part) => part.split('/').some((form) => output.includes(form)))
      const hasNot = not
        .split('&&')
        .filter(Boolean)
        .every((form) => !output.includes(form))
      return !(has && hasNot)
    })
    say(
      `traps ${name.padEnd(20)} ${traps.length - wrong.length} of ${traps.length} right`,
    )
    if (name === 'Yiwen editorial') {
      for (const [id, kind, source = ''] of wrong) {
        say(`  ${id} ${kind}: ${source} → ${convert(source)}`)
      }
    }
  }
} else say(`Skipped the traps: ${trapsPath} is not there.`)
if (!values.pairs && !values.traps) {
  const script = fileURLToPath(new URL('eval-terms.js', import.meta.url))
  const terms = execFileSync(process.execPath, [script], { encoding: 'utf8' })
  say(`\n${terms.trimEnd()}`)
}
if (values.out) writeFileSync(values.out, `${said.join('\n')}\n`)
