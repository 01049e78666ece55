/**
 * Read the clock that spans are measured with.
 *
 * @returns Milliseconds since 1970 with fractions. It never goes back.
 */
export function spanClock(): number {
  return performance.timeOrigin + performance.now()
}
