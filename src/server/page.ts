import type { Translate } from '../messages/index.ts'
import { type Locale, languageTag } from '../model/index.ts'

/**
 * Print the page that the client fills.
 *
 * @param project - Name of the project.
 * @param lang - Language.
 * @param t - Messages in it.
 * @returns HTML, without any script or style of its own.
 */
export function page(project: string, lang: Locale, t: Translate): string {
  const title = escapeHtml(`${t('review:title')} · ${project}`)
  return `<!doctype html>
<html lang="${languageTag(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="client.css">
<script type="module" src="client.js"></script>
</head>
<body>
<noscript>${escapeHtml(t('review:noScript'))}</noscript>
<div id="app" data-project="${escapeHtml(project)}"></div>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
}
