import { layoutNames } from '../model/index.ts'
import type { Context } from './context.ts'
import { HelpPage } from './help.ts'
import type { TopicName } from './topic-names.ts'

const settings = [
  'name',
  'content',
  'source',
  'prefix',
  'locales',
  'except',
] as const

/**
 * Print a topic.
 *
 * @param context - Context.
 * @param topic - Topic.
 */
export function printTopic(context: Context, topic: TopicName): void {
  const { t } = context
  const page = new HelpPage(context)
  page.text(t(`cli:topic.${topic}.about`))
  page.text(t('cli:topic.layouts.details'))
  page.table(
    t('cli:topic.layouts.generators'),
    layoutNames.map((name) => [name, t(`cli:topic.layouts.generator.${name}`)]),
  )
  page.table(
    t('cli:topic.layouts.settings'),
    settings.map((name) => [name, t(`cli:topic.layouts.setting.${name}`)]),
  )
  page.text(t('cli:topic.layouts.rules'))
  page.examples([
    ['yiwen init --layout', t('cli:topic.layouts.example.init')],
    ['yiwen build', t('cli:topic.layouts.example.build')],
    ['yiwen check', t('cli:topic.layouts.example.check')],
    ['yiwen export mdbook', t('cli:topic.layouts.example.mdbook')],
  ])
  page.print()
}
