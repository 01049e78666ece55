// Docusaurus takes the first heading for the page's title, with all that stands there.
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { createProject } from '../project.ts'

test('a first heading is the title of its page, and gets no id', async () => {
  const project = createProject({
    'docusaurus.config.js': "export default { title: 'A' }\n",
    'docs/a.md': '# 軟體設定\n\n## 軟體\n\n[設定](b.md#軟體)\n',
    'docs/b.md': '---\ntitle: 檔案\n---\n\n## 軟體\n\n# 檔案 {#files}\n',
  })
  onTestFinished(project.remove)
  await runCli(['init', '--layout'], { cwd: project.root })
  await runCli(['build'], { cwd: project.root })
  const folder = 'i18n/zh-CN/docusaurus-plugin-content-docs/current'
  expect(project.read(`${folder}/a.md`)).toBe(
    '# 软件设置\n\n## 软件 \\{#軟體}\n\n[设置](b.md#軟體)\n',
  )
  expect(project.read(`${folder}/b.md`)).toContain('# 文件 {#files}\n')
})

const settings = (title: string): string => `export default {
  title: '${title}', tagline: process.env.DOCUSAURUS_CURRENT_LOCALE,
  themeConfig: {
    announcementBar: { content: '新版<b>軟體</b>' },
    metadata: [{ name: 'a', content: 'A' }, { name: 'keywords', content: '檔案' }],
  },
}
`

test('what Docusaurus shows alike in every locale is said', async () => {
  const project = createProject({
    // The same characters everywhere.
    'docusaurus.config.js': settings('青溪工具箱'),
    'docs/a.md': '# 軟體\n',
  })
  onTestFinished(project.remove)
  const cwd = project.root
  await runCli(['init', '--layout'], { cwd })
  const said = async (lang: string): Promise<string> =>
    (await runCli(['build', '--verbose', '--lang', lang], { cwd })).stdout
  const found = await said('en')
  expect(found).toContain('layout-labels-shared')
  expect(found).toContain(
    'themeConfig.announcementBar.content, themeConfig.metadata[1].content.',
  )
  expect(found).toContain('DOCUSAURUS_CURRENT_LOCALE')
  expect(found).not.toMatch(/title, |tagline/)
  project.write({ 'docusaurus.config.js': settings('軟體') })
  expect(await said('zh-TW')).toContain('都顯示同一段文字：title, themeConfig')
  project.write({ 'docusaurus.config.js': "export default { title: 'A' }\n" })
  expect(await said('en')).not.toContain('layout-labels-shared')
})
