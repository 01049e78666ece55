import { ImpactIndex } from '../../build/impact.ts'
import { type Concept, exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { misuse, print, printJson } from '../context.ts'
import { loadSettings, readGlossary } from '../project.ts'

/** `yiwen glossary impact`: the articles and editions a concept stands in. */
export const glossaryImpact: Run = async (
  context,
  { arguments: [term = ''], values },
) => {
  const { io, t, out: colors } = context
  const { config } = await loadSettings(context, values)
  const { concepts } = await readGlossary(context, config)
  const found = findConcepts(concepts, term)
  if (found.length === 0) {
    throw misuse(t('cli:impact.unknown', { term }), t('cli:impact.look'))
  }
  const project = { cwd: io.cwd, config }
  const index = new ImpactIndex(project, concepts, { doubts: false })
  await index.refresh()
  await index.save()
  const impacts = found.map((concept) => {
    const articles = index.articlesOf(concept.id)
    const places = articles.reduce((sum, one) => sum + one.places, 0)
    return { concept, articles, places }
  })
  if (values.json) {
    printJson(
      context,
      impacts.map(({ concept: { id, state }, articles, places }) => ({
        id,
        state,
        places,
        articles: articles.map(({ shown, places, editions }) => ({
          path: shown,
          places,
          editions,
        })),
      })),
    )
    return exitCodes.ok
  }
  for (const { concept, articles, places } of impacts) {
    const { id, state } = concept
    const word = concept.terms[0]?.text ?? id
    const heading = t('cli:impact.heading', { word, id, state })
    print(context, colors.bold(heading))
    for (const { shown, places, editions } of articles) {
      const count = t('cli:impact.places', { count: places })
      const list = t('cli:frame.list', { items: editions })
      print(context, `  ${shown}  ${count}  ${colors.dim(list)}`)
    }
    print(
      context,
      articles.length === 0
        ? `  ${t('cli:impact.none')}`
        : `  ${t('cli:impact.total', {
            count: articles.length,
            places: t('cli:impact.places', { count: places }),
          })}`,
    )
  }
  return exitCodes.ok
}

/** The one with the id, else those with the word. */
function findConcepts(concepts: readonly Concept[], term: string): Concept[] {
  const named = concepts.filter(({ id }) => id === term)
  if (named.length > 0) return named
  const wanted = term.toLowerCase()
  return concepts.filter(({ terms }) =>
    terms.some(({ text }) => text.toLowerCase() === wanted),
  )
}
