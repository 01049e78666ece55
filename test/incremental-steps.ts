import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { UserConfig } from '../src/node.ts'
import type { Project } from './project.ts'

/** What somebody does to a project between two builds: numbers choose what of it. */
export interface Step {
  kind: (typeof kinds)[number]
  a: number
  b: number
}

/** Kinds of steps. */
export const kinds = [
  'write',
  'append',
  'same-size',
  'touch',
  'delete',
  'rename',
  'matter',
  'link',
  'bytes',
  'picture',
  'add-concept',
  'change-concept',
  'state-concept',
  'remove-concept',
  'move-concept',
  'break-glossary',
  'config',
  'edit-output',
  'delete-output',
  'edit-manifest',
  'damage-cache',
  'cut-cache',
  'drop-cache',
  'swap-cache',
  'old-cache',
] as const

/** Concept of a test, as its file has it. */
interface TestConcept {
  id: string
  domain: string
  state: string
  terms: Record<string, unknown>
}

/** Project of a test with what its files are made of. */
export interface Model {
  project: Project
  concepts: TestConcept[]
  isBroken: boolean
  config: UserConfig
  count: number
}

const sentences = [
  '這套軟體支援多國語言，使用者可以設定資料夾。',
  '人工智慧與**智能體** (Agent) 在台灣。',
  '某個資料夾裡的個資要保密，平臺與平台。',
  '使用 API呼叫 與 API 呼叫，還有檔案。',
  '他說：「視訊會議用的伺服器。」',
  '軟\n體與 `軟體`，軟件也在。',
  'Go 語言很好，go on。',
  '民國 110 年，硬體與網路。',
]

const words = [
  '軟體',
  '智能體',
  '個資',
  '平台',
  'API 呼叫',
  'Go',
  '資料夾',
  '硬體',
  '台灣',
  '網',
]

const forms: Readonly<Record<string, string>> = {
  軟體: '软件',
  智能體: '智能体',
  個資: '个人信息',
  平台: '平台',
  'API 呼叫': 'API 调用',
  Go: 'Go',
  資料夾: '文件夹',
  硬體: '硬件',
  台灣: '台湾',
  網: '网',
}

const matters = [
  'title: 標題\n',
  'title: 軟體\ndate: 2026-01-02\n',
  'yiwen:\n  spaces: add\n',
  'yiwen:\n  editions: [zh-CN]\n',
  'yiwen:\n  words: { 支援: 支持 }\n',
  'yiwen:\n  spaces: sideways\n',
  'title: [\n',
  'lang: zh-HK\n',
]

const configs: readonly UserConfig[] = [
  {},
  { html: false },
  { books: ['epub', 'docx'] },
  { vocabulary: false },
  { gloss: { style: 'footnote' } },
  { overrides: [{ files: 'b*', quotes: 'keep', domain: 'finance' }] },
  { editions: ['zh-TW', 'zh-CN'] },
  { words: { 支援: '支持' } },
  { glossary: ['glossary/*.yaml', 'more/*.yaml'] },
]

const names = ['a.md', 'b.md', 'c.txt', 'sub/d.md', 'sub/e.mdx', 'b2.md']

/** Start with two articles and a glossary. */
export function startModel(project: Project): Model {
  const model: Model = {
    project,
    concepts: [],
    isBroken: false,
    config: {},
    count: 0,
  }
  project.write({
    'articles/a.md': `# 一\n\n${sentences[0]}\n`,
    'articles/b.md': `# 二\n\n${sentences[1]}\n\n${sentences[2]}\n`,
    'glossary/z.yaml': 'concepts: []\n',
  })
  addConcept(model, 0, 0)
  addConcept(model, 1, 1)
  writeGlossary(model)
  return model
}

/** Settings of a model. */
export function configOf({ config }: Model): UserConfig {
  return { glossary: ['glossary/*.yaml'], ...config }
}

