import { testCorpus } from './corpus-editions.ts'

// Shares of one test, so that they run side by side.
testCorpus(3, 4)
