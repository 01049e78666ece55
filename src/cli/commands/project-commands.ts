import type { Command } from '../command.ts'

/** Commands of a project and its articles. Each is loaded when it runs. */
export const projectCommands: readonly Command[] = [
  {
    words: ['build'],
    key: 'build',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: [
      'edition',
      'force',
      'jobs',
      'no-cache',
      'no-fast',
      'explain-rebuild',
      'profile',
      'log',
      'report-page',
      'frail',
      'verbose',
      'json',
      'config',
    ],
    examples: [
      { line: 'yiwen build', about: 'cli:command.build.example.all' },
      {
        line: 'yiwen build articles/a.md --edition zh-HK',
        about: 'cli:command.build.example.one',
      },
      {
        line: 'yiwen build --frail --verbose',
        about: 'cli:command.build.example.strict',
      },
      {
        line: 'yiwen build --json > report.json',
        about: 'cli:command.build.example.json',
      },
      {
        line: 'yiwen build --report report.html --profile',
        about: 'cli:command.build.example.report',
      },
    ],
    run: async (...given) => (await import('./build.ts')).build(...given),
  },
  {
    words: ['watch'],
    key: 'watch',
    options: ['edition', 'force', 'jobs', 'verbose', 'json', 'config'],
    examples: [
      { line: 'yiwen watch', about: 'cli:command.watch.example.all' },
      {
        line: 'yiwen watch --edition zh-CN',
        about: 'cli:command.watch.example.one',
      },
      {
        line: 'yiwen watch --json',
        about: 'cli:command.watch.example.json',
      },
    ],
    run: async (...given) => (await import('./watch.ts')).watch(...given),
  },
  {
    words: ['convert'],
    key: 'convert',
    argument: {
      value: 'file',
      about: 'cli:argument.fileOrStdin',
      required: true,
    },
    options: [
      'to',
      'from',
      'output',
      'gloss',
      'glossary',
      'mode',
      'domain',
      'no-vocabulary',
      'no-fast',
      'quotes',
      'brackets',
      'spaces',
      'punctuation',
      'ellipsis',
      'dashes',
      'format',
      'encoding',
      'output-encoding',
      'config',
    ],
    examples: [
      {
        line: 'yiwen convert articles/a.md --to zh-CN -o a.zh-CN.md',
        about: 'cli:command.convert.example.file',
      },
      {
        line: 'cat a.md | yiwen convert - --to zh-HK > a.zh-HK.md',
        about: 'cli:command.convert.example.pipe',
      },
      {
        line: 'yiwen convert a.md --from zh-CN --to zh-TW --quotes keep',
        about: 'cli:command.convert.example.back',
      },
      {
        line: 'yiwen convert manual.md --to zh-CN --domain software',
        about: 'cli:command.convert.example.domain',
      },
      {
        line: 'yiwen convert a.md --to zh-CN --mode compat',
        about: 'cli:command.convert.example.compat',
      },
      {
        line: 'yiwen convert a.md --to zh-CN --gloss paren',
        about: 'cli:command.convert.example.gloss',
      },
      {
        line: 'yiwen convert locales/zh-TW/app.json --to zh-CN',
        about: 'cli:command.convert.example.resource',
      },
      {
        line: 'yiwen convert old.txt --encoding big5 --to zh-CN',
        about: 'cli:command.convert.example.big5',
      },
    ],
    run: async (...given) => (await import('./convert.ts')).convert(...given),
  },
  {
    words: ['stream'],
    key: 'stream',
    options: [
      'stream-to',
      'from',
      'records',
      'mode',
      'domain',
      'quotes',
      'brackets',
      'gloss',
      'glossary',
      'no-vocabulary',
      'config',
    ],
    examples: [
      {
        line: 'cat articles.ndjson | yiwen stream --to zh-CN --to zh-HK > editions.ndjson',
        about: 'cli:command.stream.example.ndjson',
      },
      {
        line: 'cat titles.txt | yiwen stream --to zh-CN --records lines',
        about: 'cli:command.stream.example.lines',
      },
    ],
    run: async (...given) => (await import('./stream.ts')).stream(...given),
  },
  {
    words: ['check'],
    key: 'check',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: [
      'edition',
      'no-cache',
      'frail',
      'verbose',
      'report-format',
      'json',
      'config',
    ],
    examples: [
      { line: 'yiwen check', about: 'cli:command.check.example.all' },
      {
        line: 'yiwen check --frail',
        about: 'cli:command.check.example.strict',
      },
      {
        line: 'yiwen check --json > report.json',
        about: 'cli:command.check.example.json',
      },
      {
        line: 'yiwen check --format github',
        about: 'cli:command.check.example.github',
      },
    ],
    run: async (...given) => (await import('./check.ts')).check(...given),
  },
  {
    words: ['dev'],
    key: 'dev',
    options: ['port', 'no-open', 'by', 'config'],
    examples: [
      { line: 'yiwen dev', about: 'cli:command.dev.example.open' },
      {
        line: 'yiwen dev --no-open --port 4180',
        about: 'cli:command.dev.example.remote',
      },
    ],
    run: async (...given) => (await import('./dev.ts')).dev(...given),
  },
  {
    words: ['explain'],
    key: 'explain',
    argument: { value: 'file', about: 'cli:argument.file', required: true },
    options: [
      'to',
      'from',
      'rule',
      'mode',
      'domain',
      'encoding',
      'html',
      'json',
      'config',
    ],
    examples: [
      {
        line: 'yiwen explain articles/a.md',
        about: 'cli:command.explain.example.one',
      },
      {
        line: 'yiwen explain articles/a.md --to bilingual',
        about: 'cli:command.explain.example.edition',
      },
      {
        line: 'yiwen explain articles/a.md --to zh-HK --rule vocabulary',
        about: 'cli:command.explain.example.rule',
      },
      {
        line: 'yiwen explain articles/a.md --json',
        about: 'cli:command.explain.example.json',
      },
      {
        line: 'yiwen explain articles/a.md --html a.explained.html',
        about: 'cli:command.explain.example.html',
      },
    ],
    run: async (...given) => (await import('./explain.ts')).explain(...given),
  },
  {
    words: ['init'],
    key: 'init',
    argument: { value: 'folder', about: 'cli:argument.folder' },
    options: ['layout'],
    examples: [
      { line: 'yiwen init', about: 'cli:command.init.example.here' },
      { line: 'yiwen init my-blog', about: 'cli:command.init.example.folder' },
      { line: 'yiwen init --layout', about: 'cli:command.init.example.layout' },
      {
        line: 'yiwen init --layout hugo',
        about: 'cli:command.init.example.layoutNamed',
      },
    ],
    run: async (...given) => (await import('./init.ts')).init(...given),
  },
]
