/** Child of an element; nothing where a condition does not hold. */
export type Child = Node | string | number | false | undefined | null

type Properties = Readonly<
  Record<
    string,
    string | number | boolean | undefined | ((event: never) => void)
  >
>

/**
 * Create an element. Text is always text: nothing is read as HTML.
 *
 * @param name - Tag, and classes after dots.
 * @param properties - Attributes; those whose name starts with `on` are listeners.
 * @param children - Children.
 * @returns Element.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  name: Tag | `${Tag}.${string}`,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const [tag = '', ...classes] = name.split('.')
  const made = document.createElement(tag) as HTMLElementTagNameMap[Tag]
  if (classes.length > 0) made.className = classes.join(' ')
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') {
      made.addEventListener(key.slice(2), value as (event: Event) => void)
    } else made.setAttribute(key, value === true ? '' : String(value))
  }
  fill(made, ...children)
  return made
}

/**
 * Put children in the place of those an element has.
 *
 * @param parent - Element.
 * @param children - Children.
 */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(
    ...children.flatMap((child) =>
      child === undefined || child === null || child === false
        ? []
        : [typeof child === 'number' ? String(child) : child],
    ),
  )
}
