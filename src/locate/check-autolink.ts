import { finding, type Span } from '../model/index.ts'
import type { Walk } from './walk.ts'

/**
 * Report a bare address that runs on into Chinese.
 *
 * One that full-width punctuation follows, or Chinese without anything between,
 * is read as one address to the next space.
 *
 * @param walk - State; the finding is added to it.
 * @param span - Range of the address.
 */
export function checkAutolink(walk: Walk, span: Span): void {
  const url = walk.source.slice(span.start, span.end)
  const match =
    /[\u3000-\u303F\uFF01-\uFF65].*$/u.exec(url) ??
    /(?<=[A-Za-z0-9])\p{Script=Han}.*$/u.exec(url)
  if (!match) return
  const address = url
    .slice(0, match.index)
    .replace(/(?<![?!.,:*_~'"])[?!.,:*_~'"]+$/, '')
  walk.findings.push(
    finding(
      'locate-autolink-han',
      `The bare address ${url} runs on into Chinese text, which is not converted.`,
      {
        source: walk.source,
        span,
        actual: url,
        expected: [`<${address}>${url.slice(address.length)}`],
        note: 'Put the address in angle brackets or a space after it, if the Chinese is not part of it.',
        wording: { values: { address: url } },
      },
    ),
  )
}
