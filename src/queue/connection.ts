import { Redis } from 'ioredis'
import { UserError } from '../model/index.ts'

/** Milliseconds to wait for a first answer. */
const patience = 5000

/**
 * Connect to Redis or Valkey.
 *
 * Once connected, it connects again by itself however long the server is away,
 * and what was asked meanwhile waits: that is what BullMQ's workers need.
 *
 * @param address - `redis://` or `rediss://`, with user, password and database.
 * @returns Connection that has answered once.
 * @throws UserError when the address is none, or nothing answers there.
 */
export async function openRedis(address: string): Promise<Redis> {
  if (!/^rediss?:\/\//.test(address) || !URL.canParse(address)) {
    throw new UserError('That is no address of a queue.', {
      hint: 'Write it as redis://HOST:6379.',
      wording: { key: 'queue-address', values: {} },
    })
  }
  const redis = new Redis(address, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: patience,
    // A connection that is cut without a word is found out.
    keepAlive: 5000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), 2000),
  })
  // It says so at every attempt; who waits for an answer is told once.
  redis.on('error', () => undefined)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('no answer')), patience)
  })
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), late])
  } catch (cause) {
    redis.disconnect()
    const { host } = new URL(address)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UserError(`No queue answers at ${host}: ${reason}`, {
      hint: 'Start Redis or Valkey there, or give another address with --queue.',
      cause,
      wording: { key: 'queue-unreachable', values: { host, reason } },
    })
  } finally {
    clearTimeout(timer)
  }
  return redis
}
