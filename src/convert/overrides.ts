import {
  type ChineseLocale,
  type Edit,
  type Finding,
  finding,
  formFor,
  readForms,
  type Unit,
} from '../model/index.ts'

/**
 * Put what the author wrote for a locale in the place of each `-{…}-` mark.
 *
 * A mark that holds one text for all locales stays as it stands. So does one
 * with MediaWiki's flags, such as `A|`, which are about other places too.
 *
 * @param units - Units.
 * @param source - Text that the units' spans point into.
 * @param to - Locale of the edition.
 * @returns An edit for each mark with a form for the locale, or for one that
 * may stand in for it; a `convert-override-kept` for each without.
 */
export function resolveOverrides(
  units: readonly Unit[],
  source: string,
  to: ChineseLocale,
): { edits: Edit[]; findings: Finding[] } {
  const edits: Edit[] = []
  const findings: Finding[] = []
  for (const { overrides = [] } of units) {
    for (const { span, codec, text: before } of overrides) {
      const forms = readForms(before.slice(2, -2))
      if (!forms) continue
      const after = formFor(forms, to)
      if (after === undefined) {
        findings.push(reportUnmatched(before, source, span, to))
        continue
      }
      const others = new Set(forms.values())
      others.delete(after)
      edits.push({
        span,
        text: after,
        codec,
        why: {
          rule: 'override',
          source: 'text',
          before,
          after,
          ...(others.size > 0 ? { alternatives: [...others] } : {}),
          confidence: 1,
        },
      })
    }
  }
  return { edits, findings }
}

function reportUnmatched(
  mark: string,
  source: string,
  span: Edit['span'],
  to: ChineseLocale,
): Finding {
  const code = to.toLowerCase()
  return finding(
    'convert-override-kept',
    `${mark} has no form for ${to} and stays as it stands.`,
    {
      source,
      span,
      actual: mark,
      note: `Add a form to it: ;${code}:…`,
      wording: {
        key: 'convert-override-kept.unmatched',
        values: { mark, locale: to, code },
      },
    },
  )
}
