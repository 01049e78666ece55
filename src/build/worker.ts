/**
 * The thread that makes articles of a build.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { workerData } from 'piscina'
import { UserError } from '../model/index.ts'
import {
  createArticleMaker,
  type DraftedArticle,
  type KeptUserError,
  keepUserError,
  type MakeSetup,
  type MakeTask,
  makeAndDraft,
} from './make-article.ts'

/** What a thread gives back: the article, or why the disk does not allow it. */
export type ThreadResult = { made: DraftedArticle } | { refused: KeptUserError }

const setup = workerData as MakeSetup
const make = createArticleMaker(setup)

/**
 * Make an article.
 *
 * @param task - Article.
 * @returns What came of it.
 */
export async function run(task: MakeTask): Promise<ThreadResult> {
  try {
    return { made: await makeAndDraft(make, task, setup.folder) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { refused: keepUserError(error) }
  }
}
