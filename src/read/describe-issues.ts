import type { z } from 'zod'
import { Phrase, type WordingValues } from '../model/index.ts'
import { nearest } from './nearest.ts'

/**
 * Say in one line each what is wrong with settings.
 *
 * @param error - Error from one of the schemas of `config-schema.ts`.
 * @param root - Key the settings stand under. Default: none.
 * @returns Lines that start with the key's path, such as
 *   `gloss.style: must be one of …`.
 */
export function describeIssues(error: z.ZodError, root = ''): Phrase[] {
  return error.issues.flatMap((issue) => {
    const path = [root, showPath(issue.path)].filter(Boolean).join('.')
    if (issue.code !== 'unrecognized_keys') {
      const values = {
        path: path || new Phrase('configuration', 'phrases:name.configuration'),
        problem: describe(issue),
      }
      const line = `${values.path}: ${values.problem}`
      return [new Phrase(line, 'phrases:setting.line', values)]
    }
    const known = issue.message.split(' ')
    return issue.keys.map((key) => {
      const near = nearest(key, known)
      const guess = near ? ` Did you mean "${near}"?` : ''
      const full = path ? `${path}.${key}` : key
      const list = known.join(', ')
      return new Phrase(
        `${full}: is no setting.${guess} Allowed: ${list}.`,
        near ? 'phrases:setting.unknown-near' : 'phrases:setting.unknown',
        { path: full, known: list, ...(near ? { near } : {}) },
      )
    })
  })
}

function showPath(path: readonly PropertyKey[]): string {
  let shown = ''
  for (const key of path) {
    if (typeof key === 'number') shown += `[${key}]`
    else shown += shown ? `.${String(key)}` : String(key)
  }
  return shown
}

/**
 * Say that a setting is none in a layout.
 *
 * @param path - Key.
 * @param name - Layout.
 * @returns Line that starts with the key's path.
 */
export function notInLayout(
  path: 'output' | 'html' | 'books',
  name: string,
): Phrase {
  const reason = {
    output: `leave it out; the layout ${name} says where editions go`,
    html: `must be false or left out; the pages are made by ${name}`,
    books: `leave it out; \`yiwen export\` makes books of what ${name} publishes`,
  }[path]
  return new Phrase(`${path}: ${reason}.`, `phrases:setting.layout-${path}`, {
    path,
    name,
  })
}

/**
 * Say that an edition is not known.
 *
 * @param path - Key it stands under.
 * @param id - Id of the edition.
 * @param ids - Ids that are known.
 * @returns Line that starts with the key's path.
 */
export function unknownEdition(
  path: string,
  id: string,
  ids: readonly string[],
): Phrase {
  const known = ids.join(', ')
  return new Phrase(
    `${path}: unknown edition "${id}"; known are ${known}.`,
    'phrases:setting.edition',
    { path, id, known },
  )
}

const nouns: Readonly<Record<string, Phrase>> = {
  string: new Phrase('text', 'phrases:kind.text'),
  boolean: new Phrase('true or false', 'phrases:kind.true-false'),
  number: new Phrase('a number', 'phrases:kind.number'),
  int: new Phrase('a whole number', 'phrases:kind.int'),
  array: new Phrase('a list', 'phrases:kind.list'),
  object: new Phrase('a group of settings', 'phrases:kind.group'),
}

/** What the schemas' messages stand for. */
const problems: Readonly<Record<string, string>> = {
  empty: 'must not be empty',
  glob: 'must be a glob pattern or a list of them',
  'no-pattern': 'must name a pattern',
  'no-edition': 'must name at least one edition',
  folder: 'must be letters, digits, ".", "_" and "-", as it names a folder',
  whole: 'must be a whole number',
  least: 'must be at least 1',
  locale: 'unknown locale "{{tag}}"; known are {{known}}',
  'edition-locale':
    'unknown locale "{{tag}}"; known are {{known}}, and the edition bilingual',
  encoding: 'unknown encoding "{{name}}"; known are {{known}}',
  'site-url':
    'must be the address of a folder that begins with https:// or http://, such as https://example.com/news',
  'site-text': 'must be text, or text by locale, such as { en: News }',
  'engine-key':
    'must be the name of an environment variable, such as DEEPL_API_KEY; put the key itself there, and nowhere else',
  'engine-address': 'must be an address that begins with https:// or http://',
  'engine-secret':
    'must not hold a name or password; put the key into an environment variable and name it in `key`',
  'engine-needs': 'needs `{{needed}}`, as its type is {{type}}',
  'engine-name': 'must be letters, digits, ".", "_" and "-"',
  positive: 'must be more than 0',
  negative: 'must not be less than 0',
  package: 'must be the name of an npm package, such as @ai-sdk/anthropic',
  below: 'must be a folder below the project’s, without `..`',
  twice: 'has the edition "{{id}}" twice; give each another id',
}

function describe(issue: z.core.$ZodIssue): string | Phrase {
  if (issue.code === 'invalid_type') {
    const kind = nouns[issue.expected] ?? issue.expected
    return new Phrase(`must be ${kind}.`, 'phrases:setting.kind', { kind })
  }
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String).join(', ')
    return new Phrase(`must be one of ${known}.`, 'phrases:setting.value', {
      known,
    })
  }
  const english = problems[issue.message]
  if (english === undefined) return `${issue.message}.`
  const given = issue.code === 'custom' ? issue.params : undefined
  const values = (given ?? {}) as WordingValues
  const filled = english.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(values[name]),
  )
  return new Phrase(`${filled}.`, `phrases:setting.${issue.message}`, values)
}
