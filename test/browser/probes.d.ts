/** Colours of the text and of what is behind it. */
export function bodyColours(): string[]
/** What has the focus, and whether a person sees that. */
export function describeFocus(): {
  name: string
  text: string
  shown: boolean
  outlined: boolean
}
/** Fonts of an element. */
export function fontOf(node: unknown): string
/** Whether a script of the source has run. */
export function isHacked(): boolean
/** Elements that stick out of the window, without those that scroll. */
export function listBeyond(): string[]
/** Text whose contrast is below WCAG AA. */
export function listFaint(): { seen: number; below: string[] }
/** Parts that scroll sideways. */
export function listScrolling(): { scrolls: boolean; tabIndex: number }[]
/** Width of everything there is. */
export function widthOfAll(): number
/** What axe finds that keeps people from using the page; of some rules only, if they are given. */
export function runAxe(rules?: string[]): Promise<string[]>
/** Scroll until an element is at the top of the window. */
export function scrollToTop(node: unknown): void
export declare function listMarkup(elements: readonly unknown[]): string[]
export declare function sumShifts(): Promise<number>