/** Do a step. */
export function doStep(model: Model, { kind, a, b }: Step): void {
  const { project, concepts } = model
  const articles = project.files('articles').filter((n) => !n.endsWith('.svg'))
  const article = articles[a % Math.max(1, articles.length)]
  const at = (name: string): string => project.at(`articles/${name}`)
  const sentence = sentences[b % sentences.length] ?? ''
  const concept = concepts[a % Math.max(1, concepts.length)]
  switch (kind) {
    case 'write': {
      const name = names[a % names.length] ?? ''
      project.write({
        [`articles/${name}`]: `# 標題 ${b % 5}\n\n${sentence}\n`,
      })
      break
    }
    case 'append':
      if (article) {
        writeFileSync(at(article), `\n${sentence}\n`, { flag: 'a' })
      }
      break
    case 'same-size':
      // As an editor that keeps the time would: only the time of change tells.
      if (article) {
        const { atime, mtime } = statSync(at(article))
        const text = readFileSync(at(article), 'latin1')
        const other = text.replace(/\d|[a-z]/g, (c) => (c === '1' ? '2' : '1'))
        writeFileSync(at(article), other, 'latin1')
        utimesSync(at(article), atime, mtime)
      }
      break
    case 'touch':
      if (article) utimesSync(at(article), b % 1e9, b % 1e9)
      break
    case 'delete':
      if (article) rmSync(at(article))
      break
    case 'rename':
      if (article) {
        const name = `r${b % 3}-${article.replaceAll('/', '-')}`
        if (!existsSync(at(name))) renameSync(at(article), at(name))
      }
      break
    case 'matter':
      if (article) {
        const text = readFileSync(at(article), 'latin1')
        const body = text.replace(/^---\n[\s\S]*?\n---\n/, '')
        const head = Buffer.from(
          `---\n${matters[b % matters.length]}---\n`,
        ).toString('latin1')
        writeFileSync(at(article), head + body, 'latin1')
      }
      break
    case 'link':
      if (article) {
        const to = names[b % names.length]
        const text = `\n[去](/${to}) [去](${to}) ![圖](p.svg) <a href="/${to}">x</a>\n`
        writeFileSync(at(article), text, { flag: 'a' })
      }
      break
    case 'bytes':
      if (article) writeFileSync(at(article), Uint8Array.of(0x80, 0xff, b))
      break
    case 'picture':
      if (b % 3 === 0) rmSync(at('p.svg'), { force: true })
      else project.write({ 'articles/p.svg': `<svg id="a${b}"/>` })
      break
    case 'add-concept':
      addConcept(model, a, b)
      break
    case 'change-concept':
      if (concept) concept.terms = termsOf(words[b % words.length] ?? '', b)
      break
    case 'state-concept':
      if (concept) {
        const states = ['approved', 'proposed', 'rejected', 'needs-work']
        concept.state = states[b % states.length] ?? ''
      }
      break
    case 'remove-concept':
      if (concept) concepts.splice(concepts.indexOf(concept), 1)
      break
    case 'move-concept':
      if (concept) {
        concepts.splice(concepts.indexOf(concept), 1)
        concepts.splice(b % (concepts.length + 1), 0, concept)
      }
      break
    case 'break-glossary':
      model.isBroken = !model.isBroken
      break
    case 'config':
      model.config = configs[b % configs.length] ?? {}
      break
    case 'edit-output':
    case 'delete-output': {
      const outputs = filesIn(project, 'public').filter(
        (name) => !name.startsWith('.yiwen'),
      )
      const name = outputs[a % Math.max(1, outputs.length)]
      if (name === undefined) break
      const path = project.at(`public/${name}`)
      if (kind === 'delete-output') rmSync(path)
      else if (b % 2 === 0) writeFileSync(path, '改', { flag: 'a' })
      else {
        const { atime, mtime } = statSync(path)
        const bytes = readFileSync(path)
        if (bytes.length > 0) bytes[b % bytes.length] = 0x21
        writeFileSync(path, bytes)
        utimesSync(path, atime, mtime)
      }
      break
    }
    case 'edit-manifest': {
      const path = project.at('public/.yiwen/manifest.json')
      if (!existsSync(path)) break
      if (b % 3 === 0) rmSync(path)
      else
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(/[0-9a-f]{6}"/, '000000"'),
        )
      break
    }
    default:
      harmCache(model, kind, a, b)
  }
  model.count++
  writeGlossary(model)
}

function harmCache(
  { project }: Model,
  kind: string,
  a: number,
  b: number,
): void {
  const kept = filesIn(project, '.yiwen/cache')
  const path = (at: number): string =>
    project.at(join('.yiwen/cache', kept[at % kept.length] ?? ''))
  if (kept.length === 0) return
  if (kind === 'cut-cache') {
    truncateSync(path(a), b % (statSync(path(a)).size + 1))
  } else if (kind === 'drop-cache') {
    if (b % 4 === 0) rmSync(project.at('.yiwen'), { recursive: true })
    else rmSync(path(a))
  } else if (kind === 'swap-cache') {
    const first = readFileSync(path(a))
    writeFileSync(path(a), readFileSync(path(b)))
    writeFileSync(path(b), first)
  } else if (kind === 'damage-cache') {
    const bytes = readFileSync(path(a))
    const at = b % Math.max(1, bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ 0x01
    writeFileSync(path(a), bytes)
  } else {
    // Of another version, and whole.
    const content = readFileSync(path(a)).subarray(18)
    const other = Buffer.from(
      content.toString('latin1').replace(/"code":"./, '"code":"x'),
      'latin1',
    )
    const digits = (n: number) => n.toString(16).padStart(8, '0')
    const head = `${digits(other.length)}-${digits(crc32(other))}\n`
    writeFileSync(path(a), Buffer.concat([Buffer.from(head), other]))
  }
}

function filesIn(project: Project, folder: string): string[] {
  if (!existsSync(project.at(folder))) return []
  return (readdirSync(project.at(folder), { recursive: true }) as string[])
    .filter((name) => statSync(project.at(join(folder, name))).isFile())
    .sort()
}

function addConcept(model: Model, a: number, b: number): void {
  const word = words[a % words.length] ?? ''
  model.concepts.push({
    // Now and then two have one id, which is an error.
    id: b % 17 === 16 ? 'twice' : `c${model.count}-${model.concepts.length}`,
    domain: 'x',
    state: b % 3 === 1 ? 'proposed' : 'approved',
    terms: termsOf(word, b),
  })
}

function termsOf(word: string, b: number): Record<string, unknown> {
  const own = {
    text: word,
    ...(b % 5 === 1 ? { match: 'anywhere' } : {}),
    ...(b % 5 === 2 ? { requires: ['伺服器', '保密'] } : {}),
    ...(b % 7 === 3 ? { status: 'deprecated' } : {}),
  }
  return {
    'zh-TW': own,
    ...(b % 3 === 0 ? {} : { 'zh-CN': forms[word] ?? word }),
    ...(b % 2 === 0 ? { en: `word ${b % 4}` } : {}),
  }
}

function writeGlossary({ project, concepts, isBroken }: Model): void {
  const half = Math.ceil(concepts.length / 2)
  const print = (part: readonly TestConcept[]): string =>
    `# ${concepts.length}\n${JSON.stringify({ concepts: part })}\n`
  project.write({
    'glossary/a.yaml': print(concepts.slice(0, half)),
    'glossary/b.yaml': isBroken ? 'concepts: [\n' : print(concepts.slice(half)),
  })
}
