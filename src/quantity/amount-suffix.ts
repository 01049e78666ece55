import { exact, plus, times } from './exact.ts'
import { readMoney } from './money-suffix.ts'
import type { Numeral } from './numeral.ts'
import type { Bound } from './quantity.ts'
import { figureOf, findAt, type Suffix } from './suffix.ts'
import { chineseUnitAt, latinUnitAt } from './unit.ts'

const hundred = exact(100n)
const counters =
  /个|家|名|位|款|台|项|次|人|件|只|支|条|张|座|辆|艘|架|部(?!分)|本|篇|章|页|间|层|楼|栋|户|所(?![示述见在有以谓需])|届|轮|场|句|步|段|门|类|种|批|组|队|套|份|封|颗|粒|片|瓶|杯|箱|包|袋|股|笔|席|国|省|市|县|州|城|集|期|级|代|岁|分(?![之享别析为布发散成配])|员|校|班|大(?=[类项平核原优特领因主关步要重挑趋支亮])|成(?=[员])|参数|用户|企业|公司|字(?![节])|行(?![业动为政程])|列|节|例|起|度|星(?=[级])|倍|处|条|枚|幅|棵|株|匹|头|盒|道|题|课|阶段|门|亩|手|票|格|圈|步|声|眼|口|餐|顿|刻|季|集|路|架次|人次|回(?![应到报答复合传])|遍|趟|帧|样(?![本])|环|对(?![于方应象])|双|层级|维|位数|核(?![心])|线|艘|节点|发|桌|堂|孔|缸|冲程|阶|翼|腿|脚|胞胎|国语|颗星|条线|家店|天/y
const percent = /(?:%|％|percent(?![a-z])|per cent(?![a-z])|pct(?![a-z]))/iy
/** 六成為男性, where no verb 成為 may stand: at the head of a clause. */
const tenthsAre = /成()(?=为)/y
const clauseHead = /(?:^|[,，、;；。:(近约逾超有其中])$/
const perMille = /‰|per (?:thousand|mille?)(?![A-Za-z]| [a-z])/y
const points =
  /(?:个?百分点|percentage[- ]points?|ppts?(?![A-Za-z])|pps?(?![A-Za-z])|%[- ]points?)/iy
const basis = /(?:个?基点|点子|basis[- ]points?|bps?(?![A-Za-z]))/iy
const tenths =
  /成(?:(半|[一二三四五六七八九][零〇一二三四五六七八九]{0,3}|\d| \d(?=[的 ,，。、；;]|$))(?![个年月十百千万家成点]))?(?![不为立长员本功就熟交效果分份都绩型形名年百千])/y
/** Hong Kong tells rates of interest in 厘, a hundredth: 三厘八. */
const ofInterest =
  /厘(?![米升克])(?:([半\d一二三四五六七八九])(?![个年月十百千万%.\d]))?/y
const hasMoved = /(?:[上下]调|调[高低]|[加减升降]息?|[涨跌])[了约]? ?$/
const isInterest = /[息率]|存款|定存|按揭|回报|厘/
const discount = /折(?![射叠线磨旧腾衷返断纸扣中合服])/y
const multiple =
  /(?:倍(?![数速率增特受])|times(?![A-Za-z])|[xX×](?![A-Za-z\d])|-?fold(?![A-Za-z]))/y
const nth = /(?:st|nd|rd|th)(?![A-Za-z\d])/y
const after =
  /(?:以上|之上|及以上|或以上|or more|or above|起跳|and above)|(以下|以内|之内|or less|or fewer|or below)|(左右|上下|or so|许)/y
/** 八號風球, 嫦娥六號: what is known by its number. */
const byNumber = /号(?![召称码角手令脉外])/y
const dozens = /打(?=[装啤鸡蛋礼玫生瓶]|[,，。、；;)]|$)/y
const andHalf = / and a half(?![a-z])/y
const ofTime = / of an? (second|minute|hour)(?![a-z])/y
/** 8 公尺 40 and 一米八: what follows the metres. */
const centimetres =
  / ?(\d{1,2}|[零〇一二三四五六七八九]?[一二三四五六七八九])(?=[,，。、；;)!]|$|[的高以夺摘刷获创之长深排勇])/y
const halfUnit = /个半(小时|钟头|月|星期|世纪)/y

/**
 * Read what a number counts.
 *
 * @param folded - Folded text.
 * @param numeral - Number.
 * @returns Suffix; its kind is `number` and its end the number's without one.
 */
