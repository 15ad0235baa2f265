CREATE TABLE tabaqa_meta (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE tabaqa_layers (
    id TEXT PRIMARY KEY NOT NULL,
    definition TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    changed TEXT
) WITHOUT ROWID;

CREATE TABLE tabaqa_audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    layer TEXT NOT NULL,
    feature TEXT,
    revision INTEGER NOT NULL,
    inserted INTEGER,
    updated INTEGER,
    source TEXT,
    source_hash TEXT
);

CREATE INDEX tabaqa_audit_source ON tabaqa_audit (layer, source_hash) WHERE source_hash IS NOT NULL;

CREATE TABLE tabaqa_history (
    layer TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    ended_by INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    properties TEXT NOT NULL,
    geometry BLOB,
    flags INTEGER NOT NULL,
    PRIMARY KEY (layer, id, ended_by)
) WITHOUT ROWID;

CREATE TABLE tabaqa_deletions (
    layer TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (layer, revision, id)
) WITHOUT ROWID;

INSERT INTO tabaqa_meta (key, value) VALUES ('schema_version', '1');
