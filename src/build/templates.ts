/**
 * The templates of a project.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Config, UserError } from '../model/index.ts'
import {
  checkTemplate,
  placeholderNames,
  type TemplateProblem,
  type Templates,
  templateNames,
} from '../publish/index.ts'

/**
 * Read the templates of pages. Every HTML file of their folder is one.
 *
 * @param cwd - Folder of the project, absolute.
 * @param config - Settings.
 * @returns Texts by the name of the file; nothing where settings name no folder.
 * @throws UserError when the folder or a file can not be read, a file is no template's,
 *   or a template is wrong: it names the line.
 */
export async function readTemplates(
  cwd: string,
  { templates: folder, html }: Pick<Config, 'templates' | 'html'>,
): Promise<Templates | undefined> {
  if (folder === undefined || !html) return undefined
  const path = resolve(cwd, folder)
  let names: string[]
  const texts: Record<string, string> = {}
  try {
    names = (await readdir(path)).filter((name) => name.endsWith('.html'))
    for (const name of names.sort()) {
      texts[name] = await readFile(resolve(path, name), 'utf8')
    }
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
    throw new UserError(`The folder of templates can not be read: ${folder}.`, {
      hint: 'Create it, or take `templates` out of the settings.',
      cause: error,
      wording: { key: 'templates-unreadable', values: { folder } },
    })
  }
  const known = templateNames.join(', ')
  for (const [name, text] of Object.entries(texts)) {
    const shown = `${folder.replace(/\/+$/, '')}/${name}`
    if (!templateNames.includes(name)) {
      throw new UserError(`${shown} is the template of no page.`, {
        hint: `Templates are ${known}.`,
        wording: { key: 'template-name', values: { path: shown, known } },
      })
    }
    const [problem] = checkTemplate(text)
    if (problem) throw wrongTemplate(shown, problem)
  }
  return texts
}

function wrongTemplate(
  path: string,
  { line, kind, what }: TemplateProblem,
): UserError {
  const place = `${path}:${line}`
  const known = placeholderNames.join(', ')
  const values = { place, what, known }
  switch (kind) {
    case 'unknown':
      return new UserError(`${place}: nothing is called ${what}.`, {
        hint: `There are ${known}.`,
        wording: { key: 'template-unknown', values },
      })
    case 'place':
      return new UserError(`${place}: ${what} may not stand there.`, {
        hint: '`head` comes first in <head>; `home` and `root` begin an href or src; `lang`, `title` and `site` stand in text and in other attributes, in quotation marks; the rest stands between elements of <body>.',
        wording: { key: 'template-place', values },
      })
    case 'twice':
      return new UserError(`${place}: ${what} is there already.`, {
        hint: 'It may be there once; `main` has `heading` and `content` in it.',
        wording: { key: 'template-twice', values },
      })
    case 'missing':
      return new UserError(`${place}: ${what} is missing.`, {
        hint: 'A template has <!doctype html>, a language, `head` first in <head>, and `main`, or `heading` and `content` in an element with the id yiwen-content.',
        wording: { key: 'template-missing', values },
      })
    case 'forbidden':
      return new UserError(`${place}: ${what} may not be in a template.`, {
        hint: 'Pages run no script but Yiwen’s; `head` has their title and policy.',
        wording: { key: 'template-forbidden', values },
      })
  }
}
