import { grammar, idiom, verb, weak } from './word-classes-data.ts'

/**
 * What a word does in a phrase.
 *
 * - `noun`: may stand alone; also every word of no other class.
 * - `verb`: may stand alone where it is rare, and in a phrase.
 * - `weak`: time, place, adjective; in a phrase, never alone.
 * - `grammar`: adverb, pronoun, preposition, numeral, measure; in no term.
 * - `idiom`: set phrase of the language; in no term.
 */
export type WordClass = 'noun' | 'verb' | 'weak' | 'grammar' | 'idiom'

let classes: Map<string, WordClass> | undefined

function load(): Map<string, WordClass> {
  const map = new Map<string, WordClass>()
  // What comes later wins: a word that is an adverb too is an adverb.
  const lists = [
    ['idiom', idiom],
    ['verb', verb],
    ['weak', weak],
    ['grammar', grammar],
  ] as const
  for (const [name, words] of lists) {
    for (const word of words.split(' ')) map.set(word, name)
  }
  // 自我決定理論, and a company that is no adjective.
  for (const word of ['自我', '微软']) map.delete(word)
  return map
}

/**
 * Tell the class of a word.
 *
 * The classes are the commonest part of speech of each word in jieba's
 * dictionary (MIT), compiled by `scripts/compile-word-classes.js`.
 *
 * @param word - Word in simplified characters.
 * @returns Its class; `noun` where nothing else is known.
 */
export function classOf(word: string): WordClass {
  classes ??= load()
  const known = classes.get(word)
  if (/^第[一二三四五六七八九十]+.?$/.test(word)) return 'weak'
  if (
    known === undefined &&
    word.length === 2 &&
    /^[所被未不已其此该各每某另请]/.test(word)
  ) {
    return 'grammar'
  }
  return known ?? 'noun'
}

/** Characters that make a noun of the word before them: 商業化, 滲透率. */
const suffixes = new Set(
  '性化率者制型圈版业界商股额权法税器机量力端库层域链族论学家员师体术值价费式系类件站网品币券债款险线度区场期点',
)

/** Characters that begin a longer noun: 大模型, 反垄断, 超模. */
const prefixes = new Set('大小新多微超反非全副总高低短长单双主子半零软硬亚跨')

/**
 * Particles, and other characters that begin or end no term: measures,
 * auxiliaries, directions.
 */
const edges = new Set(
  '的了着过得地是请有像您谁何比被在与及或和而但等将被把就也都对从到于这那其之以为让使向往由因此个们吗呢吧啊么则很更最再又已曾会能可应该须要想有无没不未均皆每各某该本另并且若如即便所给跟同且只仅才刚正还却仍除至自当随着称说道看来去成作做做出入起下上中内外前后里间旁边时年月日号点分秒元块万亿兆余约近逾超第几两些次名位台款家项条张份倍种场届首度期',
)

/** Verbs that a term follows as what is used, made or named, and hardly has in it. */
const leading = new Set(
  '采用 使用 利用 运用 透过 通过 经由 借由 推出 引进 引入 导入 加入 纳入 采取 执行 进行 实施 启动 启用 停用 罹患 患有 专攻 提出 提供 遵循 符合 根据 依据 依照 称为 称作 叫做 叫作 名为 属于 位于 成立 创立 设立 上调 下调 调升 调降 公布 宣布 发布 核准 批准 签署 包含 包括 涵盖 具备 拥有 获得 取得 建立 打造 形成 实现 达成 达到 造成 导致 引起 引发 避免 降低 提高 提升 主张 强调 认为 表示 指出 搭载 搭配 配备 内建 加上 改用 改采 换成 转为 变成 成为 就是 即是 也就是 又叫 俗称 接受 面临 出现 发现 相当于 来自 基于 关于 对于 针对 现行 所谓 有关'.split(
    ' ',
  ),
)

/** Particles, conjunctions and the like, which no new word has in it. */
const particles = new Set('的了着是在和与或及且而也都就被把您我你他她它们')

/** Whether a character is one that no new word has in it. */
export function isParticle(character: string): boolean {
  return particles.has(character)
}

/** Whether text begins and ends where a term may: 软体的 does not. */
export function isCut(folded: string): boolean {
  return !/^[的了们吗呢吧与]|[的吗呢吧与]$/.test(folded)
}

/** Whether a character makes a noun of the word before it. */
export function isSuffix(character: string): boolean {
  return suffixes.has(character)
}

/** Whether a verb hardly stands in a term, but often in front of one. */
export function isLeading(word: string): boolean {
  return leading.has(word)
}

/** Whether a character begins a longer noun. */
export function isPrefix(character: string): boolean {
  return prefixes.has(character)
}

/** Whether a character by itself may begin or end no term. */
export function isEdgeless(character: string): boolean {
  return edges.has(character) || classOf(character) === 'grammar'
}
