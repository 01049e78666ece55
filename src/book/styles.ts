/** Fonts by language; of what a device has. A book brings none. */
const fonts = `
:lang(en) { font-family: Georgia, "Noto Serif", "DejaVu Serif", serif; }
:lang(zh), :lang(zh-Hant-TW) { font-family: "Songti TC", "Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", PMingLiU, serif; }
:lang(zh-Hant-HK) { font-family: "Songti TC", "Noto Serif CJK HK", "Noto Serif HK", "Source Han Serif HC", PMingLiU, serif; }
:lang(zh-Hans-CN) { font-family: "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", SimSun, serif; }
h1, h2, h3, h4, h5, h6, th, .label, .admonition-title, nav { font-family: sans-serif; }
h1:lang(zh-Hant-TW), h2:lang(zh-Hant-TW), h3:lang(zh-Hant-TW), h4:lang(zh-Hant-TW), th:lang(zh-Hant-TW) { font-family: "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; }
h1:lang(zh-Hant-HK), h2:lang(zh-Hant-HK), h3:lang(zh-Hant-HK), h4:lang(zh-Hant-HK), th:lang(zh-Hant-HK) { font-family: "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK HK", "Noto Sans HK", sans-serif; }
h1:lang(zh-Hans-CN), h2:lang(zh-Hans-CN), h3:lang(zh-Hans-CN), h4:lang(zh-Hans-CN), th:lang(zh-Hans-CN) { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
`

/** What an EPUB and a printed book share. */
const shared = `
body { line-height: 1.75; line-break: strict; overflow-wrap: break-word; text-autospace: normal; text-spacing-trim: trim-start; hanging-punctuation: allow-end; }
:lang(en) { line-height: 1.55; hyphens: auto; }
${fonts}
h1, h2, h3, h4, h5, h6 { line-height: 1.4; text-align: start; break-after: avoid; page-break-after: avoid; hyphens: none; }
h1 { font-size: 1.6em; margin: 1em 0 0.5em; }
h2 { font-size: 1.3em; margin: 1.6em 0 0.5em; }
h3 { font-size: 1.1em; margin: 1.4em 0 0.4em; }
p { margin: 0.7em 0; text-align: justify; orphans: 2; widows: 2; }
p:lang(en) { text-align: start; }
.subtitle { font-size: 1.1em; color: #555; }
.byline, figcaption, .caption, .credit { font-size: 0.85em; color: #555; text-align: start; }
.byline > span { margin-inline-end: 1em; }
figure { margin: 1em 0; break-inside: avoid; page-break-inside: avoid; }
img { max-width: 100%; height: auto; }
blockquote { margin: 1em 0 1em 1em; padding-inline-start: 1em; border-inline-start: 3px solid #bbb; }
.beside { color: #444; }
.pair { margin: 0.7em 0; }
.pair > p { margin: 0 0 0.2em; }
pre { padding: 0.7em; border: 1px solid #ccc; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em; line-height: 1.5; text-align: start; }
code, pre, kbd, samp { font-family: "Noto Sans Mono CJK TC", "DejaVu Sans Mono", monospace; hyphens: none; }
table { border-collapse: collapse; margin: 1em 0; font-size: 0.9em; }
th, td { border: 1px solid #aaa; padding: 0.3em 0.6em; text-align: start; vertical-align: top; }
tr { break-inside: avoid; page-break-inside: avoid; }
.align-center { text-align: center; }
.align-right { text-align: right; }
.admonition { margin: 1em 0; padding: 0.2em 1em; border: 1px solid #999; border-inline-start-width: 4px; break-inside: avoid; }
.admonition-title { font-weight: bold; }
hr { border: 0; border-top: 1px solid #aaa; margin: 2em 0; }
hr.notes { width: 30%; margin: 2em auto 1em 0; }
aside { font-size: 0.9em; }
.number { margin-inline-end: 0.4em; }
sup { line-height: 0; }
dt { font-weight: bold; margin-top: 0.8em; }
dd { margin: 0 0 0 1.2em; }
.forms { color: #555; }
a { color: #7a2510; }
.title-page { text-align: center; margin-top: 25%; }
.title-page p { text-align: center; }
.title-page h1 { font-size: 2em; text-align: center; }
.math { overflow-x: auto; text-align: center; margin: 1em 0; }
`

/** Style sheet of an EPUB. */
export const epubStyles = `${shared}
nav ol { list-style: none; padding-inline-start: 1.2em; }
nav > ol { padding-inline-start: 0; }
nav li { margin: 0.3em 0; }
`

/** Style sheet of a book to print: A4, each chapter on a page of its own. */
export const printStyles = `
@page { size: A4; margin: 22mm 20mm 24mm; @bottom-center { content: counter(page); font: 9pt sans-serif; color: #555; } }
@page :first { @bottom-center { content: none; } }
html { font-size: 10.5pt; }
body { margin: 0; color: #000; }
${shared}
.title-page { margin-top: 70mm; }
.chapter, .toc { break-before: page; }
.toc ol { list-style: none; padding: 0; }
.toc ol ol { padding-inline-start: 1.5em; }
.toc a { color: inherit; text-decoration: none; }
a { color: inherit; text-decoration-thickness: 0.5px; text-underline-offset: 0.2em; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em; }
.pair > p { margin: 0; text-align: start; }
pre { break-inside: avoid; }
`
