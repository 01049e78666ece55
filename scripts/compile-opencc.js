// @ts-check
// Compile the dictionaries of the installed opencc-js: which there are and how
// they are chained into src/convert/opencc-data.ts, what they hold into
// src/convert/tables/opencc.bin. With --check, only say whether that is needed.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packTables, writeCompiled } from './tables.js'

/**
 * @typedef {readonly [from: string, to: string]} Entry
 * @typedef {ReadonlyMap<string, string>} Dictionary
 * @typedef {{ normalized: boolean, segmentation: string, stages: readonly string[] }} Chain
 * @typedef {{ data?: Buffer, without?: { of: string, nodes: readonly number[] } }} Stage
 * @typedef {{
 *   version: string,
 *   compatibility: string,
 *   configurations: Record<string, Chain>,
 *   from: Record<string, readonly string[]>,
 *   to: Record<string, readonly string[]>,
 *   running: Record<string, Chain>,
 *   stages: Record<string, Stage>,
 * }} Compiled
 */

const normalization = 'CJK_Compatibility_Ideographs'

/** The longest key, in UTF-16 units, that the look-ahead allows. */
const longestKey = 15

/** How many nodes share a base; `src/convert/stage.ts` has it too. */
const blockSize = 16

/** So many children do not fit into a node's byte: they are listed. */
const manyChildren = 63

/**
 * Phrases of two characters that stand across two words as often as for one: 計畫 in
 * 設計畫面, 覆文 in 顛覆文化, 康乾 in 健康乾淨. Running text is converted without them;
 * the vocabulary has those that are words, and looks at what is around.
 */
const acrossWords = new Set(
  (
    '計畫 籌畫 徵調 徵聲 徵音 徵弦 徵絃 角徵 流徵 變徵 鍊條 鍊子 鍊墜 鍊形 鍊錘 鍊鎖 手鍊 ' +
    '拉鍊 金鍊 銀鍊 鐵鍊 鎖鍊 項鍊 頸鍊 鉸鍊 上鍊 覆信 覆呈 覆命 覆墓 覆帳 覆按 覆文 覆校 ' +
    '覆電 見覆 電覆 示覆 明覆 拜覆 鈞覆 稟覆 申覆 批覆 重覆 回覆 函覆 答覆 反覆 上逕 水逕 ' +
    '河逕 沙逕 社逕 七逕 南逕 逕口 逕聯 逕頭 谿工 年釐 懷釐 祝釐 逆釐 春釐 康乾 乾元 乾道 ' +
    '乾象 乾圖 乾宅 乾斷 乾造 乾州 乾旦 乾綱 乾曜 南氾 東氾 李祕 吳祕 袁祕 辛祕 胤祕 允祕'
  ).split(' '),
)

/** Dictionary of simplified phrases without those, and the one it is made of. */
const runningPhrases = 'TSPhrasesInText'
const simplifiedPhrases = 'TSPhrases'

const packageRoot = new URL('.', import.meta.resolve('opencc-js/core'))

/**
 * Compile every configuration.
 *
 * @returns {Promise<Compiled>} What `src/convert/opencc-data.ts` holds.
 */
