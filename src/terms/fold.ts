/** Kind of a unit, for where words begin and end. */
export const isHan = 1
/** Letter of a Latin word, or a mark on one. */
export const isLetter = 2
/** Digit of a Latin word. */
export const isDigit = 4
/** Letter or digit: side by side they are one word. */
export const isLatin = isLetter | isDigit

const space = 0x20

/**
 * Characters that Taiwan, Hong Kong and older print write in one of two ways,
 * as pairs: OpenCC's `TWVariants` and `HKVariants`, without pairs of which one
 * is also another word (幺么, 蔘參), and 綫線, 够夠, which both standards leave out.
 */
const variants =
  '僞偽 兑兌 叄叁 喫吃 啓啟 囱囪 媪媼 嬀媯 嫺嫻 峯峰 悦悅 愠慍 户戶 捝挩 揾搵 敚敓 敍敘 枴柺 棁梲 棱稜 榅榲 枱檯 樑梁 檐簷 氲氳 汙污 洩泄 涚涗 温溫 湿溼 濕溼 潙溈 潨潀 煴熅 爲為 牀床 痺痹 癡痴 皁皂 着著 睾睪 祕秘 税稅 竈灶 糉粽 綫線 緼縕 繮韁 纔才 羣群 膃腽 脣唇 脱脫 卧臥 臺台 菸煙 蒀蕒 葱蔥 蔿蒍 藴蘊 蜕蛻 衆眾 衞衛 裏裡 覈核 説說 踊踴 醖醞 鉢缽 鈎鉤 鋭銳 鍼針 閲閱 鰛鰮 鮎鯰 麪麵 齶顎 够夠'

/** What a unit is looked for as. */
const folds = new Uint16Array(0x10000)
/** Kinds of a folded unit. */
const kinds = new Uint8Array(0x10000)
fillTables()

function fillTables(): void {
  for (let unit = 0; unit < folds.length; unit++) folds[unit] = unit
  const fold = (unit: number, as: string): void => {
    if (as.length === 1) folds[unit] = as.charCodeAt(0)
  }
  // Scripts with case, below U+0590 and in three blocks above.
  const cased = [0, 0x590, 0x10a0, 0x1100, 0x1c80, 0x2000, 0x2c00, 0x2e00]
  for (let i = 0; i < cased.length; i += 2) {
    for (let unit = cased[i] as number; unit < (cased[i + 1] ?? 0); unit++) {
      fold(unit, String.fromCharCode(unit).toLowerCase())
    }
  }
  for (let unit = 0xff01; unit <= 0xffee; unit++) {
    fold(unit, String.fromCharCode(unit).normalize('NFKC').toLowerCase())
  }
  for (const unit of spaces()) folds[unit] = space
  for (const pair of variants.split(' '))
    fold(pair.charCodeAt(0), pair[1] ?? '')
  // Latin letters stand below U+0250 and in four blocks above.
  const latin = /\p{Script=Latin}|\p{Nd}/u
  const letters = [0, 0x250, 0x1d00, 0x1f00, 0x2c60, 0x2c80, 0xa720, 0xa800]
  for (let i = 0; i < letters.length; i += 2) {
    for (
      let unit = letters[i] as number;
      unit < (letters[i + 1] ?? 0);
      unit++
    ) {
      if (!latin.test(String.fromCharCode(unit))) continue
      kinds[unit] = unit >= 0x30 && unit <= 0x39 ? isDigit : isLetter
    }
  }
  kinds.fill(isLetter, 0x300, 0x370)
  for (const [first, last] of [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
  ] as const) {
    kinds.fill(isHan, first, last + 1)
  }
}

/** White space within a line. A line break is none: no word runs over it. */
function spaces(): number[] {
  const units = [0x09, 0x20, 0xa0, 0x202f, 0x205f, 0x3000]
  for (let unit = 0x2000; unit <= 0x200a; unit++) units.push(unit)
  return units
}

/**
 * Kinds of a folded unit.
 *
 * @param unit - UTF-16 unit.
 * @returns {@link isHan}, {@link isLetter}, {@link isDigit} or 0.
 */
export function kindOf(unit: number): number {
  return kinds[unit] as number
}

/** Most units whose memory is kept for the next text. */
const mostKept = 1 << 20

/**
 * Text as terms are looked for in it: half width, lower case, one of each pair
 * of variant characters, one space for several, none between Han and Latin.
 */
export class FoldedText {
  /** Folded units; those from {@link length} on are none of the text's. */
  units = new Uint16Array(64)
  /** Where each stands in the text. */
  offsets = new Uint32Array(64)
  length = 0

  /**
   * Fold a text, over the one before.
   *
   * @param text - Text; may hold lone surrogates.
   */
  fold(text: string): void {
    const { length } = text
    if (this.units.length < length || this.units.length > mostKept) {
      const size = Math.max(64, length)
      this.units = new Uint16Array(size)
      this.offsets = new Uint32Array(size)
    }
    const { units, offsets } = this
    let count = 0
    for (let at = 0; at < length; at++) {
      const unit = folds[text.charCodeAt(at)] as number
      if (unit === space) {
        const start = at
        while (folds[text.charCodeAt(at + 1)] === space) at++
        if (isBetween(text, start, at + 1)) continue
        offsets[count] = start
      } else offsets[count] = at
      units[count++] = unit
    }
    this.length = count
  }

  /**
   * Read a range of the folded text.
   *
   * @param start - First unit.
   * @param end - Unit after the last.
   * @returns The units as a string.
   */
  slice(start: number, end: number): string {
    let text = ''
    // More arguments than this overflow the stack of some engines.
    for (let at = start; at < end; at += 0x2000) {
      const part = this.units.subarray(at, Math.min(end, at + 0x2000))
      text += String.fromCharCode(...part)
    }
    return text
  }
}

const scratch = new FoldedText()

/**
 * Fold a text as {@link FoldedText} does.
 *
 * @param text - Text.
 * @returns Folded text.
 */
export function foldText(text: string): string {
  let at = 0
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === space || folds[unit] !== unit) break
  }
  if (at === text.length) return text
  scratch.fold(text)
  return scratch.slice(0, scratch.length)
}

/** Tell whether spaces have a Han character on one side and Latin on the other. */
function isBetween(text: string, start: number, end: number): boolean {
  const before = kindAround(text, start - 1, -1)
  const after = kindAround(text, end, 1)
  return (
    (before === isHan && (after & isLatin) !== 0) ||
    ((before & isLatin) !== 0 && after === isHan)
  )
}

function kindAround(text: string, at: number, step: 1 | -1): number {
  if (at < 0 || at >= text.length) return 0
  const unit = text.charCodeAt(at)
  const known = kinds[folds[unit] as number] as number
  if (known !== 0 || (unit & 0xf800) !== 0xd800) return known
  const character = text.codePointAt(step < 0 ? at - 1 : at) ?? 0
  // Planes 2 and 3 are the ideographs'.
  return character >= 0x20000 && character < 0x40000 ? isHan : 0
}
