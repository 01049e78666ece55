import { isSame, withHistory, withState } from '../../glossary/index.ts'
import type { Command } from '../command.ts'
import { editByOptions, readConceptFile } from '../concept-edit.ts'
import { misuse } from '../context.ts'
import { actOf, carryOut, conceptOf, openGlossary } from '../glossary.ts'
import type { OptionName } from '../options.ts'

/** Options that say what to change. */
const changing = [
  'term',
  'remove-term',
  'set',
  'unset',
  'relation',
  'glossary-domain',
  'state',
  'data',
] as const satisfies readonly OptionName[]

/** `yiwen glossary edit`: what options say, and nothing else. */
export const glossaryEdit: Command = {
  words: ['glossary', 'edit'],
  key: 'glossaryEdit',
  argument: {
    value: 'id',
    about: 'cli:argument.conceptId',
    required: true,
  },
  options: [
    ...changing,
    'type',
    'status',
    'reason',
    'by',
    'dry-run',
    'glossary',
    'json',
    'config',
  ],
  examples: [
    {
      line: 'yiwen glossary edit video --term zh-TW=視頻 --status deprecated',
      about: 'cli:command.glossaryEdit.example.term',
    },
    {
      line: 'yiwen glossary edit large-model --set definition=模型 --unset note',
      about: 'cli:command.glossaryEdit.example.set',
    },
    {
      line: 'yiwen glossary edit large-model --state needs-work --reason 太籠統',
      about: 'cli:command.glossaryEdit.example.state',
    },
    {
      line: 'yiwen glossary edit large-language-model --relation broader=large-model',
      about: 'cli:command.glossaryEdit.example.relation',
    },
  ],
  async run(context, { arguments: [id = ''], values }) {
    const { t } = context
    if (changing.every((name) => values[name] === undefined)) {
      throw misuse(
        t('cli:misuse.nothingToDo'),
        t('cli:hint.seeHelp', { command: 'yiwen help glossary edit' }),
      )
    }
    const glossary = await openGlossary(context, values)
    const { file, concept } = conceptOf(glossary, id, context)
    const given = values.data && (await readConceptFile(values.data, context))
    // Review and history are the desk's to write.
    const { review, history } = concept
    const kept = {
      ...(review === undefined ? {} : { review }),
      ...(history === undefined ? {} : { history }),
    }
    const base = given ? { ...given, id, ...kept } : concept
    const edited = editByOptions(base, values, context)
    const act = await actOf(context, values)
    const { state } = values
    const moved = state !== undefined && state !== concept['state']
    const same = isSame(edited, concept)
    if (same && !moved) {
      return carryOut(context, values, { edits: [], said: [], unchanged: [id] })
    }
    const noted = same ? edited : withHistory(edited, 'edited', act)
    return carryOut(context, values, {
      edits: [
        {
          kind: 'replace',
          id,
          file,
          concept: moved ? withState(noted, state, act) : noted,
        },
      ],
      said: [t('cli:desk.edited', { id, path: file.path })],
    })
  },
}