export async function compileOpenCC() {
  /** @type {Map<string, Dictionary>} */
  const dictionaries = new Map()
  /** @type {Map<string, string>} */
  const names = new Map()
  const files = readdirSync(new URL('dict/', packageRoot))
  for (const file of files.sort()) {
    const { default: text } = await import(
      new URL(`dict/${file}`, packageRoot).href
    )
    const name = file.replace(/\.js$/, '')
    if (names.has(text)) fail(`${name}, which is ${names.get(text)} again`)
    names.set(text, name)
    dictionaries.set(name, parseDictionary(name, text))
  }

  const preset = await import(new URL('preset/full.js', packageRoot).href)
  /** @type {Map<string, readonly string[]>} */
  const groups = new Map()
  const nameGroup = (/** @type {readonly string[]} */ group) => {
    const members = group.map(
      (text) => names.get(text) ?? fail('a preset of an unknown dictionary'),
    )
    groups.set(members.join('+'), members)
    return members.join('+')
  }
  const nameLocales = (/** @type {Record<string, string[][]>} */ locales) =>
    mapValues(locales, (stages) => stages.map(nameGroup))
  const configurations = mapValues(preset.configs, (config) => {
    const normalized = (config.normalizationChain ?? []).map(nameGroup)
    if (normalized.length > 0 && normalized.join() !== normalization) {
      fail(`an unknown normalization: ${normalized.join()}`)
    }
    const stages = config.conversionChain.map(nameGroup)
    const cuts = (config.segmentation ?? []).map((/** @type {string} */ text) =>
      names.get(text),
    )
    return {
      normalized: normalized.length > 0,
      segmentation: cuts.length > 0 ? segmentationOf(cuts, stages) : '',
      stages,
    }
  })
  const all = dictionaries.get(simplifiedPhrases) ?? fail('no phrases')
  for (const phrase of acrossWords) {
    if (!all.has(phrase)) fail(`no ${phrase}, of which a list knows`)
  }
  dictionaries.set(
    runningPhrases,
    new Map([...all].filter(([phrase]) => !acrossWords.has(phrase))),
  )
  const inText = (/** @type {string} */ name) =>
    name.replace(simplifiedPhrases, runningPhrases)
  const running = Object.fromEntries(
    ['tw', 'hk'].map((locale) => {
      const chain = configurations[`${locale}2s`] ?? fail(`no ${locale}2s`)
      const { segmentation, stages } = chain
      for (const name of stages) {
        const group = groups.get(name) ?? []
        groups.set(inText(name), group.map(inText))
      }
      const own = {
        segmentation: inText(segmentation),
        stages: stages.map(inText),
      }
      return [locale, { ...chain, ...own }]
    }),
  )
  const from = nameLocales(preset.from)
  const to = nameLocales(preset.to)
  return {
    version: JSON.parse(
      readFileSync(new URL('../../package.json', packageRoot), 'utf8'),
    ).version,
    compatibility: unitClass(dictionaries.get(normalization) ?? new Map()),
    configurations,
    from,
    to,
    running,
    stages: compileStages(groups, dictionaries),
  }

  /** The stage that has just the phrases that a segmentation cuts at. */
  function segmentationOf(
    /** @type {string[]} */ cuts,
    /** @type {string[]} */ stages,
  ) {
    const phrases = phrasesOf(mergeGroup(cuts, dictionaries))
    const stage = stages.find((name) => {
      const group = mergeGroup(groups.get(name) ?? [], dictionaries)
      return (
        phrasesOf(group)
          .map(([key]) => key)
          .join() === phrases.map(([key]) => key).join()
      )
    })
    return stage ?? fail(`a segmentation that no stage has: ${cuts.join()}`)
  }
}

/**
 * Compile the stages that configurations name.
 *
 * @param {ReadonlyMap<string, readonly string[]>} groups - Their dictionaries.
 * @param {ReadonlyMap<string, Dictionary>} dictionaries - All dictionaries.
 * @returns {Record<string, Stage>} The stages.
 */
function compileStages(groups, dictionaries) {
  const merged = [...groups.keys()].sort().map((name) => ({
    name,
    members: groups.get(name) ?? [],
    entries: mergeGroup(groups.get(name) ?? [], dictionaries),
  }))
  return Object.fromEntries(
    merged.map(({ name, members, entries }) => {
      // Tens of thousands of phrases are shipped once, not with and without a
      // few more.
      const larger = merged.find(
        (other) =>
          (members.includes(runningPhrases)
            ? other.name === name.replace(runningPhrases, simplifiedPhrases)
            : other.members.length > members.length &&
              entries.length > 10_000 &&
              members.every((member) => other.members.includes(member))) &&
          isSubset(entries, other.entries),
      )
      if (!larger) return [name, { data: packStage(name, entries) }]
      const kept = new Set(entries.map(([key]) => key))
      const { paths } = makeNodes(phrasesOf(larger.entries))
      const all = new Set(larger.entries.map(([key]) => key))
      const nodes = paths.flatMap((path, node) =>
        all.has(path) && !kept.has(path) ? [node] : [],
      )
      return [name, { without: { of: larger.name, nodes } }]
    }),
  )
}

/**
 * Whether a stage is another with fewer phrases.
 *
 * @param {readonly Entry[]} entries - Entries of the one.
 * @param {readonly Entry[]} others - Entries of the other.
 * @returns {boolean} Whether it is.
 */
function isSubset(entries, others) {
  const values = new Map(others)
  const missing = others.length - entries.length
  return (
    entries.every(([key, value]) => values.get(key) === value) &&
    phrasesOf(others).length - phrasesOf(entries).length === missing
  )
}

/**
 * Merge dictionaries; the first that has a key wins.
 *
 * @param {readonly string[]} group - Names.
 * @param {ReadonlyMap<string, Dictionary>} dictionaries - All dictionaries.
 * @returns {Entry[]} Entries, sorted by the UTF-16 units of their keys.
 */
