import type { OpenGlossary } from '../../build-glossary-edit.ts'
import {
  type GlossaryFile,
  openGlossary as openFile,
  type WrittenConcept,
  withHistory,
  withState,
} from '../../glossary/index.ts'
import type { Config } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { editByOptions, readConceptFile } from '../concept-edit.ts'
import { type Context, misuse } from '../context.ts'
import { actOf, carryOut, openGlossary } from '../glossary.ts'
import { loadSettings } from '../project.ts'

/** `yiwen glossary add`: a new concept, proposed unless said otherwise. */
export const glossaryAdd: Command = {
  words: ['glossary', 'add'],
  key: 'glossaryAdd',
  argument: { value: 'id', about: 'cli:argument.conceptId' },
  options: [
    'glossary-domain',
    'term',
    'type',
    'status',
    'set',
    'relation',
    'state',
    'data',
    'into',
    'reason',
    'by',
    'dry-run',
    'glossary',
    'json',
    'config',
  ],
  examples: [
    {
      line: 'yiwen glossary add token --domain technology --term zh-TW=權杖 --term zh-CN=令牌 --term en=token',
      about: 'cli:command.glossaryAdd.example.one',
    },
    {
      line: 'yiwen glossary add token --domain technology --term zh-TW=權杖 --set gloss=false --state approved --into locales/glossary/technology.yaml',
      about: 'cli:command.glossaryAdd.example.approved',
    },
    {
      line: 'yiwen glossary add --data concept.yaml',
      about: 'cli:command.glossaryAdd.example.data',
    },
  ],
  async run(context, { arguments: [named], values }) {
    const { t } = context
    const { config } = await loadSettings(context, values)
    const glossary = await openGlossary(context, values)
    const written: WrittenConcept =
      values.data === undefined
        ? { state: 'proposed', terms: {} }
        : await readConceptFile(values.data, context)
    const id = String(named ?? written['id'] ?? '')
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
      throw misuse(t('cli:misuse.badId', { id }), t('cli:hint.idForm'))
    }
    const taken = glossary.concepts.get(id)
    const file =
      taken?.file ??
      (await fileFor({ ...written, id }, glossary, { context, values, config }))
    const act = await actOf(context, values)
    const base = editByOptions({ ...written, id }, values, context)
    const { state } = values
    const concept = state
      ? withState(
          withHistory(base, 'added', { by: act.by, at: act.at }),
          state,
          act,
        )
      : withHistory(base, 'added', act)
    return carryOut(context, values, {
      edits: [{ kind: 'add', concept, file }],
      said: [t('cli:desk.added', { id, path: file.path })],
    })
  },
}

/** The file that was named, the only one, or the one with most of the domain. */
async function fileFor(
  concept: WrittenConcept,
  { files }: OpenGlossary,
  {
    context,
    values,
    config,
  }: {
    context: Context
    values: Parameters<Command['run']>[1]['values']
    config: Config
  },
): Promise<GlossaryFile> {
  const { io, t } = context
  if (values.into !== undefined) {
    const known = files.find(({ path }) => path === values.into)
    return known ?? openFile(io.cwd, values.into)
  }
  const domain = values['glossary-domain'] ?? concept['domain']
  const sizes = files.map((file) => ({
    file,
    size: file.concepts.filter((one) => one['domain'] === domain).length,
  }))
  const [first, second] = sizes.sort((a, b) => b.size - a.size)
  if (first && (!second || first.size > second.size)) return first.file
  if (!first) {
    // An empty project gets the file that `yiwen init` would make.
    const pattern = config.glossary[0] ?? 'locales/glossary/*.yaml'
    return openFile(io.cwd, pattern.replaceAll('*', 'glossary'))
  }
  const items = files.map(({ path }) => path)
  throw misuse(
    t('cli:misuse.whichFile', { id: String(concept['id']) }),
    t('cli:hint.useInto', { values: t('cli:frame.list', { items }) }),
  )
}
