/** Namespaces of XLIFF 2.0 to 2.2. */
export const xliffNamespaces = {
  core: 'urn:oasis:names:tc:xliff:document:2.0',
  glossary: 'urn:oasis:names:tc:xliff:glossary:2.0',
} as const

/** `type` of a unit that is a concept of a glossary. */
export const conceptType = 'yiwen:concept'
