import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import type { Project } from '../project.ts'

/** English of what the sample sites say, with the marks of sentences. */
const english: Readonly<Record<string, string>> = {
  安裝軟體: 'Install the software',
  '怎麼安裝這套軟體。': 'How to install this software.',
  '這套<1>軟體</1>透過網路下載，請看<2>設定檔案</2>、<3>同一頁</3>與<4>只有香港的頁面</4>。':
    'This <1>software</1> is downloaded from the network; see the <2>configuration file</2>, <3>the same page</3> and <4>the page of Hong Kong alone</4>.',
  '從<1>首頁的路徑</1>也到得了。':
    '<1>The path from the home page</1> leads there, too.',
  螢幕畫面: 'The screen',
  下載檔案: 'Download the file',
  常見問題: 'Questions',
  '第一個問題。': 'The first question.',
  '第二個問題，見<1>第二個</1>。':
    'The second question; see <1>the second</1>.',
  API: 'API',
  '回到<1>設定</1>。': 'Back to <1>settings</1>.',
  設定檔案: 'Configuration file',
  進階設定: 'Advanced settings',
  '回到<1>安裝</1>。': 'Back to <1>installation</1>.',
  '<1>安裝軟體</1>': '<1>Install the software</1>',
  '<1>設定檔案</1>': '<1>Configuration file</1>',
  只有香港: 'Hong Kong alone',
  '只有香港的使用者看得到這個網頁的資訊。':
    'Only users in Hong Kong see the information of this page.',
  範例網站: 'Sample site',
  怎麼安裝軟體: 'How to install software',
  更多資訊: 'More information',
  外面: 'Elsewhere',
  軟體指南: 'Software guide',
  本頁目錄: 'On this page',
  上一個檔案: 'Previous file',
  下一個檔案: 'Next file',
  以開放授權釋出軟體: 'Released under an open licence',
  軟體作者: 'Authors of the software',
  軟體總覽: 'Overview of the software',
  軟體部落格: 'Software blog',
  軟體授權: 'Software licence',
  網路消息: 'Network news',
  最新資訊: 'Latest information',
  更多檔案: 'More files',
  更多: 'More',
  '更多資訊。': 'More information.',
  王曉明: 'Wang Hsiao-ming',
  軟體工程師: 'Software engineer',
  關於軟體的消息: 'News about software',
  '提示：檔案': 'Tip: files',
  軟體: 'Software',
  '儲存檔案。': 'Save the file.',
  軟體消息: 'Software news',
  '資訊。': 'Information.',
  '網路。': 'Network.',
  首頁: 'Home',
  軟體首頁: 'Software home',
  '<1>安裝</1>': '<1>Install</1>',
  安裝: 'Install',
  範例: 'Sample',
  使用說明檔案: 'Manual',
  安裝軟體指南: 'Installation guide',
  透過網路下載軟體: 'Download software from the network',
  螢幕上的資訊: 'Information on the screen',
  開始使用: 'Get started',
  檔案: 'File',
  元件: 'Component',
  '::: tip 提示<1/>': '::: tip Tip<1/>',
  '資料是 <2/>。<3/>': 'The data is <2/>.<3/>',
  ':::': ':::',
  '<1/>檔案<2/>': '<1/>File<2/>',
  '<1/>儲存檔案。': '<1/>Save the file.',
  news: 'news',
  '(opens in new tab)': '(opens in new tab)',
  '這裡說明設定檔案。': 'This is about the configuration file.',
  'title: 設定檔案<1/>': 'title: Configuration file<1/>',
  提示: 'Tip',
  '資料是 <1/>。': 'The data is <1/>.',
  螢幕: 'Screen',
  關於網站: 'About the site',
  '這個網站的資訊。': 'Information about this site.',
  網站資訊: 'Site information',
  連結: 'Links',
  標題: 'Heading',
  圖: 'Picture',
  目錄: 'Contents',
}

/**
 * Translate a site into English, as a translator with a program for PO files does.
 *
 * @param project - Site with an edition `en` in its settings.
 * @param more - English of what only it says.
 * @returns Texts that there is no English of: what nobody translated.
 */
export async function translateSite(
  project: Project,
  more: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const run = async (...argv: string[]): Promise<void> => {
    const { code, stdout, stderr } = await runCli(argv, { cwd: project.root })
    expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, ''])
  }
  await run('translate', 'export', '--to', 'en', '--format', 'po', '-o', 'out')
  const folder = project.at('out')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((one) => one.endsWith('.po'))
    .map((one) => join(folder, one))
  const missing: string[] = []
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replace(
      /^(msgctxt .*\nmsgid (".*")\n)msgstr ""$/gm,
      (whole, head: string, quoted: string) => {
        const source = JSON.parse(quoted) as string
        const own = more[source] ?? english[source]
        if (own === undefined) missing.push(source)
        return own === undefined
          ? whole
          : `${head}msgstr ${JSON.stringify(own)}`
      },
    )
    writeFileSync(file, text)
  }
  await run('translate', 'import', ...files)
  return missing
}
