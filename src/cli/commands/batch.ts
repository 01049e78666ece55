import {
  batchOptions,
  submitOptions,
  workOptions,
} from '../batch-option-names.ts'
import type { Command } from '../command.ts'

/** `yiwen batch`: submit articles, work on them, and wait until all are made. */
export const batch: Command = {
  words: ['batch'],
  key: 'batch',
  argument: { value: 'file', about: 'cli:argument.batchPaths', multiple: true },
  options: [...batchOptions, ...submitOptions, ...workOptions, 'json'],
  examples: [
    {
      line: 'yiwen batch --queue redis://localhost:6379 --output editions',
      about: 'cli:command.batch.example.folder',
    },
    {
      line: 'yiwen batch --queue redis://localhost:6379 --source s3://archive/2025 --output s3://editions --name archive',
      about: 'cli:command.batch.example.bucket',
    },
  ],
  async run(context, given) {
    const { runBatch } = await import('../batch-run.ts')
    return runBatch(context, given)
  },
}

/** `yiwen batch submit`: put articles into the queue. */
export const batchSubmit: Command = {
  words: ['batch', 'submit'],
  key: 'batchSubmit',
  argument: { value: 'file', about: 'cli:argument.batchPaths', multiple: true },
  options: [...batchOptions, ...submitOptions, 'json'],
  examples: [
    {
      line: 'yiwen batch submit --queue redis://queue:6379 --source s3://archive --output s3://editions',
      about: 'cli:command.batchSubmit.example.bucket',
    },
    {
      line: 'cat articles.list | yiwen batch submit --list - --output http://storage/editions',
      about: 'cli:command.batchSubmit.example.list',
    },
  ],
  async run(context, given) {
    const { runBatchSubmit } = await import('../batch-run.ts')
    return runBatchSubmit(context, given)
  },
}

/** `yiwen batch work`: make editions of what is in the queue. */
export const batchWork: Command = {
  words: ['batch', 'work'],
  key: 'batchWork',
  options: [...batchOptions, ...workOptions, 'until-done', 'json'],
  examples: [
    {
      line: 'yiwen batch work --queue redis://queue:6379',
      about: 'cli:command.batchWork.example.plain',
    },
    {
      line: 'yiwen batch work --threads 8 --rate 200 --until-done',
      about: 'cli:command.batchWork.example.bounds',
    },
    {
      line: 'yiwen batch work --queue redis://queue:6379 --metrics 9464',
      about: 'cli:command.batchWork.example.metrics',
    },
  ],
  async run(context, given) {
    const { runBatchWork } = await import('../batch-run.ts')
    return runBatchWork(context, given)
  },
}

/** `yiwen batch status`: how far it is. */
export const batchStatus: Command = {
  words: ['batch', 'status'],
  key: 'batchStatus',
  options: [...batchOptions, 'json'],
  examples: [
    {
      line: 'yiwen batch status --queue redis://queue:6379',
      about: 'cli:command.batchStatus.example.plain',
    },
  ],
  async run(context, given) {
    const { runBatchStatus } = await import('../batch-run.ts')
    return runBatchStatus(context, given)
  },
}

/** `yiwen batch failed`: articles that were given up. */
export const batchFailed: Command = {
  words: ['batch', 'failed'],
  key: 'batchFailed',
  options: [...batchOptions, 'limit', 'json'],
  examples: [
    {
      line: 'yiwen batch failed --queue redis://queue:6379',
      about: 'cli:command.batchFailed.example.plain',
    },
  ],
  async run(context, given) {
    const { runBatchFailed } = await import('../batch-run.ts')
    return runBatchFailed(context, given)
  },
}

/** `yiwen batch retry`: try them again. */
export const batchRetry: Command = {
  words: ['batch', 'retry'],
  key: 'batchRetry',
  argument: {
    value: 'text',
    about: 'cli:argument.failedPaths',
    multiple: true,
  },
  options: [...batchOptions, 'json'],
  examples: [
    {
      line: 'yiwen batch retry --queue redis://queue:6379',
      about: 'cli:command.batchRetry.example.all',
    },
  ],
  async run(context, given) {
    const { runBatchRetry } = await import('../batch-run.ts')
    return runBatchRetry(context, given)
  },
}
