import type { VFileMessage } from 'vfile-message'
import type { EditionData } from '../localize.ts'
import type { Translate } from '../messages/index.ts'
import { type EditRule, languageTag, type Why } from '../model/index.ts'
import { formatSense } from './explanation.ts'
import { editRules } from './options.ts'

/** What the page says besides the texts. */
interface PageOptions {
  /** Name of the article. */
  title: string
  t: Translate
}

/**
 * Write an explanation as a page: the article and its edition side by side,
 * every change marked by kind, with its reason where the pointer rests or the
 * focus stands. It needs no script.
 *
 * @param edition - Edition.
 * @param messages - Findings, listed above the texts.
 * @param options - Title, messages.
 * @returns HTML.
 */
export function explanationPage(
  { text, edits, source, target }: EditionData,
  messages: readonly VFileMessage[],
  { title, t }: PageOptions,
): string {
  let before = ''
  let after = ''
  let at = 0
  const numbers = new Map<Why, number>()
  for (const { span, text: made, why } of edits) {
    const between = escapeHtml(text.slice(at, span.start))
    const was = escapeHtml(text.slice(span.start, span.end))
    const number = numbers.get(why) ?? numbers.size + 1
    numbers.set(why, number)
    const reason = escapeHtml(reasonOf(why, t))
    before += `${between}${was && `<mark class="${why.rule}" title="${reason}">${was}</mark>`}`
    after += `${between}${made && `<mark class="${why.rule}" tabindex="0" title="${reason}">${escapeHtml(made)}</mark>`}`
    at = span.end
  }
  const rest = escapeHtml(text.slice(at))
  const counts = new Map<EditRule, number>()
  for (const { rule } of numbers.keys()) {
    counts.set(rule, (counts.get(rule) ?? 0) + 1)
  }
  const legend = editRules
    .filter((rule) => counts.has(rule))
    .map(
      (rule) =>
        `<li><mark class="${rule}">${escapeHtml(t(`cli:edit.${rule}`))}</mark> ${counts.get(rule)}</li>`,
    )
    .join('\n')
  const findings = messages
    .map(
      (message) =>
        `<li>${message.line ?? ''}${message.line ? ':' : ''}${message.column ?? ''} ${escapeHtml(message.reason)}${message.expected?.length ? ` <b>${escapeHtml(message.expected.join(' / '))}</b>` : ''}</li>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="${languageTag(target)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<ul class="legend">
${legend}
</ul>
${findings && `<details open><summary>${escapeHtml(t('cli:summary.label.findings'))} ${messages.length}</summary><ul>${findings}</ul></details>`}
<div class="texts">
<section lang="${languageTag(source)}"><h2>${source}</h2><pre>${before}${rest}</pre></section>
<section lang="${languageTag(target)}"><h2>${target}</h2><pre>${after}${rest}</pre></section>
</div>
</body>
</html>
`
}

function reasonOf(why: Why, t: Translate): string {
  const { rule, before, after, source, entry, domain, confidence } = why
  const others = why.alternatives?.join(', ')
  return [
    `${t(`cli:edit.${rule}`)}: ${before} → ${after}`,
    [source, entry, domain].filter(Boolean).join(' · '),
    confidence === undefined
      ? ''
      : `${t('cli:explain.confidence')} ${Math.round(confidence * 100)} %`,
    why.sense ? `${t('cli:explain.sense')}: ${formatSense(why, t)}` : '',
    others ? `${t('cli:explain.alternatives')} ${others}` : '',
  ]
    .filter(Boolean)
    .join('\n')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const styles = `
:root { color-scheme: light dark; font: 16px/1.7 system-ui, sans-serif; }
body { margin: 1.5rem; }
h1 { font-size: 1.2rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
.texts { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; }
mark { color: inherit; background: none; border-bottom: 2px solid; border-color: light-dark(#b8b8b8, #666); }
mark.vocabulary { background: light-dark(#ffe9a8, #5c4a00); border-color: light-dark(#b28900, #e0b93a); }
mark.term, mark.override { background: light-dark(#cfe8ff, #123f66); border-color: light-dark(#1f6fb2, #7fbef5); }
mark.gloss, mark.appendix { background: light-dark(#d9f2d0, #1f4a17); border-color: light-dark(#3f8f2a, #8fd67b); }
mark.quotes, mark.brackets, mark.punctuation, mark.ellipsis, mark.dashes, mark.spaces { background: light-dark(#efdcff, #44275f); border-color: light-dark(#7b3fb0, #c79bee); }
@media (max-width: 50rem) { .texts { grid-template-columns: 1fr; } }
`