export function suffixAfter(folded: string, numeral: Numeral): Suffix {
  let at = numeral.end
  let bound: Bound | undefined = numeral.over ? 'over' : undefined
  const edge = folded[at]
  const next = folded[at + 1] ?? ''
  const spaced = edge === ' ' ? at + 1 : at
  if (edge === '+' && !/[\dA-Za-z]/.test(next)) {
    bound = 'over'
    at += 1
  } else if (/[多余几]/.test(folded[spaced] ?? '') && isMore(folded, spaced)) {
    bound = 'over'
    at = spaced + 1
  } else if (edge === '来' && /^[个名家人年天次岁]/.test(next)) {
    bound = 'about'
    at += 1
  }
  const found = readSuffix(folded, at, numeral)
  const suffix: Suffix = found ?? { end: at, kind: 'number' }
  if (bound) suffix.bound = bound
  const gap = folded[suffix.end] === ' ' ? suffix.end + 1 : suffix.end
  const limit = findAt(after, folded, gap)
  if (limit && (suffix.kind !== 'number' || suffix.counter || !limit[2])) {
    suffix.bound = limit[1] ? 'at-most' : limit[2] ? 'about' : 'at-least'
    if (/以[下内]/.test(limit[0])) suffix.bound = 'at-most'
    suffix.end = gap + limit[0].length
  }
  return suffix
}

/** 餘 and 多 say "more" only before what is counted, not in 多模態 or 餘額. */
function isMore(folded: string, at: number): boolean {
  const next = folded.slice(at + 1, at + 3)
  if (/^[\s,，。、；;)]/.test(next) || next === '') return folded[at] === '余'
  return !/^(?:额|下|热|波|温|生|元化|模|媒|样|数|方|次元|语|头|重|层次|边|功|核|轮|维|少|么|半)/.test(
    next,
  )
}

/** What is said of a flat whose size follows. */
const ofFlat = /面积|单位|实用|建筑|伙|间隔|房/

/** A little text in front of a place. */
function before(folded: string, at: number): string {
  return folded.slice(Math.max(0, at - 12), at)
}

function readSuffix(
  folded: string,
  start: number,
  numeral: Numeral,
): Suffix | undefined {
  for (const at of folded[start] === ' ' || folded[start] === '-'
    ? [start + 1]
    : [start]) {
    const hyphen = folded[start] === '-'
    const share = readShare(folded, at, numeral, hyphen)
    if (share) return share
    const money = readMoney(folded, at, numeral)
    if (money) return money
    const timed =
      'fraction' in numeral ? findAt(ofTime, folded, numeral.end) : null
    if (timed) {
      const unit = latinUnitAt(timed[1] as string, 0)?.unit.name
      const end = numeral.end + timed[0].length
      return { end, kind: 'duration', ...(unit ? { unit } : {}) }
    }
    const half = findAt(halfUnit, folded, at)
    if (half) {
      const unit =
        chineseUnitAt(folded, at + 2) ?? chineseUnitAt(`个${half[1]}`, 0)
      if (unit) {
        return {
          end: at + half[0].length,
          kind: 'duration',
          unit: unit.unit.name,
          added: exact(5n, -1),
        }
      }
    }
    const unit = /[A-Za-zµμ°℃]/.test(folded[at] ?? '')
      ? latinUnitAt(folded, at)
      : hyphen
        ? undefined
        : chineseUnitAt(folded, at)
    if (unit && !(unit.unit.name === 'lb' && numeral.scale > 5)) {
      const { dimension } = unit.unit
      // Hong Kong's flats have 512 呎.
      const isPower =
        folded[at] === '度' &&
        (numeral.scale >= 4 || /[电瓩]/.test(before(folded, numeral.start)))
      const name = isPower
        ? 'kWh'
        : folded[at] === '呎' && ofFlat.test(before(folded, numeral.start))
          ? 'sqft'
          : unit.unit.name
      const kind =
        dimension === 'time' || dimension === 'month' ? 'duration' : 'measure'
      const old =
        kind === 'duration'
          ? /^[- ]olds?(?![a-z])/.exec(folded.slice(unit.end, unit.end + 6))
          : null
      if (old && name === 'year') {
        return {
          end: unit.end + old[0].length,
          kind: 'measure',
          unit: 'year-old',
        }
      }
      const fine = name === 'm' ? findAt(centimetres, folded, unit.end) : null
      if (fine) {
        const digits = fine[1] as string
        const added = exact(BigInt(row(digits)), -digits.length)
        return { end: unit.end + fine[0].length, kind, unit: name, added }
      }
      const more = findAt(andHalf, folded, unit.end)
      if (more) {
        const end = unit.end + more[0].length
        return { end, kind, unit: name, added: exact(5n, -1) }
      }
      if (
        folded[unit.end] === '半' &&
        !/[年月天小数径]/.test(folded[unit.end + 1] ?? '')
      ) {
        return { end: unit.end + 1, kind, unit: name, added: exact(5n, -1) }
      }
      return { end: unit.end, kind, unit: name }
    }
    const ordinal = findAt(nth, folded, start)
    if (ordinal && numeral.form === 'digits') {
      return { end: start + ordinal[0].length, kind: 'ordinal' }
    }
    const numbered =
      numeral.form === 'han' ? findAt(byNumber, folded, at) : null
    if (numbered) return { end: at + 1, kind: 'ordinal', counter: true }
    if (findAt(dozens, folded, at)) {
      return { end: at + 1, kind: 'number', counter: true, factor: exact(12n) }
    }
    const counter = hyphen ? null : findAt(counters, folded, at)
    if (counter?.[0] === '张' && isOfShares(folded, numeral)) {
      // Taiwan counts shares by lots of a thousand.
      return {
        end: at + 1,
        kind: 'number',
        counter: true,
        other: (value) => times(value, exact(1n, 3)),
      }
    }
    if (counter) {
      return { end: at + counter[0].length, kind: 'number', counter: true }
    }
  }
  return undefined
}

