/** Version of the layout below and of `grams.ts`: other files are thrown away. */
export const schemaVersion = 2

/** What marks a SQLite file as a memory: `YWTM`. */
export const applicationId = 0x5957544d

/**
 * Tables of a memory.
 *
 * `entry` has what was translated; `pair` is a number for its two locales. `gram` is
 * its full text: the grams of each sentence (`grams.ts`) as words. It keeps no text,
 * no places of words and no lengths; `full-text.ts` says what its row ids are.
 */
export const layout = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
INSERT INTO meta VALUES ('version', 0), ('next', 1), ('generation', abs(random() % 1000000007));
CREATE TABLE file (
  id INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp TEXT, done INTEGER,
  complete INTEGER
);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, pair INTEGER, hash INTEGER, file INTEGER,
  source TEXT, sc TEXT, target TEXT, tc TEXT, state INTEGER,
  previous TEXT, next TEXT, usage INTEGER, detail TEXT, sum INTEGER
);
CREATE INDEX entry_hash ON entry (hash);
CREATE INDEX entry_file ON entry (file);
CREATE TABLE also (entry INTEGER, file INTEGER, PRIMARY KEY (entry, file))
  WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5 (
  grams, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`
