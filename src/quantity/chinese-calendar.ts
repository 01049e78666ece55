import {
  type CalendarPattern,
  dayAfter,
  matched,
  monthAfter,
} from './calendar.ts'
import { notTook } from './elapsed.ts'
import { roughly } from './exact.ts'
import { readHan } from './han-numeral.ts'

const han = '[〇零一二三四五六七八九十廿卅百]'
const two = `(?:\\d{1,2}(?!\\d)|${han}{1,3})`
const month = `(?<month>${two}) ?月(?![球亮饼光台老薪租费票卡])(?:份)?`
const day = `(?<day>${two}) ?[日号](?![圆元币本军])`
const part = ` ?(?:第? ?(?<quarter>[1-4一二三四]) ?季度?|(?<first>首季)|(?<last>末季)|(?<half>[上下])半年|Q(?<q>[1-4])(?!\\d))`
const period =
  '(?<period>上午|下午|中午|凌晨|清晨|早上|早晨|晚上|傍晚|晚间|深夜|午后|今晚|今早|昨晚)'

const eras: Readonly<Record<string, number>> = {
  民国: 1911,
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  明治: 1867,
  西元前: 0,
  公元前: 0,
  西元: 0,
  公元: 0,
}
const yearsAway: Readonly<Record<string, number>> = {
  今: 0,
  本: 0,
  去: -1,
  明: 1,
  前: -2,
}

/** 上午 9 點到 11 點: what the second hour is of. */
const endsSpan =
  /(?:[上下]午|早上|晚上|中午|凌晨|清晨|傍晚|晚间).{1,6}[点时半分] ?[至到~-] ?$/

