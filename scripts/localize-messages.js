// Make the zh-CN and zh-HK messages from the zh-TW ones, with Yiwen itself.
//
//   node scripts/localize-messages.js           write them
//   node scripts/localize-messages.js --check   say what is not fresh, exit 1
//
// Words that mean something else on a button than in an article stand in
// locales/messages.yaml. Run scripts/build-messages.js afterwards.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { VFile } from 'vfile'
import { createLocalizer, parseGlossary } from '../dist/node.js'

const locales = new URL('../locales/', import.meta.url)
// Names of languages are the same in every language.
const fixed = 'languages.json'
const check = process.argv.includes('--check')

const glossary = parseGlossary(
  readFileSync(new URL('messages.yaml', locales), 'utf8'),
  'locales/messages.yaml',
)
for (const message of glossary.messages) console.error(String(message))
const localizer = createLocalizer({ concepts: glossary.concepts })

let stale = glossary.messages.length
for (const name of readdirSync(new URL('zh-TW/', locales))) {
  const value = readFileSync(new URL(`zh-TW/${name}`, locales), 'utf8')
  const file = new VFile({ path: name, value })
  for (const target of ['zh-CN', 'zh-HK']) {
    const made =
      name === fixed
        ? value
        : String(localizer.localize(file, { target, source: 'zh-TW' }))
    const url = new URL(`${target}/${name}`, locales)
    if (made === readFileSync(url, 'utf8')) continue
    stale++
    if (!check) writeFileSync(url, made)
    console.log(`${check ? 'stale' : 'wrote'} ${fileURLToPath(url)}`)
  }
}
if (check && stale > 0) process.exit(1)
