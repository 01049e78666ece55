import { stringify } from 'yaml'
import type { Candidate } from '../extract-terms.ts'
import type { WrittenConcept } from '../glossary/index.ts'
import { type ChineseLocale, chineseLocales } from '../model/index.ts'

/** What is needed to write proposals. */
export interface ProposalOptions {
  /** Paths of the articles, as candidates number them. */
  articles: readonly string[]
  /** Ids that concepts have already. */
  taken: Iterable<string>
  /** Says, for reviewers, why a candidate was proposed. */
  noteOf: (candidate: Candidate) => string
}

/**
 * Make concepts of candidates, all of them proposed.
 *
 * @param candidates - Candidates; those that the glossary has are left out.
 * @param options - Articles, ids that are taken, notes.
 * @returns Concepts as a glossary file has them.
 */
export function proposedConcepts(
  candidates: readonly Candidate[],
  { articles, taken, noteOf }: ProposalOptions,
): WrittenConcept[] {
  const ids = new Set(taken)
  return candidates
    .filter(({ known }) => known === undefined)
    .map((candidate) => {
      const { kind, english, text, occurrences } = candidate
      const isLatin = /^[\x20-\u024f]+$/.test(text)
      const first = occurrences[0]
      const en = english?.text ?? (isLatin ? text : undefined)
      return {
        id: freeId(english?.text ?? text, ids),
        domain: 'general',
        state: 'proposed',
        partOfSpeech: kind === 'name' ? 'properNoun' : 'noun',
        ...(isLatin ? { doNotTranslate: true } : {}),
        note: noteOf(candidate),
        ...(first
          ? {
              sources: [
                {
                  title: articles[first.article] || '-',
                  quotation: `${first.left}${text}${first.right}`.trim(),
                },
              ],
            }
          : {}),
        terms: {
          ...Object.fromEntries(
            chineseLocales.map((locale: ChineseLocale) => [
              locale,
              isLatin ? text : (candidate.forms[locale]?.yiwen ?? text),
            ]),
          ),
          ...(en === undefined
            ? {}
            : {
                en:
                  english?.source === 'engine'
                    ? {
                        text: en,
                        provenance: {
                          kind: 'engine',
                          detail: english.quotation,
                        },
                      }
                    : en,
              }),
        },
      }
    })
}

/**
 * Write concepts as a glossary file.
 *
 * @param concepts - Concepts.
 * @returns YAML.
 */
export function glossaryFile(concepts: readonly WrittenConcept[]): string {
  return stringify({ concepts }, { lineWidth: 0 })
}

/** Id made of English, or of the numbers of the characters, that nothing has. */
function freeId(name: string, ids: Set<string>): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
  const isEnglish = /^[\x20-\x7e]+$/.test(words)
  const slug = isEnglish
    ? words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
    : [...name].map((one) => `u${one.codePointAt(0)?.toString(16)}`).join('-')
  const base = slug === '' ? 'term' : slug.slice(0, 60).replace(/-$/, '')
  let id = base
  for (let number = 2; ids.has(id); number++) id = `${base}-${number}`
  ids.add(id)
  return id
}