function mergeGroup(group, dictionaries) {
  /** @type {Map<string, string>} */
  const entries = new Map()
  for (const name of group) {
    for (const [key, value] of dictionaries.get(name) ?? []) {
      if (!entries.has(key)) entries.set(key, value)
    }
  }
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/**
 * Read a dictionary in opencc-js's own form.
 *
 * @param {string} name - Its name, for errors.
 * @param {string} text - `key value|key value`.
 * @returns {Dictionary} Its entries.
 */
function parseDictionary(name, text) {
  /** @type {Map<string, string>} */
  const entries = new Map()
  for (const line of text.split('|')) {
    const [key, value, ...rest] = line.split(' ')
    if (!key || !value || rest.length > 0) fail(`${name}: ${line}`)
    else if (key.length > longestKey) fail(`${name}: ${line}, too long`)
    else if (/[\0\u2ff0-\u2fff]|\p{Cs}/u.test(key + value)) {
      fail(`${name}: ${line}, with what no entry may have`)
    } else entries.set(key, value)
  }
  return entries
}

/**
 * The entries of several characters.
 *
 * @param {readonly Entry[]} entries - Entries.
 * @returns {Entry[]} Phrases.
 */
function phrasesOf(entries) {
  return entries.filter(([key]) => [...key].length > 1)
}

/**
 * Make the nodes of a trie: in order of their depth, then of their path.
 *
 * @param {readonly Entry[]} phrases - Sorted phrases.
 * @returns {{ paths: string[], children: number[] }} What leads to each node,
 * and where its children begin; they end where the next node's begin. The
 * root is 0.
 */
function makeNodes(phrases) {
  const paths = ['']
  const children = []
  for (let depth = 1; depth <= longestKey; depth++) {
    const before = paths.length
    for (const [key] of phrases) {
      const path = key.slice(0, depth)
      if (path.length === depth && path !== paths.at(-1)) paths.push(path)
    }
    if (paths.length === before) break
  }
  let child = 1
  for (const path of paths) {
    children.push(child)
    while (paths[child]?.slice(0, -1) === path) child++
  }
  return { paths, children }
}

/**
 * Pack a stage, as `src/convert/stage.ts` unpacks it: counts, double words,
 * words, bytes.
 *
 * @param {string} name - Its name, for errors.
 * @param {readonly Entry[]} entries - Sorted entries.
 * @returns {Buffer} Bytes.
 */
function packStage(name, entries) {
  const isUnit = (/** @type {string} */ text) => text.length === 1
  const characters = entries.filter(([key]) => [...key].length === 1)
  const pairs = characters.filter((entry) => entry.every(isUnit))
  const others = characters.filter((entry) => !entry.every(isUnit))
  const phrases = new Map(phrasesOf(entries))
  const { paths, children } = makeNodes([...phrases])
  const unitValues = new Map(characters)
  const isByCharacters = (
    /** @type {string} */ key,
    /** @type {string} */ value,
  ) => {
    const parts = unitsOf(key).map((unit) => {
      const character = String.fromCharCode(unit)
      return unitValues.get(character) ?? character
    })
    return (
      !/[\ud800-\udfff]/.test(key) &&
      parts.every(isUnit) &&
      parts.join('') === value
    )
  }

  const keys = pairs.map(([key]) => key.charCodeAt(0))
  const values = pairs.map(([, value]) => value.charCodeAt(0))
  const otherWords = others.flatMap(([key, value]) => [
    (key.length << 8) | value.length,
    ...unitsOf(key + value),
  ])
  /** @type {Map<string, [number, number]>} */
  const leads = new Map()
  const nodes = []
  const many = []
  const childBases = []
  const valueBases = []
  const valueStarts = []
  /** @type {number[]} */
  const phraseValues = []
  const firsts = paths.filter(isUnit).length
  for (const [node, path] of paths.entries()) {
    const isDeep = node > firsts
    if (isDeep && (node - firsts - 1) % blockSize === 0) {
      childBases.push(/** @type {number} */ (children[node]))
      valueBases.push(valueStarts.length)
    }
    const next = children[node + 1] ?? paths.length
    const childCount = next - /** @type {number} */ (children[node])
    if (isDeep && childCount >= manyChildren) {
      many.push((node - firsts - 1) & 0xffff, (node - firsts - 1) >>> 16)
      many.push(childCount)
    }
    const value = phrases.get(path)
    let kind = 0
    if (value !== undefined) kind = isByCharacters(path, value) ? 1 : 2
    if (isDeep) nodes.push((Math.min(childCount, manyChildren) << 2) | kind)
    if (kind < 2 || value === undefined) continue
    valueStarts.push(phraseValues.length)
    phraseValues.push(...unitsOf(value))
    const lead = path.charAt(0)
    if (value[0] !== (unitValues.get(lead) ?? lead)[0]) {
      leads.set(lead + value[0], [lead.charCodeAt(0), value.charCodeAt(0)])
    }
  }
  valueStarts.push(phraseValues.length)

  const sections = [
    keys,
    values,
    otherWords,
    [...leads.values()].flat(),
    paths.map((path) => path.charCodeAt(path.length - 1) || 0),
    children.slice(0, firsts + 2),
    many,
    valueBases,
    valueStarts,
    phraseValues,
  ]
  if (sections.flat().some((word) => word > 0xffff)) {
    fail(`${name}, which is too large for its packing`)
  }
  const lengths = sections.map((section) => section.length)
  const head = [firsts, others.length, childBases.length, ...lengths]
  return Buffer.concat([
    Buffer.from(Uint32Array.from([...head, ...childBases]).buffer),
    Buffer.from(Uint16Array.from(sections.flat()).buffer),
    Buffer.from(nodes),
  ])
}

/**
 * The UTF-16 units of a string.
 *
 * @param {string} text - String.
 * @returns {number[]} Units.
 */
function unitsOf(text) {
  return text.split('').map((unit) => unit.charCodeAt(0))
}

/**
 * Write which UTF-16 units begin a key, as the inside of a character class.
 *
 * @param {Dictionary} dictionary - Entries, each of one character.
 * @returns {string} Ranges, escaped.
 */
function unitClass(dictionary) {
  const units = new Set([...dictionary.keys()].map((key) => key.charCodeAt(0)))
  const escapeUnit = (/** @type {number} */ unit) =>
    `\\u${unit.toString(16).padStart(4, '0').toUpperCase()}`
  let ranges = ''
  for (const start of [...units].sort((a, b) => a - b)) {
    if (units.has(start - 1)) continue
    let end = start
    while (units.has(end + 1)) end++
    ranges += escapeUnit(start)
    if (end > start) ranges += `-${escapeUnit(end)}`
  }
  return ranges
}

/**
 * Change the values of an object.
 *
 * @template From, To
 * @param {Record<string, From>} object - Object.
 * @param {(value: From) => To} change - What to do with each value.
 * @returns {Record<string, To>} A new object.
 */
function mapValues(object, change) {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value)]),
  )
}

