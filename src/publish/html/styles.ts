/** Style sheet of every page, inline so that a page is one file. */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --raised: #f4f1ea;
  --ink: #211f1b;
  --soft: #5f5a51;
  --line: #ddd6c8;
  --accent: #9a2e12;
  --note: #1d5a8a;
  --tip: #1d6b42;
  --warning: #855000;
  --danger: #a3221f;
  --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  --serif: Georgia, "Noto Serif", serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #181715;
    --raised: #24221f;
    --ink: #e9e5dc;
    --soft: #aea798;
    --line: #3d3932;
    --accent: #f2a288;
    --note: #8ec3ee;
    --tip: #8fd3ac;
    --warning: #ecc07a;
    --danger: #f5a19c;
  }
}
:lang(en) {
  --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
  --serif: Georgia, "Noto Serif", "DejaVu Serif", serif;
}
:lang(zh), :lang(zh-TW), :lang(zh-Hant) {
  --sans: "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", sans-serif;
  --serif: "Songti TC", "Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", PMingLiU, serif;
}
:lang(zh-HK), :lang(zh-Hant-HK), :lang(zh-MO), :lang(zh-Hant-MO) {
  --sans: "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HC", sans-serif;
  --serif: "Songti TC", "Noto Serif CJK HK", "Noto Serif HK", "Source Han Serif HC", PMingLiU, serif;
}
:lang(zh-CN), :lang(zh-Hans), :lang(zh-SG) {
  --sans: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif;
  --serif: "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", SimSun, serif;
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding: 0 clamp(1rem, 5vw, 2.5rem) 3rem;
  background: var(--paper);
  color: var(--ink);
  font-size: 1.0625rem;
  line-height: 1.8;
  line-break: strict;
  overflow-wrap: break-word;
  text-autospace: normal;
  text-spacing-trim: trim-start;
  hanging-punctuation: allow-end;
}
body, [lang] { font-family: var(--sans); }
body > header, main, body > footer { max-width: 40rem; margin-inline: auto; }
main:focus { outline: none; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: 1rem; top: -5rem; padding: 0.25rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { top: 0.75rem; }
.site { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1.5rem; padding-block: 1rem; border-bottom: 1px solid var(--line); font-size: 0.9375rem; }
.site p { margin: 0 auto 0 0; font-weight: 700; }
.site a { color: inherit; text-decoration: none; }
.site a:hover { text-decoration: underline; }
.search { min-height: 2rem; padding: 0.1rem 0.9rem; font: inherit; font-size: 0.875rem; color: var(--soft); background: none; border: 1px solid var(--line); border-radius: 1rem; cursor: pointer; }
.search:hover { color: var(--ink); border-color: var(--soft); }
#yiwen-search { width: min(42rem, 100vw - 1.5rem); max-width: none; max-height: min(40rem, 100dvh - 1.5rem); margin: min(4rem, 0.75rem + 4vh) auto auto; padding: 0 1rem 1rem; overflow-y: auto; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
#yiwen-search::backdrop { background: rgb(0 0 0 / 0.45); }
#yiwen-search .query { position: sticky; top: 0; display: flex; gap: 0.5rem; padding-block: 1rem 0.5rem; background: var(--paper); }
#yiwen-search input { flex: 1; min-width: 0; padding: 0.4rem 0.75rem; font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--soft); border-radius: 6px; }
#yiwen-search button { padding: 0.4rem 0.75rem; font: inherit; font-size: 0.9375rem; color: inherit; background: none; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
#yiwen-search p { margin: 0.25rem 0; }
.results { margin: 0 0 0.5rem; padding: 0; list-style: none; }
.results a { display: block; margin-inline: -0.5rem; padding: 0.6rem 0.5rem; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); }
.results a:hover { background: var(--raised); }
.results li { margin: 0; }
.results .excerpt { display: block; color: var(--soft); font-size: 0.9375rem; line-height: 1.6; }
.editions ul { display: flex; flex-wrap: wrap; align-items: last baseline; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
.editions li, .contents li, .tags li, .articles li { margin: 0; }
.editions a { display: block; padding-block: 0.25rem; color: var(--soft); border-bottom: 2px solid transparent; }
.editions [aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
main > .article { padding-block: clamp(1.75rem, 6vw, 3.5rem) 1rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.4; text-wrap: balance; margin: 2.2em 0 0.7em; font-weight: 700; }
h1, h1 [lang] { font-family: var(--serif); }
h1 { font-size: clamp(1.7rem, 1.3rem + 2vw, 2.4rem); margin: 0; }
/* A line of Latin letters says less than one of Han. */
h1:lang(en) { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.1rem); line-height: 1.3; }
h2 { font-size: 1.4rem; }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1.0625rem; }
.subtitle { margin: 0.6rem 0 0; font-size: 1.2rem; color: var(--soft); }
.byline { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0.9rem 0 0; color: var(--soft); font-size: 0.9375rem; }
.label { color: var(--soft); font-size: 0.875rem; }
.caption { margin: 1.25rem 0 0; padding: 0.6rem 1rem; border-left: 3px solid var(--line); color: var(--soft); font-size: 0.9375rem; line-height: 1.7; }
.caption .label { margin-right: 0.5em; font-weight: 600; }
.credit:not(:first-child) { margin-left: 0.5em; }
.contents { margin: 1rem 0 2rem; padding: 0.6rem 1rem; background: var(--raised); border-radius: 6px; font-size: 0.9375rem; }
.contents ul { margin: 0.5rem 0; padding: 0; list-style: none; }
.contents .rank-3 { padding-left: 1.5em; }
summary { cursor: pointer; font-weight: 600; }
.prose > :first-child { margin-top: 0; }
p, ul, ol, dl, blockquote, figure, pre, details, aside, .table, .math { margin: 0 0 1.25em; }
ul, ol { padding-left: 1.75em; }
li > ul, li > ol { margin-bottom: 0.4em; }
li + li { margin-top: 0.3em; }
li:has(> input[type="checkbox"]), li:has(> p > input[type="checkbox"]) { list-style: none; }
li > input[type="checkbox"], li > p > input[type="checkbox"] { margin: 0 0.4em 0 -1.4em; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5em 1.75em; }
blockquote { padding: 0.1em 0 0.1em 1.2em; border-left: 3px solid var(--line); color: var(--soft); }
blockquote > :last-child, aside > :last-child, details > :last-child, li > p:last-child { margin-bottom: 0; }
hr { margin: 2.5em auto; width: 6em; border: 0; border-top: 1px solid var(--line); }
img { max-width: 100%; height: auto; vertical-align: middle; }
math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Noto Sans Math", math; }
.prose > img { display: block; margin-bottom: 1.25em; }
figure img { display: block; margin-inline: auto; }
figcaption { margin-top: 0.5em; color: var(--soft); font-size: 0.9375rem; line-height: 1.6; }
:lang(zh) em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; }
:lang(zh) dfn, :lang(zh) cite { font-style: normal; }
abbr[title], dfn[title] { text-decoration: underline dotted; text-underline-offset: 0.25em; cursor: help; }
mark { background: #ffe58a; color: #211f1b; }
rt { color: var(--soft); font-size: 0.6em; }
sup, sub { line-height: 1; }
.gloss { color: var(--soft); }
code, kbd, samp, pre { font-family: var(--mono), var(--sans); font-size: 0.9em; text-autospace: no-autospace; text-spacing-trim: space-all; }
:not(pre) > code, kbd { padding: 0.1em 0.35em; background: var(--raised); border-radius: 4px; }
kbd { border: 1px solid var(--line); border-bottom-width: 2px; }
pre { padding: 1em; overflow-x: auto; background: var(--raised); border-radius: 6px; line-height: 1.6; tab-size: 4; }
pre code { font-size: 1em; }
.code figcaption { margin: 0 0 0.4em; }
.code pre { margin: 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: auto; min-width: 100%; font-size: 0.9375rem; line-height: 1.6; font-variant-numeric: tabular-nums; }
caption { padding-bottom: 0.5em; color: var(--soft); text-align: left; }
th, td { padding: 0.5em 0.8em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; min-width: 5em; max-width: 18em; }
thead th { border-bottom: 2px solid var(--soft); white-space: nowrap; }
.align-left { text-align: left; }
.align-right { text-align: right; }
.align-center { text-align: center; }
.align-justify { text-align: justify; }
.math { overflow-x: auto; overflow-y: hidden; text-align: center; padding-block: 0.25em; }
.admonition { --tone: var(--note); padding: 0.8em 1.1em; border-left: 4px solid var(--tone); background: var(--raised); border-radius: 0 6px 6px 0; }
.admonition-tip { --tone: var(--tip); }
.admonition-important, .admonition-warning, .admonition-caution { --tone: var(--warning); }
.admonition-danger { --tone: var(--danger); }
.component { margin-bottom: 1.25em; padding-left: 1.1em; border-left: 2px solid var(--line); }
.component > :last-child { margin-bottom: 0; }
.component-title { margin-bottom: 0.3em; font-weight: 700; }
.admonition-title { margin-bottom: 0.3em; color: var(--tone); font-weight: 700; }
.footnotes { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.9375rem; }
.footnotes h2 { margin-top: 0; font-size: 1.125rem; }
[data-footnote-ref] { padding-inline: 0.15em; text-decoration: none; }
[data-footnote-backref] { text-decoration: none; }
:target { scroll-margin-top: 1rem; background: var(--raised); }
main:target { background: none; }
.articles { padding: 0; list-style: none; }
.articles li { padding-block: 1.25rem; border-bottom: 1px solid var(--line); }
.articles h2 { margin: 0; font-size: 1.25rem; }
.articles h2 a { color: inherit; text-decoration: none; }
.articles h2 a:hover { color: var(--accent); text-decoration: underline; }
.articles p { margin: 0.25rem 0 0; }
body > footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }
body > footer p { margin: 0; }
.tags { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; margin-bottom: 0.75rem; }
.tags ul { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; margin: 0; padding: 0; list-style: none; }
.tags li { padding: 0 0.6em; background: var(--raised); border-radius: 1em; }
.tags a { color: inherit; text-decoration: none; }
.tags a:hover { text-decoration: underline; }
.pages ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0 0 0.5rem; padding: 0; list-style: none; }
.pages li, .letters li, .tag-list li { margin: 0; }
.pages a, .letters a, .tag-list a { display: inline-block; padding-block: 0.25rem; }
.pager { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 1.5rem; padding-block: 1.5rem; }
.tag-list { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 0 1.5rem; padding: 0; list-style: none; }
.letters { position: sticky; top: 0; margin-bottom: 1.5rem; padding-block: 0.25rem; background: var(--paper); border-bottom: 1px solid var(--line); z-index: 1; }
.letters ul { display: flex; flex-wrap: wrap; gap: 0 0.25rem; margin: 0; padding: 0; list-style: none; }
.letters a { min-width: 1.75rem; text-align: center; text-decoration: none; }
main:has(.letters) :is(h2, .glossary > div) { scroll-margin-top: 6.5rem; }
.orders ul, .words { margin: 0; padding: 0; list-style: none; }
.orders ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-top: 0.9rem; font-size: 0.9375rem; }
.orders li, .words li { margin: 0; }
.orders a { display: block; padding-block: 0.25rem; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; }
.orders [aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
.words { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 0 1.5rem; }
.words a { display: inline-block; padding-block: 0.2rem; }
main:has(.letters) .words { scroll-margin-top: 6.5rem; }
.glossary > div { padding-block: 0.75rem; border-bottom: 1px solid var(--line); }
.glossary dfn { font-style: normal; }
.glossary dd { margin: 0.15em 0 0; }
.glossary .forms { color: var(--soft); }
.glossary .used { font-size: 0.9375rem; line-height: 1.6; }
.glossary .used ul { display: inline; padding: 0; }
.glossary .used li { display: inline; }
.glossary .used a { display: inline-block; max-width: min(100%, 22rem); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
.glossary .used li + li::before { content: " · "; color: var(--soft); }
.choices { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin-bottom: 1.75rem; }
:root:not([data-script]) :is(.choices, .search) { display: none; }
.choice { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
.choice button { min-height: 2rem; padding: 0.1rem 0.75rem; font: inherit; font-size: 0.875rem; color: inherit; background: none; border: 1px solid var(--line); border-radius: 1rem; cursor: pointer; }
.choice button[aria-pressed="true"] { color: var(--paper); background: var(--ink); border-color: var(--ink); }
[data-glosses="none"] .prose .gloss { display: none; }
[data-glosses="all"] .term[data-en] { text-decoration: underline dotted var(--soft); text-underline-offset: 0.25em; cursor: help; }
#yiwen-tip { position: absolute; max-width: min(22rem, calc(100vw - 16px)); padding: 0.25rem 0.7rem; color: var(--paper); background: var(--ink); border-radius: 6px; font-size: 0.875rem; line-height: 1.5; z-index: 2; }
#yiwen-tip[hidden] { display: none; }
.beside { color: var(--soft); }
.pair > :not(.beside) { margin-bottom: 0.4em; }
.pair > .beside { margin-bottom: 1.4em; }
[data-languages="own"] .two .beside, [data-languages="own"] .two :is(li, td, th) > br:has(+ span[lang="en"]), [data-languages="own"] .two :is(li, td, th) > span[lang="en"] { display: none; }
[data-languages="beside"] .two .pair > :not(.beside) { display: none; }
[data-languages="beside"] .beside { color: inherit; }
@media (min-width: 64rem) {
  body:has(.two) > header, main:has(.two), body:has(.two) > footer { max-width: 68rem; }
  main:has(.two) > :not(.prose), .two > :not(.pair) { max-width: 40rem; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; margin-bottom: 1.25em; }
  .pair > :not(.beside), .pair > .beside { margin-bottom: 0; }
  [data-languages="own"] .pair, [data-languages="beside"] .pair { display: block; max-width: 40rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --raised: #f5f5f5; --ink: #000; --soft: #444; --line: #bbb; --accent: #000; --note: #000; --tip: #000; --warning: #000; --danger: #000; }
  @page { margin: 2cm; }
  body { padding: 0; font-size: 11pt; line-height: 1.7; }
  body > header, main, body > footer { max-width: none; }
  .skip, .search, .editions, .contents, .choice, .pages, .orders, #yiwen-tip, [data-footnote-backref] { display: none; }
  h1, h2, h3, h4 { break-after: avoid; }
  pre, table, figure, aside { break-inside: avoid; }
  pre { white-space: pre-wrap; }
  .prose a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; word-break: break-all; }
}
`
