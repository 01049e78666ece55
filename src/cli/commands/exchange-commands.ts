import type { Command } from '../command.ts'

/** Commands of books and of other systems. Each is loaded when it runs. */
export const exchangeCommands: readonly Command[] = [
  {
    words: ['export', 'epub'],
    key: 'exportEpub',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['edition', 'book-output', 'book-title', 'book-gloss', 'config'],
    examples: [
      {
        line: 'yiwen export epub',
        about: 'cli:command.exportEpub.example.all',
      },
      {
        line: 'yiwen export epub articles/a.md --edition bilingual -o a.epub',
        about: 'cli:command.exportEpub.example.one',
      },
    ],
    run: async (...given) =>
      (await import('./export-book.ts')).exportEpub(...given),
  },
  {
    words: ['export', 'pdf'],
    key: 'exportPdf',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['edition', 'book-output', 'book-title', 'book-gloss', 'config'],
    examples: [
      {
        line: 'yiwen export pdf --edition zh-HK',
        about: 'cli:command.exportPdf.example.edition',
      },
      {
        line: 'yiwen export pdf articles/a.md --edition zh-CN -o a.pdf',
        about: 'cli:command.exportPdf.example.one',
      },
    ],
    run: async (...given) =>
      (await import('./export-book.ts')).exportPdf(...given),
  },
  {
    words: ['export', 'docx'],
    key: 'exportDocx',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['edition', 'book-output', 'book-title', 'book-gloss', 'config'],
    examples: [
      {
        line: 'yiwen export docx articles/a.md --edition zh-CN -o a.docx',
        about: 'cli:command.exportDocx.example.one',
      },
      {
        line: 'yiwen export docx --gloss footnote',
        about: 'cli:command.exportDocx.example.footnotes',
      },
    ],
    run: async (...given) =>
      (await import('./export-book.ts')).exportDocx(...given),
  },
  {
    words: ['export', 'wxr'],
    key: 'exportWxr',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['edition', 'posts-output', 'config'],
    examples: [
      {
        line: 'yiwen export wxr -o posts.xml',
        about: 'cli:command.exportWxr.example.all',
      },
      {
        line: 'yiwen export wxr articles/a.md --edition zh-CN -o a.xml',
        about: 'cli:command.exportWxr.example.one',
      },
    ],
    run: async (...given) =>
      (await import('./export-articles.ts')).exportWxr(...given),
  },
  {
    words: ['export', 'json'],
    key: 'exportJson',
    argument: { value: 'file', about: 'cli:argument.files', multiple: true },
    options: ['edition', 'posts-output', 'document-map', 'config'],
    examples: [
      {
        line: 'yiwen export json -o documents.ndjson',
        about: 'cli:command.exportJson.example.all',
      },
      {
        line: 'yiwen export json --edition zh-HK --map body=content.md',
        about: 'cli:command.exportJson.example.map',
      },
    ],
    run: async (...given) =>
      (await import('./export-articles.ts')).exportJson(...given),
  },
  {
    words: ['export', 'mdbook'],
    key: 'exportMdbook',
    options: ['edition', 'po-output', 'replace', 'config'],
    examples: [
      {
        line: 'yiwen export mdbook',
        about: 'cli:command.exportMdbook.example.all',
      },
      {
        line: 'yiwen export mdbook --edition en -o translations',
        about: 'cli:command.exportMdbook.example.one',
      },
    ],
    run: async (...given) =>
      (await import('./export-mdbook.ts')).exportMdbook(...given),
  },
  {
    words: ['import', 'wxr'],
    key: 'importWxr',
    argument: { value: 'file', about: 'cli:argument.export', required: true },
    options: ['articles-output', 'from-post', 'replace', 'dry-run', 'config'],
    examples: [
      {
        line: 'yiwen import wxr site.xml --dry-run',
        about: 'cli:command.importWxr.example.dry',
      },
      {
        line: 'yiwen import wxr site.xml -o articles/blog',
        about: 'cli:command.importWxr.example.folder',
      },
    ],
    run: async (...given) =>
      (await import('./import-articles.ts')).importWxr(...given),
  },
  {
    words: ['import', 'json'],
    key: 'importJson',
    argument: { value: 'file', about: 'cli:argument.export', required: true },
    options: [
      'articles-output',
      'document-map',
      'from-post',
      'replace',
      'dry-run',
      'config',
    ],
    examples: [
      {
        line: 'yiwen import json documents.ndjson',
        about: 'cli:command.importJson.example.all',
      },
      {
        line: 'yiwen import json - --map body=content.md --map id=_id',
        about: 'cli:command.importJson.example.map',
      },
    ],
    run: async (...given) =>
      (await import('./import-articles.ts')).importJson(...given),
  },
]