/**
 * Stop: the package holds something that nobody has thought about.
 *
 * @param {string} why - What.
 * @returns {never}
 */
function fail(why) {
  throw new Error(`opencc-js holds ${why}`)
}

/**
 * Write the module.
 *
 * @param {Compiled} compiled - What it holds.
 * @returns {string} TypeScript source.
 */
function writeModule(compiled) {
  const lines = (/** @type {Record<string, unknown>} */ object) =>
    Object.entries(object)
      .map(
        ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
      )
      .join('\n')
  return `// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// Generated by scripts/compile-opencc.js; do not edit.
// The dictionaries are OpenCC's (https://github.com/BYVoid/OpenCC), Apache-2.0,
// as opencc-js ${compiled.version} ships them.

/** Name of a stage: its dictionaries, the one that wins first. */
export type StageName =
${Object.keys(compiled.stages)
  .map((name) => `  | ${JSON.stringify(name)}`)
  .join('\n')}

/** How a configuration converts. */
export interface Chain {
  /** Whether compatibility ideographs are replaced first. */
  readonly normalized: boolean
  /** Stage whose phrases cut the text; no stage looks across a cut. */
  readonly segmentation: StageName | ''
  /** Stages, each over what the one before it made. */
  readonly stages: readonly StageName[]
}

/** A stage that is another without what ends at some of its nodes. */
export interface SmallerStage {
  readonly of: StageName
  readonly nodes: readonly number[]
}

/** UTF-16 units that begin a compatibility ideograph, for a character class. */
export const compatibility = ${JSON.stringify(compiled.compatibility)}

/** The named configurations. */
export const configurations = {
${lines(compiled.configurations)}
} as const satisfies Readonly<Record<string, Chain>>

/** Stages to OpenCC's standard from a locale, where no configuration is named. */
export const from = {
${lines(compiled.from)}
} as const satisfies Readonly<Record<string, readonly StageName[]>>

/** Stages from OpenCC's standard to a locale, where no configuration is named. */
export const to = {
${lines(compiled.to)}
} as const satisfies Readonly<Record<string, readonly StageName[]>>

/** How running text is converted to simplified characters, by OpenCC's locale. */
export const running = {
${lines(compiled.running)}
} as const satisfies Readonly<Record<string, Chain>>

/** Stages that are another's tables; each of the others has its own. */
export const smaller: Readonly<Partial<Record<StageName, SmallerStage>>> = {
${lines(
  Object.fromEntries(
    Object.entries(compiled.stages).flatMap(([name, { without }]) =>
      without ? [[name, without]] : [],
    ),
  ),
)}
}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const compiled = await compileOpenCC()
  const command = 'npm run opencc'
  writeCompiled('src/convert/opencc-data.ts', writeModule(compiled), command)
  /** @type {Record<string, Buffer>} */
  const sections = {}
  for (const [name, { data }] of Object.entries(compiled.stages)) {
    if (data) sections[name] = data
  }
  const tables = packTables(sections)
  writeCompiled('src/convert/tables/opencc.bin', tables, command)
}