/** Ways dates are written in Chinese, on folded text. */
export const chineseCalendar: readonly CalendarPattern[] = [
  {
    pattern: sticky(
      `(?<era>民国|西元前?|公元前?|令和|平成|昭和|大正|明治)? ?(?<year>\\d{1,4}|元|${han}{2,6}) ?(?<sort>(?:学|会计|财政)?年度|财年|年(?![级代资龄轮]))(?:${part}| ?${month}(?: ?${day})?)?`,
    ),
    read(groups, { republic, after, before }) {
      const { sort } = groups
      // 民國 108 年至 112 年: the era holds for both.
      const era =
        groups['era'] ??
        /(民国|令和|平成|昭和) ?\d{1,3} ?年? ?[-~至到、及和] ?$/.exec(
          before,
        )?.[1]
      const written = groups['year'] as string
      const figure = written === '元' ? 1 : count(written)
      const more =
        groups['month'] ||
        groups['quarter'] ||
        groups['half'] ||
        groups['first'] ||
        groups['q'] ||
        sort !== '年'
      const positional = /^[〇零一二三四五六七八九]{4}$/.test(written)
      if (figure === undefined || (written === '元' && !era)) return undefined
      let year: number
      if (era) year = figure + (eras[era] ?? 0)
      else if (/^\d{4}$/.test(written) || positional) {
        if (figure < 1000 || figure > 2999) return undefined
        year = figure
      } else if (!more || /^[以之内前后间来多]/.test(after)) return undefined
      else if (republic && figure >= 30 && figure < 200) year = figure + 1911
      else if (/^\d{2}$/.test(written)) {
        year = figure + (figure > 49 ? 1900 : 2000)
      } else return undefined
      return matched({ year, ...fieldsOf(groups) })
    },
  },
  {
    pattern: sticky(`FY ?(?<year>(?:20)?\\d\\d) ?${part}`),
    read(groups) {
      const year = Number((groups['year'] as string).padStart(4, '20'))
      return matched({ year, ...fieldsOf(groups) })
    },
  },
  {
    // 2024/25 學年度, 2024-25 球季
    pattern: sticky(
      '(?<year>(?:19|20)\\d\\d)[-/]\\d\\d(?= ?(?:学年|会计年|财年|球季|赛季|年度))',
    ),
    read: (groups) => matched({ year: Number(groups['year']) }),
  },
  {
    // 九二一地震, 311 大地震, 二二八事件
    pattern: sticky(
      `(?<month>[1-9一二三四五六七八九])(?<day>[0-3]\\d|[〇零一二三]${han})(?= ?(?:大?地震|事件|纪念日|恐[攻怖]))`,
    ),
    read(groups) {
      const { month, day } = fieldsOf(groups)
      return matched({ month, day }, false, true)
    },
  },
  {
    // 六四、二二八: days that are names, which others tell as dates.
    pattern: sticky(
      `(?<month>[1-9一二三四五六七八九])(?<day>四|一八|二八|一一|二一)(?<=六四|五四|二二八|九一一|三一一|九二一|三一八|九一八)(?=[,，、]|和|与|晚会|烛光|屠杀|镇压|运动|学运|事变)`,
    ),
    read: (groups) => matched(fieldsOf(groups), false, true),
  },
  {
    // 九二共識, 九七回歸
    pattern: sticky('九(?<last>二(?=共识)|七(?=回归|大限))'),
    read: ({ last }) =>
      matched({ year: last === '二' ? 1992 : 1997 }, false, true),
  },
  {
    pattern: sticky(
      '(?<year>[05-9]0|10|[五六七八九]十|[零〇]{2}) ?后(?![来面续的天年])',
    ),
    read(groups) {
      const figure = count(groups['year'] ?? '') ?? 0
      const year = figure + (figure > 40 ? 1900 : 2000)
      return { ...emptyOf('decade'), point: { year }, optional: true }
    },
  },
  {
    pattern: sticky(
      `(?<word>[今去明前本当同隔]) ?(?:\\( ?(?<year>\\d{2,4}) ?\\) ?)?年度?(?![级代轻])(?:${part}|(?: ?的?)?${month}(?: ?${day})?)?`,
    ),
    read(groups, { today, republic }) {
      const away = yearsAway[groups['word'] ?? '']
      const written = Number(groups['year'] ?? 0)
      const given =
        written > 0 && republic && written < 200 ? written + 1911 : written
      const year =
        given || (away !== undefined && today?.year ? today.year + away : 0)
      const fields = fieldsOf(groups)
      const only = Object.values(fields).every((value) => value === undefined)
      return matched(
        { year: year || undefined, ...fields },
        true,
        only && !given,
      )
    },
  },
  {
    pattern: sticky(`(?<month>${two}) ?月 ?(?<day>${two}) ?[日号](?![圆元])`),
    read: (groups) => matched(fieldsOf(groups)),
  },
  {
    pattern: sticky(
      `(?<word>[今昨明本前同当翌上]) ?\\( ?(?<figure>\\d{1,2}) ?\\) ?(?<sort>日|天|月|周|晚|早|晨)?`,
    ),
    read(groups, { today }) {
      const figure = Number(groups['figure'])
      const word = groups['word'] ?? ''
      if (groups['sort'] === '月') {
        const when = today && monthAfter(today, word === '上' ? -1 : 0)
        const year = when?.month === figure ? when.year : undefined
        return matched({ year, month: figure }, true)
      }
      const away = { 今: 0, 本: 0, 昨: -1, 明: 1, 前: -2 }[word]
      const when =
        today && away !== undefined ? dayAfter(today, away) : undefined
      return matched(when?.day === figure ? when : { day: figure }, true)
    },
  },
  {
    pattern: sticky(
      '(?:(?<day>[今昨明])[日天晚晨早]|[前后]天|[当翌次即]日|(?:[上本下这当])个?月(?![球亮])|[上下本这]周(?![一二三四五六日])|[上本下当]季(?!度?报))',
    ),
    read(groups, { today, before }) {
      if (/[\d一二三四五六七八九十]$/.test(before)) return undefined
      const away = { 今: 0, 昨: -1, 明: 1 }[groups['day'] ?? '']
      const point = today && away !== undefined ? dayAfter(today, away) : {}
      return { kind: 'date', point, relative: true, optional: true }
    },
  },
  {
    pattern: sticky(
      '(?:(?<quarter>第 ?[1-4一二三四] ?季度?|[1-4一二三四] ?季度)|(?<first>首季)|(?<half>[上下])半年度?)',
    ),
    read(groups, { before }) {
      if (/(?:前|近|过去|连续?|每|共) ?$/.test(before)) return undefined
      return matched(fieldsOf(groups))
    },
  },
  {
    pattern: sticky(
      `(?<century>${two}) ?世纪 ?(?<year>\\d0|[二三四五六七八九]十|[二三四五六七八九][〇零]) ?年代`,
    ),
    read(groups) {
      const century = count(groups['century'] as string)
      const figure = count(groups['year'] as string)
      if (century === undefined || figure === undefined) return undefined
      const year = (century - 1) * 100 + figure
      return { ...emptyOf('decade'), point: { year } }
    },
  },
  {
    pattern: sticky(
      '第 ?(?<quarter>[1-4一二三四])(?= ?[-、至到和及与] ?第? ?[1-4一二三四] ?季)',
    ),
    read: (groups) => matched(fieldsOf(groups)),
  },
  {
    pattern: sticky('(?<quarter>[1-4一二三四]) ?季度?'),
    read: (groups, { before }) =>
      /第 ?[1-4一二三四] ?[-、至到和及与] ?$/.test(before)
        ? matched(fieldsOf(groups))
        : undefined,
  },
  {
    pattern: sticky(`(?<year>\\d{2,4}|${han}{2,4}) ?年代`),
    read(groups, { before }) {
      const figure = count(groups['year'] as string)
      if (figure === undefined || figure % 10 !== 0) return undefined
      if (/民国 ?$/.test(before)) {
        const first = figure + 1911
        return { ...emptyOf('decade'), point: { year: first - (first % 10) } }
      }
      const year = figure < 100 ? 1900 + figure : figure
      return { ...emptyOf('decade'), point: { year } }
    },
  },
  {
    pattern: sticky(`(?<year>${two}) ?世纪`),
    read(groups, { before }) {
      const year = count(groups['year'] as string)
      if (year === undefined || /[半近]$/.test(before)) return undefined
      return { ...emptyOf('century'), point: { year } }
    },
  },
  {
    pattern: sticky(
      `(?:${period} ?)?(?<hour>${two}) ?(?<sort>[点时])(?![间候常尚代空段刻限装])(?: ?(?<minute>${two}) ?分(?!之|钟前|钟后)(?: ?(?<second>${two}) ?秒)?|(?<mid>半)(?!数)|整|钟)?`,
    ),
    read(groups, { after, before }) {
      const { minute, mid, second } = groups
      const said =
        groups['period'] || minute || mid || /[整钟]/.test(groups['end'] ?? '')
      const sharp = groups['sort'] === '时' && !/[小工计瓦]$/.test(before)
      // 15 時 after a day is a time; 為 0 時 is a condition.
      const hourOnly =
        (sharp &&
          (/[日号天晨晚早午] ?$|时(?:\d{1,2}分)? ?[至到~-] ?$/.test(before) ||
            /^[许起至到]/.test(after))) ||
        endsSpan.test(before)
      if (!said && !hourOnly) return undefined
      if (/^个/.test(after)) return undefined
      if (sharp && !said && groups['hour'] === '一') return undefined
      const hour = count(groups['hour'] as string)
      return clock(
        groups['period'],
        hour,
        mid ? 30 : minute ? count(minute) : undefined,
        second ? count(second) : undefined,
      )
    },
  },
  {
    pattern: sticky(
      `(?:${period} ?)?${notTook}(?<hour>\\d{1,2}):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d))?(?![\\d:]|,\\d)`,
    ),
    read: (groups) =>
      clock(
        groups['period'],
        Number(groups['hour']),
        Number(groups['minute']),
        groups['second'] ? Number(groups['second']) : undefined,
      ),
  },
  {
    pattern: sticky(
      '(?:[上下本这]?(?:星期|礼拜|周))(?<weekday>[一二三四五六日天])(?![次个回天周年种方])',
    ),
    read(groups, { before }) {
      if (/[\d每四一二三两几半]$/.test(before)) return undefined
      const weekday = '一二三四五六日天'.indexOf(groups['weekday'] ?? '') + 1
      return matched({ weekday: Math.min(weekday, 7) }, true, true)
    },
  },
  {
    pattern: sticky(
      `(?<year>(?:1[5-9]|20)\\d\\d)(?= ?[-~至到、] ?(?:1[5-9]|20)\\d\\d ?年(?![级代]))`,
    ),
    read: (groups) => matched({ year: Number(groups['year']) }),
  },
  {
    pattern: sticky(
      '(?<era>民国|令和|平成|昭和) ?(?<year>\\d{1,3})(?= ?[-~至到、及和] ?\\d{1,3} ?年)',
    ),
    read: (groups) =>
      matched({
        year: Number(groups['year']) + (eras[groups['era'] ?? ''] ?? 0),
      }),
  },
  {
    pattern: sticky(`(?<month>${two})(?= ?[-~至到、] ?${two} ?月(?![球亮]))`),
    read: (groups) => matched(fieldsOf(groups)),
  },
  {
    pattern: sticky(
      `(?<day>${two})(?= ?[-~至到、] ?${two} ?[日号](?![圆元币本内]))`,
    ),
    read: (groups) => matched(fieldsOf(groups)),
  },
  {
    pattern: sticky(month),
    read: (groups) => matched(fieldsOf(groups)),
  },
  {
    pattern: sticky(`(?<day>\\d{1,2}) ?[日号](?![圆元币本军内楼线机店电])`),
    read: (groups, { before }) =>
      /第 ?$/.test(before) ? undefined : matched(fieldsOf(groups)),
  },
]

