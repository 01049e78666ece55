// Functions that run inside the page, so each stands alone. They are not
// TypeScript: the project is checked without the browser's types.

export function bodyColours() {
  const { color, backgroundColor } = getComputedStyle(document.body)
  return [color, backgroundColor]
}

export function describeFocus() {
  const node = document.activeElement
  const box = node.getBoundingClientRect()
  return {
    name: node.tagName,
    text: node.textContent,
    shown: box.top >= 0 && box.height > 0,
    outlined: Number.parseFloat(getComputedStyle(node).outlineWidth) >= 2,
  }
}

export function fontOf(node) {
  return getComputedStyle(node).fontFamily
}

export function isHacked() {
  return 'hacked' in window
}

export function listBeyond() {
  const scrolls = (node) =>
    node !== null &&
    (/auto|scroll/.test(getComputedStyle(node).overflowX) ||
      scrolls(node.parentElement))
  return [...document.body.querySelectorAll('*')]
    .filter((node) => !scrolls(node.parentElement))
    .filter((node) => node.getBoundingClientRect().right > innerWidth)
    .map((node) => node.outerHTML.slice(0, 80))
}

export function listScrolling() {
  return [...document.querySelectorAll('.table, pre')].map((node) => ({
    scrolls: node.scrollWidth > node.clientWidth,
    tabIndex: node.tabIndex,
  }))
}

export function widthOfAll() {
  return document.documentElement.scrollWidth
}

/** Text whose contrast with what is behind it is below WCAG AA. */
export function listFaint() {
  const parse = (color) => {
    const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[\d.]+/g) ?? []).map(
      Number,
    )
    return { r, g, b, a }
  }
  const luminance = (color) => {
    const { r, g, b } = parse(color)
    const [x = 0, y = 0, z = 0] = [r, g, b].map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (node) => {
    if (!node) return 'rgb(255, 255, 255)'
    const { backgroundColor } = getComputedStyle(node)
    return parse(backgroundColor).a === 0
      ? behind(node.parentElement)
      : backgroundColor
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const below = []
  let seen = 0
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim()
    const node = walker.currentNode.parentElement
    if (!text || !node || node.closest('script, style')) continue
    seen++
    const front = luminance(getComputedStyle(node).color)
    const back = luminance(behind(node))
    const ratio =
      (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
    if (ratio < 4.5) below.push(`${ratio.toFixed(2)} ${text.slice(0, 20)}`)
  }
  return { seen, below }
}

/**
 * What axe finds that keeps people from using the page; it has to be there.
 *
 * With rules, only those are run: most are the same in any colours.
 */
export async function runAxe(rules) {
  const { violations } = await window.axe.run({
    iframes: false,
    resultTypes: ['violations'],
    ...(rules ? { runOnly: rules } : {}),
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(' ')}`)
}

/** Scroll until an element is at the top of the window. */
export function scrollToTop(node) {
  node.scrollIntoView({ behavior: 'instant' })
}

/** Markup of elements, to say which they were. */
export function listMarkup(elements) {
  return elements.map((one) => one.outerHTML.slice(0, 200))
}

/** How far what was drawn has moved since the page was opened (Layout Instability). */
export function sumShifts() {
  return new Promise((done) => {
    let sum = 0
    const observer = new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) sum += value
    })
    observer.observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => done(sum), 200)
  })
}
