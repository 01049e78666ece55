import { expect, test } from 'vitest'
import { listSourceLinks } from '../../../src/publish/index.ts'
import { parseMarkdown } from './html/render.ts'

test('pictures are listed however they are written, with their places', () => {
  const text = `![a](a.png)

![b][x] ![again][x]

<img src="c.png" alt=""> text <IMG
  SRC='/d.png'>

<figure><img src="e%20f.png"></figure>

![web](https://a.example/a.png) <img src="//a.example/a.png"> <img src="data:image/gif;base64,x"> <img src="@site/a.png"> <img>

\`<img src="code.png">\` <!-- <img src="comment.png"> -->

[x]: b.png
`
  expect(
    listSourceLinks(parseMarkdown(text), 'news/a.md').map(
      ({ path, image, place }) => [path, image, place?.line],
    ),
  ).toEqual([
    ['news/a.png', true, 1],
    ['news/b.png', true, 3],
    ['news/b.png', true, 3],
    ['news/c.png', true, 5],
    ['news/e f.png', true, 8],
  ])
})