function isOfShares(folded: string, { start, end }: Numeral): boolean {
  if (/专辑|唱片|[门机车]票|海报/.test(before(folded, start))) return false
  return /[股买卖券]|融资/.test(folded.slice(Math.max(0, start - 12), end + 12))
}

function readShare(
  folded: string,
  at: number,
  numeral: Numeral,
  hyphen: boolean,
): Suffix | undefined {
  const point = findAt(points, folded, at)
  if (point) return { end: at + point[0].length, kind: 'percentage-point' }
  const bp = findAt(basis, folded, at)
  if (bp) {
    return {
      end: at + bp[0].length,
      kind: 'percentage-point',
      factor: exact(1n, -2),
    }
  }
  // Central banks move rates by 碼, a quarter of a point.
  const move = folded.slice(Math.max(0, numeral.start - 3), numeral.start)
  if (folded[at] === '码' && /[息升降]了?[近约]? ?$/.test(move)) {
    return { end: at + 1, kind: 'percentage-point', factor: exact(25n, -2) }
  }
  const cent = findAt(percent, folded, at)
  if (cent) return { end: at + cent[0].length, kind: 'percent' }
  const thousandth = findAt(perMille, folded, at)
  if (thousandth) {
    const end = at + thousandth[0].length
    return { end, kind: 'percent', factor: exact(1n, -1) }
  }
  const many = findAt(multiple, folded, at)
  // A space before x makes it a sign of multiplication: 3 x 4.
  if (many && !(at > numeral.end && /[xX×]/.test(many[0]))) {
    return { end: at + many[0].length, kind: 'multiple' }
  }
  if (hyphen) return undefined
  const interest = findAt(ofInterest, folded, at)
  const lead = before(folded, numeral.start)
  const moved = hasMoved.test(lead)
  if (interest && (moved || isInterest.test(lead))) {
    const extra = interest[1]
    return {
      end: at + interest[0].length,
      kind: moved ? 'percentage-point' : 'percent',
      ...(extra
        ? { added: exact(extra === '半' ? 5n : figureOf(extra), -1) }
        : {}),
    }
  }
  const small = numeral.high.exponent < 2 && numeral.scale === 0
  const tenth = small
    ? (findAt(tenths, folded, at) ??
      (isPartBefore(folded, numeral) ? findAt(tenthsAre, folded, at) : null))
    : null
  if (tenth && numeral.high.mantissa <= 10n) {
    const extra = tenth[1]
    const added = !extra ? 0 : extra === '半' ? 5 : row(extra.trim())
    return {
      end: at + tenth[0].length,
      kind: 'percent',
      factor: exact(10n),
      added: exact(BigInt(added), extra ? 1 - extra.trim().length : 0),
    }
  }
  const off =
    small || numeral.form === 'digits' ? findAt(discount, folded, at) : null
  if (off && numeral.high.mantissa < 100n) {
    const whole = numeral.high.exponent === 0 && numeral.high.mantissa >= 10n
    return {
      end: at + off[0].length,
      kind: 'percent',
      ...(whole ? {} : { factor: exact(10n) }),
      other: (value) => plus(hundred, times(value, exact(-1n))),
    }
  }
  return undefined
}

function isPartBefore(folded: string, { start, form }: Numeral): boolean {
  const lead = folded.slice(Math.max(0, start - 1), start)
  return form === 'digits' || clauseHead.test(lead)
}

/** Digits one by one: 186 of 七成一八六. */
function row(digits: string): number {
  const places = [...digits].map((one) =>
    /\d/.test(one) ? one : Math.max(0, '零一二三四五六七八九'.indexOf(one)),
  )
  return Number(places.join(''))
}
