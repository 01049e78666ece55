import type { Exact } from './exact.ts'
import { unitRows } from './unit-table.ts'

/** Unit of measure with what it is a multiple of. */
export interface Unit {
  /** Name in quantities: `km`. */
  name: string
  /** Units of one dimension are compared by value: `length`. */
  dimension: string
  /** Value in the dimension's own unit. */
  scale: Exact
  /** Symbol English writes after digits (`km`); missing where it has a word. */
  symbol: string | undefined
  /** English after 1, and after other numbers; empty where there is none. */
  singular: string
  plural: string
}

const units = new Map<string, Unit>()
const chinese = new Map<string, Unit>()
const words = new Map<string, Unit>()
const symbols = new Map<string, Unit>()
for (const [name, dimension, scale, han, english, signs] of unitRows) {
  const names = english.split(' ')
  // Hours are not h in prose, and a degree is the symbol's name.
  const worded = ['time', 'month', 'temperature'].includes(dimension)
  const unit: Unit = {
    name,
    dimension,
    scale,
    symbol: worded ? undefined : signs.split(' ')[0] || undefined,
    singular: names[0] ?? '',
    plural: names[1] ?? names[0] ?? '',
  }
  units.set(name, unit)
  for (const word of han.split(' ')) if (word) chinese.set(word, unit)
  for (const word of names) if (word) words.set(word, unit)
  for (const sign of signs.split(' ')) if (sign) symbols.set(sign, unit)
}
const longest = Math.max(...[...chinese.keys()].map((name) => name.length))

/** Words a one-character unit begins that are no units. */
const notUnits =
  /(?:米饭|米粉|克服|克隆|克制|升级|升至|升到|升幅|升息|升温|升值|天才|天然|天下|天空|天气|周边|周遭|周围|周期|周刊|年级|年轻|年龄|年代|年报|年度|瓦斯|瓦解|赫然|度过|度假|点击|点选|点名|点出|点评|伏特加|桶装|斤斤|哩程|年增|年减|年均|年复合|年化|年率|天使|升任|点子|秒杀|星期[一二三四五六日天]|礼拜[一二三四五六日天]|周[一二三四五六日])/y

/** Give the unit of a name in quantities. */
export function unitNamed(name: string): Unit | undefined {
  return units.get(name)
}

/**
 * Read a Chinese unit.
 *
 * @param folded - Folded text.
 * @param at - Where the unit would begin.
 * @returns Unit and where it ends.
 */
export function chineseUnitAt(
  folded: string,
  at: number,
): { unit: Unit; end: number } | undefined {
  for (let length = longest; length > 0; length--) {
    const unit = chinese.get(folded.slice(at, at + length))
    if (!unit) continue
    notUnits.lastIndex = at
    if (length === 1 && notUnits.test(folded)) return undefined
    return { unit, end: at + length }
  }
  return undefined
}

const latinUnit = /([A-Za-zµμ°℃²³]{1,14})(?:([ -])([A-Za-z]{1,12}))?/y

/**
 * Read an English unit: a symbol (`km`) or one or two words (`square metres`).
 *
 * @param folded - Folded text.
 * @param at - Where the unit would begin.
 * @returns Unit and where it ends.
 */
export function latinUnitAt(
  folded: string,
  at: number,
): { unit: Unit; end: number } | undefined {
  latinUnit.lastIndex = at
  const match = latinUnit.exec(folded)
  if (!match) return undefined
  const [whole, first = '', , second] = match
  const end = at + whole.length
  const cut = /[A-Za-z\d]/.test(folded[end] ?? '')
  if (second && !cut) {
    const unit = words.get(`${first}-${second}`.toLowerCase())
    if (unit) return { unit, end }
  }
  if (!second && cut) return undefined
  const unit = symbols.get(first) ?? words.get(first.toLowerCase())
  return unit ? { unit, end: at + first.length } : undefined
}
