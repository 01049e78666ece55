import {
  batchOptions,
  submitOptions,
  workOptions,
} from '../batch-option-names.ts'
import type { Command } from '../command.ts'

/** Commands that serve others, and of the settings. Each is loaded when it runs. */
export const serviceCommands: readonly Command[] = [
  {
    words: ['serve'],
    key: 'serve',
    options: [
      'host',
      'listen-port',
      'key-file',
      'threads',
      'max-body',
      'time-limit',
      'config',
    ],
    examples: [
      { line: 'yiwen serve', about: 'cli:command.serve.example.local' },
      {
        line: 'yiwen serve --host 0.0.0.0 --key-file /run/secrets/yiwen-keys',
        about: 'cli:command.serve.example.keys',
      },
      {
        line: 'yiwen serve --port 9000 --threads 4 --max-body 1048576',
        about: 'cli:command.serve.example.bounds',
      },
    ],
    run: async (...given) => (await import('./serve.ts')).serve(...given),
  },
  {
    words: ['batch', 'submit'],
    key: 'batchSubmit',
    argument: {
      value: 'file',
      about: 'cli:argument.batchPaths',
      multiple: true,
    },
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
    run: async (...given) =>
      (await import('../batch-run.ts')).runBatchSubmit(...given),
  },
  {
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
    run: async (...given) =>
      (await import('../batch-run.ts')).runBatchWork(...given),
  },
  {
    words: ['batch', 'status'],
    key: 'batchStatus',
    options: [...batchOptions, 'json'],
    examples: [
      {
        line: 'yiwen batch status --queue redis://queue:6379',
        about: 'cli:command.batchStatus.example.plain',
      },
    ],
    run: async (...given) =>
      (await import('../batch-run.ts')).runBatchStatus(...given),
  },
  {
    words: ['batch', 'failed'],
    key: 'batchFailed',
    options: [...batchOptions, 'limit', 'json'],
    examples: [
      {
        line: 'yiwen batch failed --queue redis://queue:6379',
        about: 'cli:command.batchFailed.example.plain',
      },
    ],
    run: async (...given) =>
      (await import('../batch-run.ts')).runBatchFailed(...given),
  },
  {
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
    run: async (...given) =>
      (await import('../batch-run.ts')).runBatchRetry(...given),
  },
  // The one without a second word is looked at last.
  {
    words: ['batch'],
    key: 'batch',
    argument: {
      value: 'file',
      about: 'cli:argument.batchPaths',
      multiple: true,
    },
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
    run: async (...given) =>
      (await import('../batch-run.ts')).runBatch(...given),
  },
  {
    words: ['config'],
    key: 'config',
    argument: { value: 'file', about: 'cli:argument.article' },
    options: ['json', 'config'],
    examples: [
      { line: 'yiwen config', about: 'cli:command.config.example.project' },
      {
        line: 'yiwen config articles/2026-01-08-zhipu-ipo.md',
        about: 'cli:command.config.example.file',
      },
    ],
    run: async (...given) => (await import('./config.ts')).config(...given),
  },
]
