import type { Proposals } from './proposals.ts'
import type { Atom } from './runs.ts'
import type { Segmented, Token } from './segment.ts'
import { classOf, isCut, isParticle } from './word-classes.ts'

// All lists are in simplified characters, as text is folded to.

/** What the name of an organisation, a place or a document ends in. */
const organisations =
  '公司 集团 股份 控股 大学 学院 研究院 研究所 研究中心 实验室 银行 证券 基金会 基金 协会 学会 商会 工会 联盟 联合会 委员会 理事会 董事会 出版社 报社 杂志社 通讯社 电视台 医院 法院 检察院 交易所 事务所 工作室 博物馆 图书馆 美术馆 政府 议会 国会 法案 条例 协议 公约 条约 报告 白皮书 定理 定律 方程式 奖 部 署 局 厅 市 县 省 国 州 乡 镇 岛 河 江 湖 山 寺 庙 宫'.split(
    ' ',
  )

/** Endings of one character that a name ends in, after two or more others. */
const shortEndings = new Set(organisations.filter((one) => one.length === 1))
const longEndings = organisations.filter((one) => one.length > 1)

const legalForm = /有限(?:责任)?公司$/

const surnames = new Set(
  '王李张刘陈杨黄赵吴徐孙马朱胡郭林何罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余叶杜苏魏吕丁沈任姚卢傅钟姜崔谭廖范汪陆韦贾夏邱侯邹熊孟秦阎薛雷龙史陶贺毛郝邵钱严赖洪武莫孔汤尹黎康庄温柯翁游詹简施颜倪童巫欧涂骆凌卓阮邢蓝纪连江周蓝洪石金高方葛程姬费戴向'.split(
    '',
  ),
)

/** Characters that write foreign names by their sound. */
const sounds = new Set(
  '约瑟昂绪茵裘薇蓝桥诃甫夸阿埃艾爱安奥澳巴芭白柏班邦保堡鲍贝本比彼毕宾波伯博勃布查茨达戴丹道得德登邓狄迪蒂丁顿多厄恩尔法凡范菲费芬丰佛弗夫福富盖冈高戈哥格葛根古哈海汉翰豪赫亨洪胡华怀霍基吉加贾简杰金卡凯坎康考柯科克肯库夸拉莱赖兰朗劳勒雷蕾里理利莉丽连列林琳龙卢鲁路伦罗洛马玛麦曼茅梅门蒙米密明莫默姆木穆拿纳娜奈南尼妮纽努诺欧帕潘庞佩彭皮珀普契乔切琴丘让热仁日荣瑞若萨塞赛桑森沙莎山绍舍圣施什史士斯丝思司松苏孙索塔泰坦汤陶特忒廷图托瓦万旺威韦维魏温文翁沃乌伍武西希锡夏香肖谢辛兴休雪逊雅亚扬杨耶伊衣依因英尤约泽詹珍芝治朱茱卓兹佐蜜妲姬缇',
)

const titlesAfter =
  /^(?:先生|女士|小姐|教授|副教授|博士|总统|总理|主席|部长|市长|县长|院长|校长|局长|老师|医师|律师|法官|议员|委员|立委|导演|董事长|董事|总经理|执行长|首席|表示|指出|认为|强调|说|在|今|也|坦言|透露|回忆)/

const titlesBefore =
  /(?:总统|总理|主席|部长|市长|县长|院长|校长|局长|老师|医师|律师|法官|议员|委员|导演|记者|编译|作家|歌手|演员|教授|博士|董事长|总经理|经理|执行长|行长|创办人|创始人|负责人|作者|译者|主编|编辑|科学家|社会学家|哲学家|经济学家|学家|诗人|画家|选手|球员|教练|分析师|发言人|得主)[:：、 ]?$/

/** Latin words that are no names: short ones of the language. */
const english = new Set(
  'a an the of and or for in on as to by with from at is are be was it its this that not no if then you your we our they he she his her i p pp no. vol ed eds et al vs etc eg ie ok'.split(
    ' ',
  ),
)

/** Longest quotation that may be a name or a term, in characters. */
const longestQuotation = 12

const quotations =
  /「([^「」\n]{2,24})」|『([^『』\n]{2,24})』|“([^“”\n]{2,24})”/g
const works = /[《〈]([^《》〈〉\n]{2,40})[》〉]/g

/** Foreign names: the parts of one are joined by dots. */
const dotted = /[\u4e00-\u9fff]{1,7}(?:[·‧・•．][\u4e00-\u9fff]{1,8}){1,4}/g

/**
 * Find names by what stands at their ends and beside them.
 *
 * @param segmented - Text and its tokens.
 * @param runs - Its runs.
 * @param proposals - Takes what is found.
 */
