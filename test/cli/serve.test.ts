import { expect, test } from 'vitest'
import { folderWith, runCli } from './run-cli.ts'

test.each([
  [['--port', '65536'], '“65536” is no value for “--port”'],
  [['--port', '-1'], '“--port” needs a value'],
  [['--threads', '0'], 'whole number from 1 to 64'],
  [['--time-limit', '1.5'], '“1.5” is no value for “--time-limit”'],
  [['--max-body', '12'], 'from 1,024 to 268,435,456'],
  [['--host', '0.0.0.0'], 'no API key'],
  [['--key-file', 'none.txt'], 'none.txt can not be read'],
  [['--config', 'none.yaml'], 'There is no configuration file none.yaml'],
])('serve %j is refused before anything listens', async (argv, said) => {
  const outcome = await runCli(['serve', ...argv, '--lang', 'en'], {
    cwd: folderWith(),
  })
  expect(outcome.code).toBe(2)
  expect(outcome.stderr).toContain(said)
  expect(outcome.stdout).toBe('')
})
