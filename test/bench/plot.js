// @ts-check

/** @param {string} text - Text. @returns {string} The same in XML. */
const escaped = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')

const colours = [
  '#0b6e99',
  '#c2410c',
  '#15803d',
  '#7e22ce',
  '#a16207',
  '#475569',
  '#be123c',
]
const width = 840
const height = 420
const box = { left: 70, right: 520, top: 40, bottom: 360 }

/**
 * Draw how something grows: both axes in powers of ten, one line each.
 *
 * Where cost grows as the input does, a line rises by one step for each step to
 * the right; the grey line shows it.
 *
 * @param {{ title: string, x: string, y: string, lines: { name: string, points: [number, number][] }[] }} plot -
 * Words and points.
 * @returns {string} SVG.
 */
export function drawPlot({ title, x, y, lines }) {
  const drawn = lines.filter(({ points }) => points.length > 0)
  const xs = drawn.flatMap(({ points }) => points.map(([at]) => Math.log10(at)))
  const ys = drawn.flatMap(({ points }) =>
    points.map(([, at]) => Math.log10(at)),
  )
  const range = (/** @type {number[]} */ all) => {
    const low = Math.floor(Math.min(...all))
    return [low, Math.max(Math.ceil(Math.max(...all)), low + 1)]
  }
  const [left = 0, right = 1] = range(xs)
  const [bottom = 0, top = 1] = range(ys)
  const place = (/** @type {[number, number]} */ [a, b]) => [
    box.left +
      ((Math.log10(a) - left) / (right - left)) * (box.right - box.left),
    box.bottom -
      ((Math.log10(b) - bottom) / (top - bottom)) * (box.bottom - box.top),
  ]
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${box.left}" y="22" font-size="15" font-weight="bold">${escaped(title)}</text>`,
  ]
  for (let power = left; power <= right; power++) {
    const [at = 0] = place([10 ** power, 10 ** bottom])
    parts.push(
      `<path d="M${at} ${box.top}V${box.bottom}" stroke="#ddd"/>`,
      `<text x="${at}" y="${box.bottom + 18}" text-anchor="middle">${label(power)}</text>`,
    )
  }
  for (let power = bottom; power <= top; power++) {
    const [, at = 0] = place([10 ** left, 10 ** power])
    parts.push(
      `<path d="M${box.left} ${at}H${box.right}" stroke="#ddd"/>`,
      `<text x="${box.left - 8}" y="${at + 4}" text-anchor="end">${label(power)}</text>`,
    )
  }
  const span = Math.min(right - left, top - bottom)
  const from = place([10 ** left, 10 ** bottom])
  const to = place([10 ** (left + span), 10 ** (bottom + span)])
  parts.push(
    `<path d="M${from.join(' ')}L${to.join(' ')}" stroke="#bbb" stroke-dasharray="2 4"/>`,
    `<text x="${(box.left + box.right) / 2}" y="${box.bottom + 42}" text-anchor="middle">${escaped(x)}</text>`,
    `<text transform="translate(18 ${(box.top + box.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
  )
  for (const [index, { name, points }] of drawn.entries()) {
    const colour = colours[index % colours.length]
    const places = points.map(place)
    parts.push(
      `<path d="M${places.map((one) => one.map((n) => n.toFixed(1)).join(' ')).join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...places.map(
        ([a = 0, b = 0]) =>
          `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="3" fill="${colour}"/>`,
      ),
      `<text x="${box.right + 30}" y="${box.top + 12 + index * 20}">${escaped(name)}</text>`,
      `<path d="M${box.right + 10} ${box.top + 8 + index * 20}h14" stroke="${colour}" stroke-width="3"/>`,
    )
  }
  parts.push('</svg>\n')
  return parts.join('\n')
}

/** @param {number} power - Power of ten. @returns {string} Number for people. */
function label(power) {
  if (power >= 9) return `${10 ** (power - 9)}G`
  if (power >= 6) return `${10 ** (power - 6)}M`
  if (power >= 3) return `${10 ** (power - 3)}k`
  return String(power < 0 ? (10 ** power).toFixed(-power) : 10 ** power)
}