export function findNames(
  segmented: Segmented,
  runs: readonly (readonly Atom[])[],
  proposals: Proposals,
): void {
  for (const run of runs) findOrganisations(segmented, run, proposals)
  findLatinNames(segmented, proposals)
  findQuoted(segmented, proposals)
}

function findOrganisations(
  { text, folded }: Segmented,
  run: readonly Atom[],
  proposals: Proposals,
): void {
  let from = 0
  for (let i = 0; i < run.length; i++) {
    const atom = run[i] as Atom
    const word = folded.slice(atom.start, atom.end)
    // What a common verb does is not in the name of the one who does it.
    if (atom.kind === 'verb' && atom.information < 11) {
      from = i + 1
      continue
    }
    const ending = longEndings.find((one) => word.endsWith(one))
    const isShort =
      ending === undefined &&
      atom.kind !== 'unknown' &&
      shortEndings.has(word.charAt(word.length - 1)) &&
      word.length > 2
    if (ending === undefined && !isShort) continue
    // 公司 after 公司: the longer one is meant where they stand together.
    const next = run[i + 1]
    if (next && endsLikeName(folded.slice(next.start, next.end))) {
      continue
    }
    let first = from
    while (first < i && isPlain(run[first] as Atom)) first++
    const start = (run[first] as Atom).start
    const isWhole = word === ending
    if (isWhole && first === i) continue
    const parts = run.slice(first, isWhole ? i : i + 1)
    // Only one company has a name with its legal form.
    const isLegal =
      i - first > 1 && legalForm.test(folded.slice(start, atom.end))
    const isProper =
      isLegal ||
      parts.some(
        ({ kind, information }) =>
          kind === 'unknown' ||
          kind === 'latin' ||
          (information > 14 && i > first && (ending?.length ?? 0) > 2),
      )
    if (!isProper || i - first > 8) continue
    // AI 公司 may be any company.
    const isOnlyLatin =
      parts.every(({ kind }) => kind === 'latin') && i - first < 2
    const value = text.slice(atom.end - (ending?.length ?? 1), atom.end)
    const evidence = { kind: 'name', value } as const
    // A common word in front may say of which country or kind it is.
    const second = run[first + 1]
    const hasCommon =
      (run[first] as Atom).information < 8.5 && i - first > 1 && second
    proposals.add(
      text.slice(start, atom.end),
      'name',
      hasCommon || isOnlyLatin ? 0.45 : 0.72,
      evidence,
    )
    if (hasCommon) {
      proposals.add(text.slice(second.start, atom.end), 'name', 0.72, evidence)
    }
  }
}

function endsLikeName(word: string): boolean {
  return longEndings.some((one) => word.endsWith(one))
}

/** Whether a name can not begin with it. */
function isPlain({ kind }: Atom): boolean {
  return kind === 'weak' || kind === 'character' || kind === 'prefix'
}

/**
 * Find people: foreign names, Chinese names beside a title.
 *
 * @param segmented - Text and its tokens.
 * @param proposals - Takes what is found.
 */
export function findPersons(
  { text, folded, tokens }: Segmented,
  proposals: Proposals,
): void {
  for (const match of folded.matchAll(dotted)) {
    const range = foreignName({ text, folded, tokens }, match.index, match[0])
    if (!range) continue
    proposals.add(text.slice(range.start, range.end), 'name', 0.88, {
      kind: 'name',
      value: '·',
    })
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    const character = folded.charAt(token.start)
    if (surnames.has(character))
      findPerson({ text, folded, tokens }, i, proposals)
    findTransliteration({ text, folded, tokens }, i, proposals)
  }
}

/** Cut a foreign name out of the words on its sides. */
function foreignName(
  segmented: Segmented,
  index: number,
  found: string,
): { start: number; end: number } | undefined {
  const { folded, tokens } = segmented
  const last = found.split(/[·‧・•．–]/).at(-1) ?? ''
  const from = index + found.length - last.length
  const end = soundEnd(folded, tokens, from, index + found.length)
  const start = foreignStart(segmented, index, found)
  return end > from ? { start, end } : undefined
}

/** Where a foreign name begins that has words in front of it. */
function foreignStart(
  { folded, tokens }: Segmented,
  index: number,
  found: string,
): number {
  const parts = found.split(/[·‧・•．–]/)
  const dot = index + (parts[0] as string).length
  // The left edge is where a word ends that is not written by sound.
  const before = tokensIn(tokens, index, dot)
  // The stretch may begin inside of a word, which is then no part of the name.
  let start = before[0]?.start ?? index
  for (const token of before) {
    const word = folded.slice(token.start, token.end)
    const isSound = [...word].every((one) => sounds.has(one))
    const isGrammar = token.kind === 'grammar' && token.end < dot
    if (!isSound || isGrammar) start = token.end
  }
  // A word right in front of the dot is the first part, however it is written.
  if (start >= dot) {
    start =
      tokensIn(tokens, index, dot).at(-1)?.start ?? Math.max(index, dot - 2)
  }
  return start
}

