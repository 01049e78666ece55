import { expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const converter = editorialConverter('zh-TW', 'zh-CN')

test('a word that is a whole line is what a button says', () => {
  expect(converter.convert('色彩')).toBe('颜色')
  expect(converter.convert('色彩(_C)...')).toBe('颜色(_C)...')
  expect(converter.convert('移除\n移除了三個檔案。')).toBe(
    '删除\n移除了三个文件。',
  )
})

test('beside anything else it is not', () => {
  expect(converter.convert('這幅畫的色彩')).toBe('这幅画的色彩')
  expect(converter.convert('色彩學')).toBe('色彩学')
  expect(converter.convert('移除 %d 張影像')).toBe('移除 %d 张图像')
  expect(converter.convert('色彩 (A) 與 (B)')).toBe('色彩 (A) 与 (B)')
})
