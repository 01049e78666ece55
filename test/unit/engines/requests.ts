import type {
  EngineRequest,
  EngineSegment,
} from '../../../src/engines/index.ts'
import { parseContent } from '../../../src/model/index.ts'

/** Segment of a text with tags. */
export function segment(
  id: string,
  text: string,
  more: Partial<EngineSegment> = {},
): EngineSegment {
  return {
    id,
    content: parseContent(text),
    kind: 'paragraph',
    terms: [],
    matches: [],
    numbers: [],
    ...more,
  }
}

/** Request for segments of one article. */
export function request(
  segments: readonly EngineSegment[],
  more: Partial<EngineRequest> = {},
): EngineRequest {
  return { article: 'a.md', source: 'zh-TW', target: 'en', segments, ...more }
}

/** Request for as many sentences as wanted, each of its own. */
export function sentences(count: number, article = 'a.md'): EngineRequest {
  const digits = '零一二三四五六七八九'
  const name = (index: number): string =>
    [...String(index)].map((one) => digits[Number(one)]).join('')
  const segments = Array.from({ length: count }, (_, index) =>
    segment(`s${index}`, `第${name(index)}句話說得很清楚。`),
  )
  return request(segments, { article })
}