/**
 * Find where the foreign name starts that ends at a place.
 *
 * @param segmented - Text and its tokens.
 * @param end - Where the name would end.
 * @returns Start, or `undefined` where no parts joined by dots end there.
 */
export function dottedStart(
  segmented: Segmented,
  end: number,
): number | undefined {
  const before = segmented.folded.slice(Math.max(0, end - 40), end)
  const found =
    /[\u4e00-\u9fff]{1,7}(?:[·‧・•．–][\u4e00-\u9fff]{1,8}){1,4}$/.exec(
      before,
    )?.[0]
  if (found === undefined) return undefined
  return foreignStart(segmented, end - found.length, found)
}

/** Chinese name: a surname, one or two characters, and a title beside it. */
function findPerson(
  { text, folded, tokens }: Segmented,
  i: number,
  proposals: Proposals,
): void {
  const token = tokens[i] as Token
  const before = tokens[i - 1]
  const title = titlesBefore.exec(
    folded.slice(Math.max(0, token.start - 8), token.start),
  )?.[0]
  const isAfterTitle = title !== undefined
  const titleLength = title?.length ?? 0
  for (const length of [3, 2]) {
    const end = token.start + length
    const given = folded.slice(token.start + 1, end)
    if (!/^[\u4e00-\u9fff]+$/.test(given) || titlesAfter.test(given)) continue
    // It ends where a token does, and no word of the lexicon is the name.
    const last = tokenEndingAt(tokens, i, end)
    if (last < 0) continue
    const isWord = last === i && token.cost > 0 && token.cost < 118
    if (isWord && length === 2) continue
    if ([...given].some((one) => classOf(one) === 'grammar')) continue
    const after = folded.slice(end, end + 4)
    const isBeforeTitle = titlesAfter.test(after)
    const isFree =
      (before === undefined || before.end < token.start) &&
      !/^[\u4e00-\u9fff]/.test(after)
    if (!isAfterTitle && !(isBeforeTitle && length === 3)) continue
    if (
      isAfterTitle &&
      !isFree &&
      !isBeforeTitle &&
      /^[\u4e00-\u9fff]/.test(after) &&
      length === 2
    ) {
      // 唐傑也: what follows has to be grammar.
      if (classOf(after.charAt(0)) !== 'grammar') continue
    }
    proposals.add(
      text.slice(token.start, end),
      'name',
      isAfterTitle ? 0.85 : 0.6,
      {
        kind: 'name',
        value: isAfterTitle
          ? text.slice(token.start - titleLength, token.start)
          : text.slice(end, end + 2),
      },
    )
    return
  }
}

function tokenEndingAt(
  tokens: readonly Token[],
  from: number,
  end: number,
): number {
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.end === end) return i
    if (token.end > end) return -1
  }
  return -1
}

/** Four or more characters of sound that are mostly no words: 弗若斯特沙利文. */
function findTransliteration(
  { text, folded, tokens }: Segmented,
  i: number,
  proposals: Proposals,
): void {
  const isSound = ({ start, end, kind, cost }: Token): boolean =>
    kind !== 'latin' &&
    kind !== 'number' &&
    (kind !== 'grammar' || end - start === 1) &&
    (end - start === 1 || cost > 100) &&
    [...folded.slice(start, end)].every((one) => sounds.has(one))
  const first = tokens[i] as Token
  const before = tokens[i - 1]
  if (!isSound(first) || first.kind === 'grammar') return
  if (before && before.end === first.start && isSound(before)) return
  let last = first
  let singles = first.end - first.start === 1 ? 1 : 0
  for (let at = i + 1; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (token.start !== last.end || !isSound(token)) break
    last = token
    if (token.end - token.start === 1) singles++
  }
  const length = last.end - first.start
  if (
    length < 3 ||
    length > 12 ||
    singles === 0 ||
    (length === 3 && singles < 2)
  )
    return
  proposals.add(
    text.slice(first.start, last.end),
    'name',
    length > 3 ? 0.8 : 0.4,
    {
      kind: 'name',
      value: text.slice(first.start, last.end),
    },
  )
}

/** Where the last part of a foreign name ends. */
function soundEnd(
  folded: string,
  tokens: readonly Token[],
  from: number,
  to: number,
): number {
  let end = from
  for (const token of tokensIn(tokens, from, to)) {
    const word = folded.slice(token.start, token.end)
    if (![...word].every((one) => sounds.has(one))) break
    end = token.end
  }
  return end > from + 1 || end === to ? end : from
}

