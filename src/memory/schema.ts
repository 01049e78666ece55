/** Version of the layout below and of `grams.ts`: other files are thrown away. */
export const schemaVersion = 1

/** What marks a SQLite file as a memory: `YWTM`. */
export const applicationId = 0x5957544d

/**
 * Tables of a memory.
 *
 * `entry` has what was translated; `pair` is a number for its two locales. `posting`
 * has the lists of `grams.ts`: which entries of a `chunk`, a range of ids, share a
 * gram. Entries after the last chunk are compared one by one.
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
CREATE TABLE chunk (
  id INTEGER PRIMARY KEY, first INTEGER, last INTEGER, gone INTEGER, sizes BLOB
);
CREATE TABLE posting (id INTEGER PRIMARY KEY, n INTEGER, docs BLOB);
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`
