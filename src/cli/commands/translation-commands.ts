import type { Command } from '../command.ts'

/** Commands of the memory, the review and translations. Each is loaded when it runs. */
export const translationCommands: readonly Command[] = [
  {
    words: ['memory', 'import'],
    key: 'memoryImport',
    argument: {
      value: 'file',
      about: 'cli:argument.tmx',
      required: true,
      multiple: true,
    },
    options: ['json', 'config'],
    examples: [
      {
        line: 'yiwen memory import agency.tmx',
        about: 'cli:command.memoryImport.example.file',
      },
    ],
    run: async (...given) =>
      (await import('./memory-import.ts')).memoryImport(...given),
  },
  {
    words: ['memory', 'export'],
    key: 'memoryExport',
    options: ['to-file', 'source-language', 'target-language', 'config'],
    examples: [
      {
        line: 'yiwen memory export --to memory.tmx',
        about: 'cli:command.memoryExport.example.file',
      },
      {
        line: 'yiwen memory export --source zh-TW --target en --to english.tmx',
        about: 'cli:command.memoryExport.example.pair',
      },
    ],
    run: async (...given) =>
      (await import('./memory-export.ts')).memoryExport(...given),
  },
  {
    words: ['memory', 'search'],
    key: 'memorySearch',
    argument: {
      value: 'text',
      about: 'cli:argument.memoryText',
      required: true,
    },
    options: ['from-language', 'to-language', 'match-limit', 'json', 'config'],
    examples: [
      {
        line: 'yiwen memory search 算力',
        about: 'cli:command.memorySearch.example.source',
      },
      {
        line: 'yiwen memory search inference --from zh-TW --to en',
        about: 'cli:command.memorySearch.example.target',
      },
    ],
    run: async (...given) =>
      (await import('./memory-search.ts')).memorySearch(...given),
  },
  {
    words: ['memory', 'stats'],
    key: 'memoryStats',
    options: ['json', 'config'],
    examples: [
      {
        line: 'yiwen memory stats',
        about: 'cli:command.memoryStats.example.all',
      },
    ],
    run: async (...given) =>
      (await import('./memory-stats.ts')).memoryStats(...given),
  },
  {
    words: ['memory', 'rebuild'],
    key: 'memoryRebuild',
    options: ['json', 'config'],
    examples: [
      {
        line: 'yiwen memory rebuild',
        about: 'cli:command.memoryRebuild.example.all',
      },
    ],
    run: async (...given) =>
      (await import('./memory-stats.ts')).memoryRebuild(...given),
  },
  {
    words: ['review'],
    key: 'review',
    options: [
      'extract',
      'strictness',
      'limit',
      'port',
      'no-open',
      'by',
      'config',
    ],
    examples: [
      { line: 'yiwen review', about: 'cli:command.review.example.open' },
      {
        line: 'yiwen review --extract --strictness 0.7',
        about: 'cli:command.review.example.extract',
      },
      {
        line: 'yiwen review --no-open --port 4173',
        about: 'cli:command.review.example.remote',
      },
    ],
    run: async (...given) => (await import('./review.ts')).review(...given),
  },
  {
    words: ['translate', 'sync'],
    key: 'translateSync',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['translate-to', 'dry-run', 'json', 'config'],
    examples: [
      {
        line: 'yiwen translate sync',
        about: 'cli:command.translateSync.example.all',
      },
      {
        line: 'yiwen translate sync articles/a.md --to en --dry-run',
        about: 'cli:command.translateSync.example.dry',
      },
    ],
    run: async (...given) =>
      (await import('./translate-sync.ts')).translateSync(...given),
  },
  {
    words: ['translate', 'status'],
    key: 'translateStatus',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['translate-to', 'json', 'config'],
    examples: [
      {
        line: 'yiwen translate status',
        about: 'cli:command.translateStatus.example.all',
      },
      {
        line: 'yiwen translate status articles/a.md --to en --json',
        about: 'cli:command.translateStatus.example.json',
      },
    ],
    run: async (...given) =>
      (await import('./translate-status.ts')).translateStatus(...given),
  },
  {
    words: ['translate', 'export'],
    key: 'translateExport',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: [
      'translate-to',
      'handoff-format',
      'handoff-output',
      'copy-source',
      'config',
    ],
    examples: [
      {
        line: 'yiwen translate export --to en',
        about: 'cli:command.translateExport.example.all',
      },
      {
        line: 'yiwen translate export articles/a.md --to en -o a.docx',
        about: 'cli:command.translateExport.example.one',
      },
      {
        line: 'yiwen translate export --to en -o agency.zip',
        about: 'cli:command.translateExport.example.package',
      },
      {
        line: 'yiwen translate export --to en --copy-source -o omegat/source',
        about: 'cli:command.translateExport.example.omegat',
      },
    ],
    run: async (...given) =>
      (await import('./translate-export.ts')).translateExport(...given),
  },
  {
    words: ['translate', 'import'],
    key: 'translateImport',
    argument: {
      value: 'file',
      about: 'cli:argument.handed',
      required: true,
      multiple: true,
    },
    options: [
      'translate-to',
      'article',
      'trust',
      'dry-run',
      'frail',
      'json',
      'config',
    ],
    examples: [
      {
        line: 'yiwen translate import handoff/en/a.md.xlf --dry-run',
        about: 'cli:command.translateImport.example.dry',
      },
      {
        line: 'yiwen translate import agency.zip',
        about: 'cli:command.translateImport.example.package',
      },
      {
        line: 'yiwen translate import back.po --article articles/a.md --to en',
        about: 'cli:command.translateImport.example.named',
      },
    ],
    run: async (...given) =>
      (await import('./translate-import.ts')).translateImport(...given),
  },
  {
    words: ['translate', 'run'],
    key: 'translateRun',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: [
      'engine-to',
      'engine',
      'engine-dry-run',
      'yes',
      'engine-limit',
      'frail',
      'verbose',
      'json',
      'config',
    ],
    examples: [
      {
        line: 'yiwen translate run --to en --dry-run',
        about: 'cli:command.translateRun.example.cost',
      },
      {
        line: 'yiwen translate run articles/a.md --engine deepl',
        about: 'cli:command.translateRun.example.one',
      },
      {
        line: 'yiwen translate run --limit 20',
        about: 'cli:command.translateRun.example.some',
      },
    ],
    run: async (...given) =>
      (await import('./translate-run.ts')).translateRun(...given),
  },
  {
    words: ['adopt'],
    key: 'adopt',
    argument: {
      value: 'file',
      about: 'cli:argument.editions',
      required: true,
      multiple: true,
    },
    options: ['by', 'dry-run', 'json', 'config'],
    examples: [
      {
        line: 'yiwen adopt public/zh-HK/a.md',
        about: 'cli:command.adopt.example.one',
      },
      {
        line: 'yiwen adopt public/en/a.md --dry-run',
        about: 'cli:command.adopt.example.dry',
      },
      {
        line: 'yiwen adopt public/bilingual/a.md',
        about: 'cli:command.adopt.example.two',
      },
    ],
    run: async (...given) => (await import('./adopt.ts')).adopt(...given),
  },
]
