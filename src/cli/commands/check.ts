import { checkProject } from '../../build/index.ts'
import type { Command } from '../command.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { reportProject } from '../project-report.ts'

/** `yiwen check`: what a build would do, without doing it. */
export const check: Command = {
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
    { line: 'yiwen check --frail', about: 'cli:command.check.example.strict' },
    {
      line: 'yiwen check --json > report.json',
      about: 'cli:command.check.example.json',
    },
    {
      line: 'yiwen check --format github',
      about: 'cli:command.check.example.github',
    },
  ],
  async run(context, { arguments: only, values }) {
    const { config } = await loadSettings(context, values)
    const progress = createProgress(context)
    try {
      const report = await checkProject({
        cwd: context.io.cwd,
        config,
        ...(only.length > 0 ? { only } : {}),
        ...(values.edition ? { editions: values.edition } : {}),
        cache: !values['no-cache'],
        onProgress: (step) => progress.update(step),
      })
      progress.end()
      const findings = values['report-format']
      return reportProject(context, report, {
        ...values,
        ...(findings ? { findings } : {}),
        job: 'check',
        config,
      })
    } finally {
      progress.end()
    }
  },
}
