import {
  chooseLanguage,
  createTranslator,
  type Translate,
  wordError,
} from '../messages/index.ts'
import { exitCodes, locales, UserError } from '../model/index.ts'
import { findCommand, printGroup, unknownCommand } from './commands/help.ts'
import { commands } from './commands/index.ts'
import { type Colors, type Context, colorsFor, print } from './context.ts'
import { explainBug } from './explain-bug.ts'
import { printCommandHelp, printHelp } from './help.ts'
import type { Io } from './io.ts'
import {
  type CommandLine,
  checkGiven,
  checkOptions,
  hasFlag,
  invalidValue,
  languageFlag,
  readCommandLine,
} from './parse-arguments.ts'
import { readVersion } from './version.ts'
import { unwritable } from './write-file.ts'

/**
 * Run a command line.
 *
 * It never throws: what goes wrong is said on standard error.
 *
 * @param argv - Arguments, without the program.
 * @param io - Streams, environment, folder.
 * @returns Exit code: one of {@link exitCodes}.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const line = readCommandLine(argv)
  // Colours have to hold for what is said of a wrong command line, too.
  const wishes = {
    color: hasFlag(line, 'color'),
    'no-color': hasFlag(line, 'no-color'),
  }
  const err = colorsFor(io.stderr, io.env, wishes)
  let t = createTranslator(chooseLanguage({ env: io.env }))
  try {
    t = translatorFor(line, t)
    const out = colorsFor(io.stdout, io.env, wishes)
    return await runCommand(line, { io, t, out, err })
  } catch (error) {
    return explainFailure(error, io, t, err)
  }
}

function translatorFor(line: CommandLine, t: Translate): Translate {
  const flag = languageFlag(line)
  if (flag === undefined) return t
  try {
    return createTranslator(chooseLanguage({ flag }))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw invalidValue('--lang', flag, locales, t)
  }
}

async function runCommand(
  line: CommandLine,
  context: Context,
): Promise<number> {
  const { t } = context
  const { words } = line
  const command = findCommand(words, commands)
  if (!command) {
    if (hasFlag(line, 'help') && printGroup(context, words, commands)) {
      return exitCodes.ok
    }
    if (words.length > 0) throw unknownCommand(words, commands, t)
    const values = checkOptions(line, [], 'yiwen help', t)
    if (values.version) print(context, readVersion())
    else printHelp(context, commands)
    return exitCodes.ok
  }
  if (hasFlag(line, 'help')) {
    printCommandHelp(context, command)
    return exitCodes.ok
  }
  if (hasFlag(line, 'version')) {
    print(context, readVersion())
    return exitCodes.ok
  }
  return command.run(context, checkGiven(line, command, t))
}

function explainFailure(
  error: unknown,
  { stderr }: Io,
  t: Translate,
  colors: Colors,
): number {
  const known = error instanceof UserError ? error : environmentError(error, t)
  if (known) {
    const { message, hint } = wordError(known, t)
    stderr.write(`${colors.red(t('cli:frame.error', { message }))}\n`)
    if (hint) stderr.write(`${t('cli:frame.hint', { message: hint })}\n`)
    return exitCodes.misuse
  }
  explainBug(error, stderr, t, colors)
  return exitCodes.bug
}

/** What the system refused is nobody's bug: no space, no permission. */
function environmentError(error: unknown, t: Translate): UserError | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) return undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return unwritable(path ?? '', error, t)
  }
  const reason = `${code} (${syscall})`
  return new UserError(t('cli:misuse.system', { path: path ?? '', reason }), {
    hint: t('cli:hint.checkPermission'),
    cause: error,
  })
}
