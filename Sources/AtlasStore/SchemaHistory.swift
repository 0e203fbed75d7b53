/// The schema of the database and its history. The number stands in `user_version`, and in every seal, so that no row of
/// one schema is ever taken for a row of another.
///
/// Whatever the store holds can be made again. So there are no migrations: a database of an earlier schema is emptied
/// inside one transaction, one of a later schema is left alone.
///
/// History; each change of a table, of a seal or of what bytes mean takes the next number and a line here:
/// 1: results with their bodies, contexts, directories, pages, runs, meta.
enum Schema {
  static let current = 1

  /// "ATLS", in `application_id`: tells our database from everybody else's.
  static let applicationID = 0x41_54_4C_53

  /// Blobs of 16 bytes are digests, high byte first. `seal` is the low half of the digest over the row's other values:
  /// a row whose seal is not right counts as absent.
  static let tables = """
    -- One row for each key, narrow, so that all of them are read in one scan.
    CREATE TABLE result (
      id INTEGER PRIMARY KEY,        -- ascending, so that rows are appended
      key BLOB NOT NULL UNIQUE,      -- digest of everything the action read
      value BLOB NOT NULL            -- 40 bytes: output digest, digest of the body, seal (high byte first)
    );
    -- What a result holds, apart from what decides about hits.
    CREATE TABLE body (
      id INTEGER PRIMARY KEY,        -- of the result
      run INTEGER NOT NULL,          -- number of the run that made it
      cost INTEGER NOT NULL,         -- microseconds it took
      size INTEGER NOT NULL,         -- bytes of the body
      seal INTEGER NOT NULL,         -- over key, run, cost, size, manifest
      manifest BLOB NOT NULL,        -- what the key was made of
      content BLOB                   -- the body; NULL: it is in objects/, named by its digest
    );
    -- The readable part of keys, shared by many results.
    CREATE TABLE context (
      digest BLOB PRIMARY KEY,
      seal INTEGER NOT NULL,
      content BLOB NOT NULL
    ) WITHOUT ROWID;
    -- The file index: one row a folder.
    CREATE TABLE directory (
      path BLOB PRIMARY KEY,
      seal INTEGER NOT NULL,
      snapshot BLOB NOT NULL         -- what was in the folder, packed
    ) WITHOUT ROWID;
    -- What each page came to, now and before it last changed.
    CREATE TABLE page (
      path BLOB PRIMARY KEY,
      changed INTEGER NOT NULL,      -- number of the run that last changed the record
      seal INTEGER NOT NULL,
      current BLOB NOT NULL,
      previous BLOB                  -- NULL: the page is new since `changed`
    ) WITHOUT ROWID;
    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      started INTEGER NOT NULL,      -- seconds since 1970; only shown
      version TEXT NOT NULL,         -- of the program
      fingerprint BLOB NOT NULL,     -- digest of all that the run depended on
      seal INTEGER NOT NULL,
      summary BLOB NOT NULL
    );
    -- Small state by name.
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      seal INTEGER NOT NULL,
      value BLOB NOT NULL
    ) WITHOUT ROWID;
    """

  static let tableNames = ["result", "body", "context", "directory", "page", "run", "meta"]
}
