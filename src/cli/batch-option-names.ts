/** Options that name a batch. */
export const batchOptions = ['queue', 'batch-name'] as const

/** Options that say what a batch is made of. */
export const submitOptions = [
  'source',
  'batch-output',
  'list',
  'edition',
  'resume',
  'attempts',
  'ahead',
  'config',
] as const

/** Options that say how a worker works. */
export const workOptions = [
  'batch-threads',
  'rate',
  'time-limit',
  'lost-after',
  'metrics',
] as const
