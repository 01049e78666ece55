import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glossary, runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'
import { damagedBytes } from './damaged.ts'

const article =
  '---\ntitle: 軟體\n---\n\n人工智慧的**軟體**很好。第二句在[這裡](/a)。\n\n- 智慧財產。\n'

const config = JSON.stringify({ editions: ['zh-TW', 'zh-CN', 'en'] })

/** Every file of a project with its bytes, but what is only a cache. */
function bytesOf(project: Project): Map<string, string> {
  return new Map(
    project
      .files()
      .filter((path) => !path.startsWith('.yiwen/') && !path.startsWith('in.'))
      .map((path) => [path, readFileSync(join(project.root, path), 'base64')]),
  )
}

async function withProject(
  run: (
    project: Project,
    yiwen: (line: string) => Promise<number>,
  ) => Promise<void>,
): Promise<void> {
  const project = createProject({
    'articles/a.md': article,
    'yiwen.config.json': config,
    'locales/glossary/a.yaml': glossary,
  })
  const yiwen = async (line: string): Promise<number> => {
    const { code, stderr } = await runCli(line.split(' '), {
      cwd: project.root,
      env: { YIWEN_LANG: 'en' },
    })
    // 3 is a mistake of ours, whatever the file says.
    expect([0, 1, 2], `${line}: ${stderr}`).toContain(code)
    return code
  }
  try {
    await run(project, yiwen)
  } finally {
    project.remove()
  }
}

const ends = {
  xliff2: '.xlf',
  xliff12: '.xlf',
  po: '.po',
  html: '.html',
  docx: '.docx',
} as const
const formats = Object.keys(ends) as (keyof typeof ends)[]

test('translations that come back damaged are taken whole or not at all', async () => {
  await withProject(async (project, yiwen) => {
    await yiwen('translate sync')
    const files: Uint8Array[] = []
    for (const format of formats) {
      await yiwen(
        `translate export articles/a.md --to en --format ${format} -o in${ends[format]}`,
      )
      files.push(readFileSync(project.at(`in${ends[format]}`)))
    }
    const before = bytesOf(project)
    await fc.assert(
      fc.asyncProperty(
        damagedBytes(fc.constantFrom(...files)),
        async (bytes) => {
          project.write({ 'in.bin': bytes })
          const code = await yiwen('translate import in.bin')
          const after = bytesOf(project)
          if (code !== 0) expect(after).toEqual(before)
          // What it wrote are translations, and no other file is touched.
          for (const [path, content] of before) {
            if (!path.endsWith('.xlf')) expect(after.get(path)).toBe(content)
          }
          for (const [path, content] of before) {
            project.write({ [path]: Buffer.from(content, 'base64') })
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})

test('concepts that come in damaged are taken whole or not at all', async () => {
  await withProject(async (project, yiwen) => {
    const files: [string, Uint8Array][] = []
    for (const format of ['csv', 'tsv', 'tbx', 'tmx', 'xliff', 'utx', 'xlsx']) {
      const name = `in.${format}`
      await yiwen(`glossary export --format ${format} --to en -o ${name}`)
      files.push([name, readFileSync(project.at(name))])
    }
    const before = bytesOf(project)
    const damagedFiles = fc
      .constantFrom(...files)
      .chain(([name, bytes]) =>
        damagedBytes(fc.constant(bytes)).map((one) => [name, one] as const),
      )
    await fc.assert(
      fc.asyncProperty(damagedFiles, async ([name, bytes]) => {
        project.write({ [name]: bytes })
        const code = await yiwen(`glossary import ${name} --domain it`)
        if (code !== 0) expect(bytesOf(project)).toEqual(before)
        // What is there now can be read, whatever came in.
        expect(await yiwen('glossary lint')).toBeLessThan(2)
        for (const [path, content] of before) {
          project.write({ [path]: Buffer.from(content, 'base64') })
        }
        for (const path of project.files()) {
          if (
            before.has(path) ||
            path.startsWith('in.') ||
            path.startsWith('.yiwen/')
          )
            continue
          project.write({ [path]: '' })
        }
      }),
      { numRuns: 25 },
    )
  })
})
