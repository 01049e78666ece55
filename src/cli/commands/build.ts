import { buildProject } from '../../build/index.ts'
import type { Command } from '../command.ts'
import { readCount } from '../extraction.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { reportProject } from '../project-report.ts'

/** `yiwen build`: every edition of every article. */
export const build: Command = {
  words: ['build'],
  key: 'build',
  argument: { value: 'file', about: 'cli:argument.files', multiple: true },
  options: [
    'edition',
    'force',
    'jobs',
    'no-cache',
    'explain-rebuild',
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
  ],
  async run(context, { arguments: only, values }) {
    const { config } = await loadSettings(context, values)
    const progress = createProgress(context)
    try {
      const report = await buildProject({
        cwd: context.io.cwd,
        config,
        ...(only.length > 0 ? { only } : {}),
        ...(values.edition ? { editions: values.edition } : {}),
        ...(values.jobs === undefined
          ? {}
          : { jobs: readCount('--jobs', values.jobs, context.t) }),
        force: values.force ?? false,
        cache: !values['no-cache'],
        onProgress: (step) => progress.update(step),
      })
      progress.end()
      return reportProject(context, report, { ...values, job: 'build', config })
    } finally {
      progress.end()
    }
  },
}
