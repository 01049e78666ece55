import type { Span } from '../model/index.ts'
import { type PlainDate, parseDate } from './plain-date.ts'

/** Person in a byline. */
export interface BylineAuthor {
  /** Name. */
  text: string
  /** Where it is. */
  span: Span
  /** What the person did: 記者, 編譯, 攝影 … */
  role?: string
}

/** Line that says who wrote an article, where and when. */
export interface Byline {
  /** The line. */
  text: string
  /** Where it is. */
  span: Span
  /** People, in order. */
  authors: readonly BylineAuthor[]
  /** Press house before the role. */
  publisher?: { text: string; span: Span }
  /** Town the report comes from. */
  place?: { text: string; span: Span }
  /** Date, with its ISO 8601 form. */
  date?: PlainDate
}

interface Part {
  text: string
  span: Span
}

// Longer ones first, so that 特派記者 is not 特派 and then 記者.
const role =
  '特約記者|特派記者|攝影記者|實習記者|編譯記者|責任編輯|特派員|記者|編譯|編輯|主筆|撰文|撰稿|採訪|整理|報導|攝影|作者|譯者|翻譯|文字|文|圖|譯'
const place =
  '台北|臺北|新北|桃園|台中|臺中|台南|臺南|高雄|基隆|新竹|苗栗|彰化|南投|雲林|嘉義|屏東|宜蘭|花蓮|台東|臺東|澎湖|金門|馬祖|連江|北京|上海|深圳|廣州|香港|澳門|東京|首爾|新加坡|曼谷|雅加達|河內|新德里|紐約|華盛頓|舊金山|洛杉磯|倫敦|巴黎|柏林|布魯塞爾|日內瓦|莫斯科|雪梨'
// One in a hundred thousand has another first character: enough to tell 王小明
// from 會登場 after 記者.
const surname =
  '[陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾鐘游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓阮馬董溫唐藍石蔣古紀姚連馮歐程湯田康姜白汪鄒尤巫黎涂塗龔嚴韓袁金童陸夏柳凃邵錢伍倪于譚駱熊任甘秦顧毛章史官萬俞雷粘司諸葛上官孔尹申安易武段祝殷常喬賀賈樊關辛單岳裴饒鄔甯寧闕全解應班利商卜]'
const name = `(?:${surname}[\\p{Script=Han}·]{1,3}|\\p{Lu}[\\p{L}.’'-]*(?: \\p{Lu}[\\p{L}.’'-]*)*)`
const names = `${name}(?:[、，,／/&＆和與]\\s*${name})*`
const tail = `(?<place>${place})?(?:\\s*(?<day>\\d{1,2}\\s*日))?(?<kind>(?:外)?(?:專)?電|(?:綜合)?報[導道])?`

/**
 * Read a line as a byline.
 *
 * `鉅亨網編譯陳韋廷 2026-01-08 13:00`, `記者王小明／台北報導`,
 * `文／王小明　攝影／李小華` and a line that is only a date are bylines.
 *
 * @param line - Line, trimmed.
 * @returns Byline, or `undefined` for other lines.
 */
export function parseByline(line: Part): Byline | undefined {
  if (line.text.length > 80 || /[。！？；]/.test(line.text)) return undefined
  const date = parseDate(line)
  const before = date
    ? line.text.slice(0, date.span.start - line.span.start)
    : line.text
  const after = date ? line.text.slice(date.span.end - line.span.start) : ''
  if (/[\p{L}\p{N}]/u.test(after)) return undefined
  const lead = before.replace(/[\s|｜/／·•,，(（[【]+$/u, '')
  if (
    date &&
    /^(?:(?:發布|發佈|更新|刊登|出版)?(?:時間|日期)?\s*[:：]?)$/.test(lead)
  ) {
    return { ...line, authors: [], date }
  }
  const people = parsePeople(lead, line.span.start, date !== undefined)
  return people && { ...line, ...people, ...(date ? { date } : {}) }
}

/**
 * Read the agency byline at the start of a paragraph.
 *
 * @param paragraph - Paragraph that starts `（中央社記者王小明台北8日電）`.
 * @returns Byline with the span of its brackets, or `undefined`.
 */
export function parseInlineByline(paragraph: Part): Byline | undefined {
  const match = /^[（(【]([^）)】]{4,50})[）)】]/.exec(paragraph.text)
  const inside = match?.[1]
  if (!match || inside === undefined) return undefined
  const { start } = paragraph.span
  const people = parsePeople(inside, start + 1, false)
  if (!people) return undefined
  const text = match[0]
  return { text, span: { start, end: start + text.length }, ...people }
}

type People = Pick<Byline, 'authors' | 'publisher' | 'place'>

function parsePeople(
  text: string,
  offset: number,
  dated: boolean,
): People | undefined {
  const bare = text.replace(/^[（(【]\s*|\s*[）)】]$/g, '')
  const start = offset + text.indexOf(bare)
  return parseCredits(bare, start) ?? parseReporter(bare, start, dated)
}

// 文／王小明 攝影／李小華: each role has its separator.
function parseCredits(text: string, offset: number): People | undefined {
  const one = `(?<role>${role})\\s*[／/:：|｜]\\s*(?<names>${names})`
  const all = new RegExp(
    `^(?:${one.replace(/\?<\w+>/g, '?:')}[\\s、，,；]*)+$`,
    'u',
  )
  if (!all.test(text)) return undefined
  const authors: BylineAuthor[] = []
  for (const match of text.matchAll(new RegExp(one, 'gu'))) {
    const group = match.groups?.['names'] ?? ''
    const at = match.index + match[0].length - group.length
    authors.push(...people(group, offset + at, match.groups?.['role']))
  }
  return { authors }
}

// 鉅亨網編譯陳韋廷, 中央社記者王小明台北8日電, 記者王小明／台北報導
function parseReporter(
  text: string,
  offset: number,
  dated: boolean,
): People | undefined {
  const pattern = new RegExp(
    `^(?<publisher>[\\p{L}\\p{N} ·]{2,12}?)??\\s*[|｜／/]?\\s*(?<role>${role})(?<gap>[\\s／/:：|｜]*)(?<names>${names.replaceAll('{1,3}', '{1,3}?')})(?<split>\\s*[／/@＠|｜]?\\s*)${tail}$`,
    'u',
  )
  const match = pattern.exec(text)
  if (!match?.groups) return undefined
  const { publisher, role: kind, gap, names: group, split } = match.groups
  if (kind === undefined || group === undefined) return undefined
  const { place: town, day, kind: report } = match.groups
  // A name alone after a role may be the start of a headline.
  const certain = dated || publisher || gap || report || (town && split) || day
  if (
    !certain &&
    !new RegExp(`^${surname}\\p{Script=Han}{2}$`, 'u').test(group)
  )
    return undefined
  const at =
    (publisher?.length ?? 0) +
    match[0].slice(publisher?.length ?? 0).indexOf(kind)
  const namesAt = at + kind.length + (gap?.length ?? 0)
  const townAt = namesAt + group.length + (split?.length ?? 0)
  return {
    authors: people(group, offset + namesAt, kind),
    ...(publisher ? { publisher: part(publisher.trim(), offset) } : {}),
    ...(town ? { place: part(town, offset + townAt) } : {}),
  }
}

function part(text: string, start: number): Part {
  return { text, span: { start, end: start + text.length } }
}

function people(
  group: string,
  offset: number,
  role: string | undefined,
): BylineAuthor[] {
  return [...group.matchAll(new RegExp(name, 'gu'))].map((match) => ({
    ...part(match[0], offset + match.index),
    ...(role ? { role } : {}),
  }))
}
