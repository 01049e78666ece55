/**
 * Kinds of attack on a page that shows what others wrote, after the chapters of
 * OWASP's filter evasion list and PortSwigger's cheat sheet; each is written for here.
 * What would run sets `window.hacked`.
 */
const run = 'window.hacked=1'

/** Attacks in the text of an article, by kind. */
export const hostileText: Readonly<Record<string, string>> = {
  'a script': `<script>${run}</script>`,
  'a script in another case, cut in two': `<ScRiPt\n>${run}</sCrIpT >`,
  'a script within a script’s name': `<scr<script>ipt>${run}</scr</script>ipt>`,
  'a script that is not closed': `<script>${run}//`,
  'a script of another file':
    '<script src="data:text/javascript,window.hacked=1"></script>',
  'a module': `<script type="module">${run}</script>`,
  'an import map':
    '<script type="importmap">{"imports":{"a":"data:text/javascript,window.hacked=1"}}</script>',
  'an event handler': `<img src="x" onerror="${run}">`,
  'a handler without quotes or spaces': `<img/src=x/onerror=${run}>`,
  'a handler in another case, with a slash': `<IMG SRC=x OnErRoR\n=\n"${run}"/>`,
  'a handler behind a null': `<img src="x" \u0000onerror="${run}">`,
  'handlers that need nobody': `<details open ontoggle="${run}">x</details><body onload="${run}"><input autofocus onfocus="${run}"><video onloadstart="${run}" src="x"></video><marquee onstart="${run}">x</marquee>`,
  'handlers of animations': `<style>@keyframes x{}</style><b style="animation:x 1s" onanimationstart="${run}">x</b>`,
  'a javascript: link': `<a href="javascript:${run}">x</a> [x](javascript:${run})`,
  'one with case, space and tabs': `<a href=" JaVa\tScRiPt:${run}">x</a> <a href="java&#10;script:${run}">x</a> [x](<java\tscript:${run}>)`,
  'one in entities': `<a href="&#106;avascript&colon;${run}">x</a> <a href="&#x6A&#x61&#x76&#x61script:${run}">x</a> [x](&#106;avascript&colon;${run})`,
  'one behind a control character': `<a href="\u0001javascript:${run}">x</a> [x](\u0001javascript:${run})`,
  'vbscript: and livescript:': `<a href="vbscript:${run}">x</a> [x](vbscript:${run})`,
  'a data: page': `<a href="data:text/html,<script>opener.${run}</script>">x</a> <iframe src="data:text/html,<script>top.${run}</script>"></iframe> [x](data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+)`,
  'links of Markdown in other forms': `[x][evil] <javascript:${run}> ![x](javascript:${run}) [x](javascript:${run} "x")\n\n[evil]: javascript:${run}`,
  'an autolink with a quote': `<https://a.example/"onmouseover="${run}>  https://a.example/"onmouseover="${run}`,
  'a title that ends its attribute': `[x](a.md '"onmouseover="${run}" x="') ![x](a.png '"><img src=x onerror=${run}>')`,
  SVG: `<svg onload="${run}"><script>${run}</script><a xlink:href="javascript:${run}"><text y="20">x</text></a><animate onbegin="${run}" attributeName="x" dur="1s"/><set attributeName="href" to="javascript:${run}"/><use href="data:image/svg+xml,<svg id='x' onload='${run}'/>#x"/><foreignObject><img src=x onerror="${run}"></foreignObject></svg>`,
  MathML: `<math><a xlink:href="javascript:${run}">x</a><maction actiontype="statusline#javascript:${run}" href="javascript:${run}">x</maction></math><math><mtext><table><mglyph><style><img src=x onerror="${run}"></style></mglyph></table></mtext></math>`,
  'a style that was to run': `<style>@import "javascript:${run}";*{background:url("javascript:${run}")}</style><b style="background:url(javascript:${run});-moz-binding:url(x);behavior:url(x);width:expression(${run})">x</b>`,
  'a page that goes elsewhere': `<meta http-equiv="refresh" content="0;url=javascript:${run}"><base href="javascript:${run}//"><link rel="stylesheet" href="javascript:${run}"><link rel="import" href="data:text/html,x">`,
  'frames and plugins': `<iframe srcdoc="<script>top.${run}</script>"></iframe><iframe src="javascript:top.${run}"></iframe><object data="javascript:${run}"></object><embed src="javascript:${run}"><frameset onload="${run}"><frame src="javascript:${run}"></frameset><applet code="x"></applet><portal src="x"></portal>`,
  forms: `<form action="javascript:${run}"><input type="submit" formaction="javascript:${run}"><button formaction="javascript:${run}">x</button></form><isindex action="javascript:${run}" type="submit">`,
  'names that take the place of the page’s own': `<a id="yiwenSearch"></a><form id="document"></form><img name="getElementById"><a id="yiwen-content">x</a><a id="yiwen-search" class="search" data-client="data:text/javascript,window.hacked=1">x</a>`,
  'what a parser reads otherwise': `<noscript><p title="</noscript><img src=x onerror=${run}>"></noscript><template><img src=x onerror="${run}"></template><textarea></textarea><img src=x onerror=${run}></textarea><title></title><img src=x onerror="${run}"></title><!--><img src=x onerror="${run}">--><![CDATA[<img src=x onerror="${run}">]]><?x <img src=x onerror="${run}">?>`,
  templates: `{{constructor.constructor('${run}')()}} \${${run}} <%= ${run} %> {% raw %}<img src=x onerror="${run}">{% endraw %} #{${run}} [[\${${run}}]]`,
  'code and formulas': `\`<img src=x onerror="${run}">\` $\\href{javascript:${run}}{x}$ $\\htmlData{x="onclick=${run}"}{x}$ $</script><img src=x onerror=${run}>$\n\n\`\`\`html "><img src=x onerror=${run}>\n</code></pre><script>${run}</script>\n\`\`\``,
  'directives and attributes': `:x[y]{onclick="${run}" style="x" href="javascript:${run}"} ::x{src=javascript:${run}}\n\n:::note{onmouseover="${run}"}\nx\n:::\n\n# x {#y onclick="${run}"}`,
  'footnotes and ids': `x[^"onmouseover="${run}]\n\n[^"onmouseover="${run}]: x <a id='"><img src=x onerror=${run}>'>x</a>`,
  'characters that end a line or turn it': `<img src=x\u2028onerror="${run}"> \u202E<script>${run}</script> <img src="x" \u00A0onerror="${run}">`,
}

/** What breaks out of an attribute, an element, JSON in a script, or CDATA. */
export const hostileField = `"'>]]></script></title><img src=x onerror="${run}"><svg/onload=${run}>{{${run}}}`
