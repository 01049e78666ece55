import type { Command } from '../command.ts'
import { conceptOptions } from '../concept-option-names.ts'
import type { OptionName } from '../options.ts'

/** What is approved or rejected. */
const reviewed: NonNullable<Command['argument']> = {
  value: 'id',
  about: 'cli:argument.conceptIds',
  required: true,
  multiple: true,
}

const reviewOptions: readonly OptionName[] = [
  'reason',
  'by',
  'dry-run',
  'glossary',
  'json',
  'config',
]

/** Commands of the glossary. Each is loaded when it runs. */
export const glossaryCommands: readonly Command[] = [
  {
    words: ['glossary', 'list'],
    key: 'glossaryList',
    argument: {
      value: 'text',
      about: 'cli:argument.searchTexts',
      multiple: true,
    },
    options: [
      'state',
      'glossary-domain',
      'locale',
      'glossary',
      'json',
      'config',
    ],
    examples: [
      {
        line: 'yiwen glossary list',
        about: 'cli:command.glossaryList.example.all',
      },
      {
        line: 'yiwen glossary list --state proposed',
        about: 'cli:command.glossaryList.example.state',
      },
      {
        line: 'yiwen glossary list 模型 --domain technology',
        about: 'cli:command.glossaryList.example.text',
      },
      {
        line: 'yiwen glossary list --locale zh-HK --json',
        about: 'cli:command.glossaryList.example.locale',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-list.ts')).glossaryList(...given),
  },
  {
    words: ['glossary', 'show'],
    key: 'glossaryShow',
    argument: {
      value: 'id',
      about: 'cli:argument.conceptIds',
      required: true,
      multiple: true,
    },
    options: ['glossary', 'json', 'config'],
    examples: [
      {
        line: 'yiwen glossary show zhipu-ai',
        about: 'cli:command.glossaryShow.example.one',
      },
      {
        line: 'yiwen glossary show zhipu-ai anue --json',
        about: 'cli:command.glossaryShow.example.json',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-show.ts')).glossaryShow(...given),
  },
  {
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
    run: async (...given) =>
      (await import('./glossary-add.ts')).glossaryAdd(...given),
  },
  {
    words: ['glossary', 'edit'],
    key: 'glossaryEdit',
    argument: {
      value: 'id',
      about: 'cli:argument.conceptId',
      required: true,
    },
    options: [
      ...conceptOptions,
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
    run: async (...given) =>
      (await import('./glossary-edit.ts')).glossaryEdit(...given),
  },
  {
    words: ['glossary', 'approve'],
    key: 'glossaryApprove',
    argument: reviewed,
    options: reviewOptions,
    examples: [
      {
        line: 'yiwen glossary approve zhipu-ai',
        about: 'cli:command.glossaryApprove.example.one',
      },
      {
        line: 'yiwen glossary approve zhipu-ai anue --by Lin --reason Prospectus',
        about: 'cli:command.glossaryApprove.example.more',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-review.ts')).glossaryApprove(...given),
  },
  {
    words: ['glossary', 'reject'],
    key: 'glossaryReject',
    argument: reviewed,
    options: reviewOptions,
    examples: [
      {
        line: 'yiwen glossary reject coding-product --reason Calque',
        about: 'cli:command.glossaryReject.example.one',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-review.ts')).glossaryReject(...given),
  },
  {
    words: ['glossary', 'merge'],
    key: 'glossaryMerge',
    argument: {
      value: 'id',
      about: 'cli:argument.mergeIds',
      required: true,
      multiple: true,
    },
    options: ['reason', 'by', 'dry-run', 'glossary', 'json', 'config'],
    examples: [
      {
        line: 'yiwen glossary merge coding-product coding-subscription-product',
        about: 'cli:command.glossaryMerge.example.one',
      },
      {
        line: 'yiwen glossary merge coding-product coding-subscription-product --dry-run',
        about: 'cli:command.glossaryMerge.example.dry',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-merge.ts')).glossaryMerge(...given),
  },
  {
    words: ['glossary', 'stats'],
    key: 'glossaryStats',
    options: ['glossary', 'json', 'config'],
    examples: [
      {
        line: 'yiwen glossary stats',
        about: 'cli:command.glossaryStats.example.all',
      },
      {
        line: 'yiwen glossary stats --json',
        about: 'cli:command.glossaryStats.example.json',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-stats.ts')).glossaryStats(...given),
  },
  {
    words: ['glossary', 'lint'],
    key: 'glossaryLint',
    argument: {
      value: 'file',
      about: 'cli:argument.glossaryFiles',
      multiple: true,
    },
    options: ['lint-locale', 'unused', 'frail', 'verbose', 'json', 'config'],
    examples: [
      {
        line: 'yiwen glossary lint',
        about: 'cli:command.glossaryLint.example.all',
      },
      {
        line: 'yiwen glossary lint locales/glossary/finance.yaml',
        about: 'cli:command.glossaryLint.example.one',
      },
      {
        line: 'yiwen glossary lint --locale zh-HK --verbose',
        about: 'cli:command.glossaryLint.example.locale',
      },
      {
        line: 'yiwen glossary lint --unused --verbose',
        about: 'cli:command.glossaryLint.example.unused',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-lint.ts')).glossaryLint(...given),
  },
  {
    words: ['glossary', 'diff'],
    key: 'glossaryDiff',
    argument: {
      value: 'revision',
      about: 'cli:argument.revisions',
      multiple: true,
    },
    options: ['glossary', 'json', 'config'],
    examples: [
      {
        line: 'yiwen glossary diff',
        about: 'cli:command.glossaryDiff.example.head',
      },
      {
        line: 'yiwen glossary diff v1.0 main',
        about: 'cli:command.glossaryDiff.example.range',
      },
      {
        line: 'yiwen glossary diff old.yaml new.yaml --json',
        about: 'cli:command.glossaryDiff.example.files',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-diff.ts')).glossaryDiff(...given),
  },
  {
    words: ['glossary', 'import'],
    key: 'glossaryImport',
    argument: { value: 'file', about: 'cli:argument.table', required: true },
    options: [
      'map',
      'table-format',
      'sheet',
      'from-language',
      'to-language',
      'glossary-domain',
      'into',
      'overwrite',
      'reason',
      'by',
      'dry-run',
      'glossary',
      'json',
      'config',
    ],
    examples: [
      {
        line: 'yiwen glossary import terms.csv --dry-run',
        about: 'cli:command.glossaryImport.example.dry',
      },
      {
        line: 'yiwen glossary import terms.tsv --map Taiwan=zh-TW --map Term=en --domain finance',
        about: 'cli:command.glossaryImport.example.map',
      },
      {
        line: 'yiwen glossary import terms.csv --overwrite --reason Agreed',
        about: 'cli:command.glossaryImport.example.overwrite',
      },
      {
        line: 'yiwen glossary import agency.tbx --domain finance --dry-run',
        about: 'cli:command.glossaryImport.example.tbx',
      },
      {
        line: 'yiwen glossary import terms.xlsx --sheet Terms --dry-run',
        about: 'cli:command.glossaryImport.example.xlsx',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-import.ts')).glossaryImport(...given),
  },
  {
    words: ['glossary', 'export'],
    key: 'glossaryExport',
    options: [
      'state',
      'glossary-domain',
      'output',
      'table-format',
      'from-language',
      'to-language',
      'bom',
      'show-status',
      'glossary',
      'config',
    ],
    examples: [
      {
        line: 'yiwen glossary export --bom -o glossary.csv',
        about: 'cli:command.glossaryExport.example.file',
      },
      {
        line: 'yiwen glossary export --state proposed --format tsv',
        about: 'cli:command.glossaryExport.example.tsv',
      },
      {
        line: 'yiwen glossary export --state approved -o glossary.tbx',
        about: 'cli:command.glossaryExport.example.tbx',
      },
      {
        line: 'yiwen glossary export --from zh-TW --to en -o glossary.utf8',
        about: 'cli:command.glossaryExport.example.omegat',
      },
      {
        line: 'yiwen glossary export --format i18next -o locales',
        about: 'cli:command.glossaryExport.example.i18next',
      },
      {
        line: 'yiwen glossary export --state approved --lang zh-TW -o glossary.html',
        about: 'cli:command.glossaryExport.example.html',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-export.ts')).glossaryExport(...given),
  },
  {
    words: ['glossary', 'extract'],
    key: 'glossaryExtract',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: [
      'strictness',
      'limit',
      'new-only',
      'out',
      'engine',
      'glossary',
      'encoding',
      'json',
      'config',
    ],
    examples: [
      {
        line: 'yiwen glossary extract',
        about: 'cli:command.glossaryExtract.example.all',
      },
      {
        line: 'yiwen glossary extract articles/a.md --strictness 0.8 --new-only',
        about: 'cli:command.glossaryExtract.example.strict',
      },
      {
        line: 'yiwen glossary extract --new-only --out locales/glossary/new.yaml',
        about: 'cli:command.glossaryExtract.example.out',
      },
      {
        line: 'yiwen glossary extract --new-only --engine deepl --out locales/glossary/new.yaml',
        about: 'cli:command.glossaryExtract.example.engine',
      },
      {
        line: 'yiwen glossary extract --json > candidates.json',
        about: 'cli:command.glossaryExtract.example.json',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-extract.ts')).glossaryExtract(...given),
  },
  {
    words: ['glossary', 'impact'],
    key: 'glossaryImpact',
    argument: { value: 'text', about: 'cli:argument.term', required: true },
    options: ['json', 'config'],
    examples: [
      {
        line: 'yiwen glossary impact 大型語言模型',
        about: 'cli:command.glossaryImpact.example.word',
      },
      {
        line: 'yiwen glossary impact large-language-model --json',
        about: 'cli:command.glossaryImpact.example.json',
      },
    ],
    run: async (...given) =>
      (await import('./glossary-impact.ts')).glossaryImpact(...given),
  },
]
