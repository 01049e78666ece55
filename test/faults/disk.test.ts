import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createProject, type Project } from '../project.ts'
import {
  buildHere,
  cli,
  copyTo,
  halves,
  put,
  states,
  treeOf,
  type Undisturbed,
  undisturbed,
} from './storm.ts'

let calm: Undisturbed
let project: Project
beforeAll(async () => {
  calm = await undisturbed()
})
afterEach(() => project?.remove())

const canMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
    .status === 0
const canDrop =
  process.getuid?.() !== 0 ||
  spawnSync('setpriv', ['--bounding-set', '-dac_override', 'true']).status === 0

describe.skipIf(!canMount)(
  'a disk that is full (skipped: tmpfs can not be mounted)',
  () => {
    test.for([
      [120, []],
      [200, ['--jobs', '2']],
    ] as const)(
      'at %i KB leaves whole files, and more room is all it needs',
      async ([room, more]) => {
        project = createProject()
        put(project, 'before')
        await buildHere(project.root)
        copyTo(project.at('public'), project.at('old'))
        put(project, 'after')
        const size = execFileSync('du', ['-sk', 'old'], { cwd: project.root })
        const kilobytes = Number.parseInt(String(size), 10) + room
        const build = `"${process.execPath}" "${cli}" build --lang en ${more.join(' ')}`
        // A folder of its own on a disk of its own, which is gone with this shell.
        const script = `set -e
mount -t tmpfs -o size=${kilobytes}k tmpfs public
cp -a old/. public/
head -c ${room - 60}k /dev/zero > public/filler
code=0; ${build} > said 2>&1 || code=$?
echo $code > code
rm public/filler; cp -a public full
mount -o remount,size=50m public
${build}
cp -a public room`
        const { status, stderr } = spawnSync(
          'unshare',
          ['-rm', 'sh', '-c', script],
          {
            cwd: project.root,
            encoding: 'utf8',
          },
        )
        expect(status, stderr).toBe(0)
        expect([project.read('code'), project.read('said')]).toEqual([
          '2\n',
          expect.stringContaining('the disk is full'),
        ])
        const allowed = states.map((state) => calm.trees[state])
        expect(halves(treeOf(project.at('full')), allowed)).toEqual([])
        expect(treeOf(project.at('room'), true)).toEqual(calm.trees.after)
      },
    )
  },
)

describe.skipIf(!canDrop)(
  'permission that is lost (skipped: rights can not be dropped)',
  () => {
    /** Build as somebody whom the rights of files bind. */
    const build = (...more: string[]) => {
      const argv = [process.execPath, cli, 'build', '--lang', 'en', ...more]
      const all =
        process.getuid?.() === 0
          ? [
              'setpriv',
              '--bounding-set',
              '-dac_override,-dac_read_search',
              ...argv,
            ]
          : argv
      const [command = '', ...rest] = all
      return spawnSync(command, rest, { cwd: project.root, encoding: 'utf8' })
    }

    test.for([
      ['public/zh-CN', 0o555, 2, 'permission denied'],
      ['public/.yiwen', 0o555, 2, 'permission denied'],
      ['articles/a1.md', 0o000, 1, 'articles/a1.md'],
      ['.yiwen/cache', 0o555, 0, ''],
    ] as const)(
      'of %s leaves whole files, and a rerun finishes',
      async ([path, mode, code, says]) => {
        project = createProject()
        put(project, 'before')
        await buildHere(project.root)
        put(project, 'after')
        chmodSync(project.at(path), mode)
        const failed = build(...(code === 2 ? ['--jobs', '2'] : []))
        chmodSync(project.at(path), 0o755)
        const text = failed.stdout + failed.stderr
        expect(failed.status, text).toBe(code)
        expect(text).toContain(says)
        const allowed = states.map((state) => calm.trees[state])
        const wrong = halves(treeOf(project.at('public')), allowed)
        // With one article as it was and the others new, lists are of neither.
        const isList = (path: string): boolean =>
          /(?:index|glossary|404)\.html$|^[^/]+$|\/search~index\//.test(path)
        expect(
          code === 1 ? wrong.filter((one) => !isList(one)) : wrong,
        ).toEqual([])
        await buildHere(project.root)
        expect(treeOf(project.at('public'), true)).toEqual(calm.trees.after)
      },
    )
  },
)

test('clocks that jump hide no change', async () => {
  project = createProject()
  put(project, 'before')
  await buildHere(project.root)
  put(project, 'after')
  const times = [0, 1_000_000_000, 4_000_000_000]
  for (const [at, path] of project.files('articles').entries()) {
    const time = times[at % times.length] as number
    utimesSync(project.at(`articles/${path}`), time, time)
  }
  await buildHere(project.root)
  expect(treeOf(project.at('public'), true)).toEqual(calm.trees.after)
  // The same time and size as before, other bytes.
  const path = project.at('articles/a1.md')
  const text = project.read('articles/a1.md')
  writeFileSync(path, text.replaceAll('很好', '不好'))
  utimesSync(path, 1_000_000_000, 1_000_000_000)
  await buildHere(project.root)
  expect(project.read('public/zh-CN/a1.md')).toContain('不好')
})

test('what nobody of Yiwen wrote stays where an article’s editions go', async () => {
  project = createProject()
  put(project, 'before')
  await buildHere(project.root)
  const own = {
    'public/zh-CN/mine.md': 'mine\n',
    'public/zh-CN/a8.txt': 'mine\n',
  }
  project.write(own)
  put(project, 'after')
  await buildHere(project.root)
  for (const [path, text] of Object.entries(own)) {
    expect(project.read(path)).toBe(text)
    execFileSync('rm', [project.at(path)])
  }
  expect(treeOf(project.at('public'), true)).toEqual(calm.trees.after)
})

test('a file that is cut is found', () => {
  const whole = new Map([['a.md', '甲乙丙']])
  expect(halves(new Map([['a.md', '甲乙']]), [whole])).toEqual(['a.md'])
  expect(halves(new Map([['a.md', '甲乙丙']]), [whole])).toEqual([])
})
