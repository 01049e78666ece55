/**
 * Labels of sites: what the settings of a generator say to readers.
 *
 * Takes the texts of settings, which are never run, and gives files of labels in the
 * sources' locale. It does not localize them.
 *
 * @module
 */
export {
  addMessages,
  type DocusaurusSite,
  docusaurusLabels,
} from './docusaurus.ts'
export {
  type ModuleFiles,
  readModule,
  type StaticReading,
  unread,
} from './static-module.ts'
export type { LabelFile, Labels } from './values.ts'
export { vitepressLabels } from './vitepress.ts'
