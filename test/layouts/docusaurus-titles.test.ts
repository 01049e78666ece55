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
