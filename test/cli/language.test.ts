import { expect, test } from 'vitest'
import { folderWith, glossary, runCli } from './run-cli.ts'

const article = { 'articles/a.md': '軟體\n' }

/** What is said in a language about a project. */
async function said(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  lang = 'zh-TW',
): Promise<string> {
  const cwd = folderWith({ ...article, ...files })
  const { code, stdout, stderr } = await runCli([...argv, '--lang', lang], {
    cwd,
  })
  expect([1, 2]).toContain(code)
  return (stdout + stderr).replaceAll(cwd, '.')
}

test('a broken glossary is explained in Chinese', async () => {
  const broken = {
    'locales/glossary/a.yaml': glossary.replace('domain:', 'domian:'),
  }
  const traditional = await said(broken, ['glossary', 'lint'])
  expect(traditional).toContain('不認得的鍵 `domian`')
  expect(traditional).toContain('說明：是不是要寫 `domain`？')
  expect(traditional).not.toContain('Unknown')
  const simplified = await said(broken, ['build'], 'zh-CN')
  expect(simplified).toContain('不认识的键 `domian`')
})

test('broken front matter is explained in Chinese', async () => {
  const broken = { 'articles/b.md': '---\ntitle: "軟\n---\n\n體\n' }
  const text = await said(broken, ['build'])
  expect(text).toContain('無法讀取 YAML 前置資料：')
  expect(text).toContain('說明：請修正前置資料；')
  expect(text).not.toContain('front matter')
})

test('settings in front matter are explained in Chinese', async () => {
  const broken = { 'articles/b.md': '---\nyiwen:\n  glos: {}\n---\n\n體\n' }
  const text = await said(broken, ['build'])
  expect(text).toContain('yiwen.glos：沒有這項設定。是不是要寫「gloss」？')
  expect(text).toContain('說明：請修正前置資料中 `yiwen:` 底下的設定。')
})

test('an unknown key of the configuration is explained in Chinese', async () => {
  const broken = { 'yiwen.config.yaml': 'artcles: texts\nhtml: 3\n' }
  const lines = (await said(broken, ['build'])).split('\n')
  expect(lines).toEqual([
    '錯誤：yiwen.config.yaml 的設定有誤：',
    '  html：必須是 true 或 false。',
    expect.stringContaining(
      '  artcles：沒有這項設定。是不是要寫「articles」？',
    ),
    '建議：請修正這些項目；執行 `yiwen config` 可看目前生效的設定。',
    '',
  ])
})

test('a missing file is explained in Chinese, and in English', async () => {
  expect(await said({}, ['build', 'articles/no.md'])).toBe(
    '錯誤：找不到檔案 articles/no.md。\n' +
      '建議：請檢查拼寫；已在 ./articles/no.md 尋找過。\n',
  )
  expect(await said({}, ['build', 'articles/no.md'], 'en')).toBe(
    'error: There is no file articles/no.md.\n' +
      'hint: Check the spelling; it was looked for at ./articles/no.md.\n',
  )
  expect(
    await said({}, ['convert', 'no.md', '--to', 'zh-CN'], 'zh-HK'),
  ).toContain('找不到檔案 no.md。')
})

test('machines get English, which does not change with the language', async () => {
  const broken = { 'articles/b.md': '---\ntitle: "軟\n---\n\n體\n' }
  const text = await said(broken, ['build', '--json'])
  expect(text).toContain('"reason": "The YAML front matter cannot be read')
})
