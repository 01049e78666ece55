import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Concept, Config } from '../model/index.ts'

/**
 * What a batch is made with: all that a worker on another machine has to know.
 */
export interface BatchProject {
  /** Settings. */
  config: Config
  /** Concepts of the glossary. */
  concepts: readonly Concept[]
  /** Version of Yiwen: another one might make other editions. */
  version: string
  /** Ids of the editions to make. */
  editions: readonly string[]
  /** Where articles are read. */
  source: string
  /** Where editions are written. */
  output: string
}

/** Numbers of a batch since it was last submitted. */
export interface BatchCounts {
  /** Articles that were asked for. */
  submitted: number
  /** Articles whose editions are written. */
  made: number
  /** Editions that were written. */
  editions: number
  /** Findings of the articles that were made, by rule. */
  findings: Readonly<Record<string, number>>
}

/** What an article is asked for with, when work on it begins. */
export interface Wish {
  /** Number of the submission. */
  generation: number
  /** Digest of the project. */
  project: string
}

/**
 * Ask for articles: says of which the wish is new.
 *
 * KEYS: wishes, counts. ARGV: generation, articles.
 */
const askScript = `
local new = 0
for i = 2, #ARGV do
  if redis.call('HGET', KEYS[1], ARGV[i]) ~= ARGV[1] then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[1])
    new = new + 1
  end
end
redis.call('HINCRBY', KEYS[2], 'submitted', new)
return new`

/**
 * Enter an article as made, once: 0 if it was asked for again meanwhile, 1 if it
 * is entered now, 2 if it was already.
 *
 * KEYS: wishes, entries, counts. ARGV: article, generation, then names and
 * numbers.
 */
const enterScript = `
local wish = redis.call('HGET', KEYS[1], ARGV[1])
if wish and wish ~= ARGV[2] then return 0 end
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then return 2 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
for i = 3, #ARGV, 2 do redis.call('HINCRBY', KEYS[3], ARGV[i], ARGV[i + 1]) end
return 1`

/**
 * What was asked for and what is made, in Redis beside the queue.
 *
 * A queue delivers at least once. The ledger makes the effect exactly once: an
 * article is counted when its number of the submission is entered, and one that is
 * asked for again while it is being made is made again. It holds some 60 bytes for
 * an article in each of two hashes.
 */
export class Ledger {
  readonly #redis: Redis
  readonly #base: string

  /**
   * @param redis - Connection.
   * @param name - Name of the batch.
   */
  constructor(redis: Redis, name: string) {
    this.#redis = redis
    this.#base = `yiwen:{${name}}`
  }

  /**
   * Begin a submission, or go on with the last if it is of the same project.
   *
   * @param project - What its articles are made with.
   * @param again - Go on with the last.
   * @returns Number of the submission.
   */
  async begin(project: BatchProject, again: boolean): Promise<number> {
    const text = JSON.stringify(project)
    const digest = createHash('sha256').update(text).digest('hex')
    const key = `${this.#base}:meta`
    await this.#redis.set(`${this.#base}:project:${digest}`, text)
    const [number, before] = await this.#redis.hmget(
      key,
      'generation',
      'project',
    )
    const last = Number(number ?? 0)
    const isSame = again && before === digest
    const generation = isSame
      ? last
      : await this.#redis.hincrby(key, 'generation', 1)
    await this.#redis.hset(key, {
      project: digest,
      ...(generation === last ? {} : { since: Date.now() }),
    })
    return generation
  }

  /**
   * Ask for articles.
   *
   * @param ids - Articles.
   * @param generation - Number of the submission.
   */
  async ask(ids: readonly string[], generation: number): Promise<void> {
    const keys = [`${this.#base}:wishes`, this.#counts(generation)]
    await this.#redis.eval(askScript, 2, ...keys, generation, ...ids)
  }

  /**
   * Tell which articles are not made yet.
   *
   * @param ids - Articles.
   * @param generation - Number of the submission.
   * @returns For each whether it is still to be made.
   */
  async lacks(ids: readonly string[], generation: number): Promise<boolean[]> {
    if (ids.length === 0) return []
    const found = await this.#redis.hmget(`${this.#base}:entries`, ...ids)
    return found.map((entry) => entry !== String(generation))
  }

  /**
   * Find what an article is asked for with now.
   *
   * @param id - Article.
   * @returns Wish; nothing where there is no batch.
   */
  async wish(id: string): Promise<Wish | undefined> {
    const [generation, project] = await this.#redis.hmget(
      `${this.#base}:meta`,
      'generation',
      'project',
    )
    if (!generation || !project) return undefined
    const own = await this.#redis.hget(`${this.#base}:wishes`, id)
    return { generation: Number(own ?? generation), project }
  }

  /**
   * Tell whether an article was asked for again since it was entered.
   *
   * @param id - Article.
   * @returns Whether it was.
   */
  async isAskedAgain(id: string): Promise<boolean> {
    const wish = await this.#redis.hget(`${this.#base}:wishes`, id)
    const entry = await this.#redis.hget(`${this.#base}:entries`, id)
    return wish !== null && wish !== entry
  }

  /**
   * Enter an article as made.
   *
   * @param id - Article.
   * @param generation - Number of the submission it was made for.
   * @param numbers - What it adds to the counts.
   * @returns Whether it stands: not where it was asked for again meanwhile.
   */
  async enter(
    id: string,
    generation: number,
    numbers: Readonly<Record<string, number>>,
  ): Promise<boolean> {
    const keys = [
      `${this.#base}:wishes`,
      `${this.#base}:entries`,
      this.#counts(generation),
    ]
    const given = Object.entries(numbers).flat()
    const said = await this.#redis.eval(
      enterScript,
      3,
      ...keys,
      id,
      generation,
      ...given,
    )
    return said !== 0
  }

  /**
   * Read what articles are made with.
   *
   * @param digest - Digest; default: that of the last submission.
   * @returns Project with its digest; nothing where there is no batch.
   */
  async project(
    digest?: string,
  ): Promise<(BatchProject & { digest: string }) | undefined> {
    const wanted =
      digest ?? (await this.#redis.hget(`${this.#base}:meta`, 'project'))
    if (!wanted) return undefined
    const text = await this.#redis.get(`${this.#base}:project:${wanted}`)
    if (text === null) return undefined
    return { ...(JSON.parse(text) as BatchProject), digest: wanted }
  }

  /**
   * Read the numbers of the last submission.
   *
   * @returns Counts, and when it began in milliseconds since 1970.
   */
  async counts(): Promise<BatchCounts & { since: number; generation: number }> {
    const [last, since] = await this.#redis.hmget(
      `${this.#base}:meta`,
      'generation',
      'since',
    )
    const generation = Number(last ?? 0)
    const found = await this.#redis.hgetall(this.#counts(generation))
    const rules = Object.entries(found)
      .filter(([name]) => name.startsWith('rule:'))
      .map(([name, count]) => [name.slice('rule:'.length), Number(count)])
    return {
      generation,
      since: Number(since ?? 0),
      submitted: Number(found['submitted'] ?? 0),
      made: Number(found['made'] ?? 0),
      editions: Number(found['editions'] ?? 0),
      findings: Object.fromEntries(rules),
    }
  }

  #counts(generation: number): string {
    return `${this.#base}:counts:${generation}`
  }
}

/**
 * Shorten the path of an article to what the queue and the ledger know it by.
 *
 * @param path - Path.
 * @returns 128 bits of its SHA-256, in hexadecimal digits.
 */
export function articleId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32)
}