function fieldsOf(groups: Readonly<Record<string, string | undefined>>): {
  month: number | undefined
  day: number | undefined
  quarter: number | undefined
  half: number | undefined
} {
  const figure = (text: string | undefined) =>
    text === undefined ? undefined : (count(text) ?? 99)
  const quarter = groups['quarter'] ?? groups['q']
  return {
    month: figure(groups['month']),
    day: figure(groups['day']),
    quarter: groups['first']
      ? 1
      : groups['last']
        ? 4
        : figure(quarter && /[1-4一二三四]/.exec(quarter)?.[0]),
    half: groups['half'] ? '上下'.indexOf(groups['half']) + 1 : undefined,
  }
}

/** Time of day; 下午 3 點 is 15. */
function clock(
  period: string | undefined,
  hour: number | undefined,
  minute: number | undefined,
  second: number | undefined,
): ReturnType<typeof matched> {
  if (hour === undefined || hour > 24) return undefined
  const late = /下午|晚|傍|深夜|午后/.test(period ?? '')
  const noon = period === '中午'
  const half =
    late || noon ? 'pm' : period ? 'am' : hour > 12 ? 'pm' : undefined
  const shift = (late || (noon && hour < 11)) && hour < 12 ? 12 : 0
  return matched({
    hour: hour + shift,
    minute: minute ?? 0,
    second: second || undefined,
    period: noon && hour === 11 ? 'am' : half,
  })
}

function emptyOf(kind: 'decade' | 'century') {
  return { kind, relative: false, optional: false }
}

/** Whole number in digits or Han numerals; 二〇二六 by its digits. */
function count(written: string): number | undefined {
  if (/^\d+$/.test(written)) return Number(written)
  if (/^[〇零一二三四五六七八九]{2,4}$/.test(written)) {
    return Number(
      [...written]
        .map((one) => '零一二三四五六七八九'.indexOf(one === '〇' ? '零' : one))
        .join(''),
    )
  }
  const numeral = readHan(written, 0)
  if (typeof numeral === 'number' || numeral.end !== written.length) {
    return undefined
  }
  return roughly(numeral.low)
}

function sticky(source: string): RegExp {
  return new RegExp(source, 'y')
}
