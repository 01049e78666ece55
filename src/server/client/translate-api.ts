import type {
  SegmentAddress,
  SegmentDecision,
  SegmentSaved,
  TranslateFinding,
  TranslateList,
  TranslateMatches,
  TranslateView,
} from '../translate-protocol.ts'
import { ask } from './api.ts'

const query = (path: string, locale: string): string =>
  String(new URLSearchParams({ path, locale }))

/** What the server can be asked about translations. */
export const translateApi = {
  articles: (): Promise<TranslateList> => ask('api/translate/articles'),
  view: (path: string, locale: string): Promise<TranslateView> =>
    ask(`api/translate/article?${query(path, locale)}`),
  version: (path: string, locale: string): Promise<{ version: string }> =>
    ask(`api/translate/version?${query(path, locale)}`),
  matches: (address: SegmentAddress): Promise<TranslateMatches> =>
    ask('api/translate/matches', address),
  check: (
    address: SegmentAddress,
    text: string,
  ): Promise<{ findings: readonly TranslateFinding[] }> =>
    ask('api/translate/check', { ...address, text }),
  save: (decision: SegmentDecision): Promise<SegmentSaved> =>
    ask('api/translate/save', decision),
  undo: (action: number): Promise<SegmentSaved & { address: SegmentAddress }> =>
    ask('api/translate/undo', { action }),
}
