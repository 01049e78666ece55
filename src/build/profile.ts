/**
 * Where the time of a build goes.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import { spanClock } from '../trace/index.ts'

/** Milliseconds by the name of a step. */
export type StepTimes = Record<string, number>

/** Article with the time it took. */
export interface ArticleTime {
  /** Path from the project's folder, with `/`. */
  path: string
  /** Milliseconds in all. */
  milliseconds: number
  /** Milliseconds by step. */
  steps: Readonly<StepTimes>
}

/** Where the time of a build went. */
export interface Profile {
  /** Threads that made articles; 0 where they were made in the one that asked. */
  threads: number
  /** Milliseconds of the build by step, by the clock on the wall. */
  steps: Readonly<StepTimes>
  /** Milliseconds of making articles by step, added up over all threads. */
  articles: Readonly<StepTimes>
  /** Articles that took the longest, the longest first. */
  slowest: readonly ArticleTime[]
}

/**
 * Measure steps one after the other.
 *
 * @param times - Gets their milliseconds, added to what is there.
 * @returns Function that ends one step and names it; the next begins there.
 */
export function createStopwatch(times: StepTimes): (step: string) => void {
  let last = performance.now()
  return (step) => {
    const now = performance.now()
    times[step] = (times[step] ?? 0) + now - last
    last = now
  }
}

/** Most articles that are named. */
const mostNamed = 10

/** Collects where the time goes. */
export class Profiler {
  /** When it began, by {@link spanClock}. */
  readonly begun = spanClock()
  /** Ends a step of the build. */
  readonly end: (step: string) => void
  /** Threads that make articles. */
  threads = 0
  private readonly steps: StepTimes = {}
  private readonly articles: StepTimes = {}
  private slowest: ArticleTime[] = []

  constructor() {
    this.end = createStopwatch(this.steps)
  }

  /**
   * Add an article that was made.
   *
   * @param path - Path from the project's folder.
   * @param steps - Milliseconds by step.
   * @returns Milliseconds in all.
   */
  add(path: string, steps: Readonly<StepTimes>): number {
    let milliseconds = 0
    for (const [step, time] of Object.entries(steps)) {
      this.articles[step] = (this.articles[step] ?? 0) + time
      milliseconds += time
    }
    const least = this.slowest.at(-1)?.milliseconds ?? 0
    if (this.slowest.length === mostNamed && milliseconds <= least) {
      return milliseconds
    }
    this.slowest.push({ path, milliseconds, steps })
    this.slowest.sort((a, b) => b.milliseconds - a.milliseconds)
    this.slowest.length = Math.min(this.slowest.length, mostNamed)
    return milliseconds
  }

  /** Article that took the longest so far. */
  get first(): ArticleTime | undefined {
    return this.slowest[0]
  }

  /** Where the time went so far. */
  profile(): Profile {
    const { threads, steps, articles, slowest } = this
    return { threads, steps, articles, slowest }
  }
}