function tokensIn(tokens: readonly Token[], from: number, to: number): Token[] {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((tokens[middle] as Token).start < from) low = middle + 1
    else high = middle
  }
  const found: Token[] = []
  for (let i = low; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.end > to) break
    found.push(token)
  }
  return found
}

/**
 * Names in Latin letters: words with a capital, side by side, with the number
 * of a version; in text that is itself Chinese.
 */
function findLatinNames(
  { text, tokens }: Segmented,
  proposals: Proposals,
): void {
  const han = tokens.some(
    ({ kind, end, start }) =>
      kind !== 'latin' && kind !== 'number' && end - start > 0,
  )
  let words = 0
  for (const { kind } of tokens) if (kind === 'latin') words++
  // A title or a cell may be a name; a sentence in English has no end of them.
  if (!han && words > 5) return
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i] as Token
    if (first.kind !== 'latin') continue
    let last = i
    let proper = isProper(text, first) ? 1 : 0
    let all = 1
    for (let at = i + 1; at < tokens.length; at++) {
      const token = tokens[at] as Token
      const before = tokens[last] as Token
      const isNext =
        token.start - before.end === 1 &&
        text[before.end] === ' ' &&
        (token.kind === 'latin' ||
          /^\d+(?:\.\d+)*$/.test(text.slice(token.start, token.end)))
      if (!isNext) break
      if (token.kind === 'number') {
        // A version follows a name that is more than one acronym; a year does not.
        if (
          /^\d{1,2}(?:\.\d+)*$/.test(text.slice(token.start, token.end)) &&
          !/^[^\d]?[\u4e00-\u9fff]/.test(text.slice(token.end, token.end + 2))
        )
          last = at
        break
      }
      all++
      if (isProper(text, token)) proper++
      last = at
    }
    const end = (tokens[last] as Token).end
    const name = text.slice(first.start, end)
    i = last
    if (all > 4 || proper < all) {
      // An English phrase in the text, if it has no capitals at all.
      if (all === 1 && name.length > 3 && /^[a-z]+$/.test(name)) {
        proposals.add(name, 'name', 0.3, { kind: 'name', value: 'A–Z' })
      }
      continue
    }
    if (english.has(name.toLowerCase())) continue
    if (/[/&]/.test(name) && name.length > 20) continue
    proposals.add(name, 'name', strengthOf(name), {
      kind: 'name',
      value: 'A–Z',
    })
  }
}

function isProper(text: string, { start, end }: Token): boolean {
  const word = text.slice(start, end)
  return /[A-Z]/.test(word) && !english.has(word.toLowerCase())
}

function strengthOf(name: string): number {
  // A file's or a variable's name is of the program, not of the text.
  if (
    /\.(?:js|ts|exe|dll|md|json|com|org|net|txt|py|ya?ml|html?)$/i.test(name)
  ) {
    return 0.35
  }
  if (/^[a-z]{2,}[A-Z]/.test(name)) return 0.4
  return name.length < 2 ? 0.2 : 0.7
}

function findQuoted(
  { text, folded, tokens }: Segmented,
  proposals: Proposals,
): void {
  for (const match of folded.matchAll(quotations)) {
    const quoted = (match[1] ?? match[2] ?? match[3]) as string
    if (quoted.length > longestQuotation && !/^[\x20-\u024f]+$/.test(quoted)) {
      continue
    }
    if (/[，。！？；：,;:!?、…\uFFFC]/.test(quoted)) continue
    const start = match.index + 1
    const inside = tokensIn(tokens, start, start + quoted.length)
    const isPhrase =
      inside.length > 0 &&
      inside.length <= 6 &&
      inside.every(({ kind }) => kind !== 'grammar' && kind !== 'idiom') &&
      !(inside.length === 1 && inside[0]?.kind === 'weak') &&
      !(inside.length === 1 && inside[0]?.kind === 'single')
    // Few characters in quotation marks are a name that no lexicon has.
    const isShort =
      /^[\u4e00-\u9fff]{2,3}$/.test(quoted) &&
      inside.every(({ start: from, end }) => end - from === 1) &&
      ![...quoted].some(isParticle)
    if ((!isPhrase && !isShort) || !isCut(quoted)) continue
    proposals.add(
      text.slice(start, start + quoted.length),
      inside.length === 1 ? 'word' : 'phrase',
      // 「中國版 OpenAI」 is said of a name.
      inside.length > 1 && inside.at(-1)?.kind === 'latin' ? 0.2 : 0.45,
      { kind: 'quoted', value: match[0].charAt(0) },
    )
  }
  for (const match of folded.matchAll(works)) {
    const start = match.index + 1
    const title = text.slice(start, start + (match[1] as string).length)
    proposals.add(title, 'name', title.length > 8 ? 0.3 : 0.5, {
      kind: 'name',
      value: '《》',
    })
  }
}
