-- Set to the revision at hand while a verb of ours writes: the layer's triggers then leave the book-keeping to it.
ALTER TABLE tabaqa_layers ADD COLUMN writing INTEGER;

ALTER TABLE tabaqa_audit ADD COLUMN state TEXT;
ALTER TABLE tabaqa_audit ADD COLUMN reason TEXT;
ALTER TABLE tabaqa_audit ADD COLUMN detail TEXT;

CREATE INDEX tabaqa_audit_feature ON tabaqa_audit (layer, feature, revision);

CREATE INDEX tabaqa_deletions_id ON tabaqa_deletions (layer, id);

CREATE TABLE tabaqa_submissions (
    seq INTEGER PRIMARY KEY,
    layer TEXT NOT NULL,
    instance TEXT NOT NULL,
    feature TEXT NOT NULL,
    deprecated TEXT,
    superseded_by TEXT,
    kind TEXT NOT NULL,
    form_version TEXT,
    hash TEXT NOT NULL,
    sender TEXT NOT NULL,
    device TEXT,
    client_device TEXT,
    received INTEGER NOT NULL,
    revision INTEGER,
    body BLOB NOT NULL
);

CREATE UNIQUE INDEX tabaqa_submissions_instance ON tabaqa_submissions (layer, instance);

-- A first submission has the observation's own id.
CREATE INDEX tabaqa_submissions_edits ON tabaqa_submissions (layer, feature) WHERE feature <> instance;

CREATE TABLE tabaqa_observations (
    layer TEXT NOT NULL,
    feature TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    assignee TEXT,
    sender TEXT NOT NULL,
    device TEXT,
    received INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    -- Of the row, as the field and its reviewers left it; another one there means that others changed it.
    revision INTEGER NOT NULL,
    waiting TEXT,
    PRIMARY KEY (layer, feature)
) WITHOUT ROWID;

CREATE INDEX tabaqa_observations_state ON tabaqa_observations (layer, state, received, feature);

CREATE INDEX tabaqa_observations_received ON tabaqa_observations (layer, received, feature);

CREATE INDEX tabaqa_observations_device ON tabaqa_observations (layer, device, received, feature) WHERE device IS NOT NULL;

CREATE INDEX tabaqa_observations_waiting ON tabaqa_observations (layer, received, feature) WHERE waiting IS NOT NULL;

CREATE TABLE tabaqa_waiting (
    layer TEXT NOT NULL,
    feature TEXT NOT NULL,
    instance TEXT NOT NULL,
    revision INTEGER NOT NULL,
    properties TEXT NOT NULL,
    geometry BLOB,
    flags INTEGER NOT NULL,
    PRIMARY KEY (layer, feature)
) WITHOUT ROWID;

CREATE TABLE tabaqa_attachments (
    seq INTEGER PRIMARY KEY,
    layer TEXT NOT NULL,
    feature TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The submission that names or brought it; empty for one put in place by itself.
    instance TEXT NOT NULL,
    property TEXT,
    expected INTEGER NOT NULL,
    -- Whether the observation has it now, rather than an earlier or a waiting version of it.
    live INTEGER NOT NULL,
    -- Whether the content is the one an earlier version had under the name.
    carried INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT,
    size INTEGER,
    media_type TEXT,
    received INTEGER,
    device TEXT
);

CREATE UNIQUE INDEX tabaqa_attachments_live ON tabaqa_attachments (layer, feature, name) WHERE live = 1;

CREATE INDEX tabaqa_attachments_past ON tabaqa_attachments (layer, feature, name) WHERE live = 0;

CREATE INDEX tabaqa_attachments_missing ON tabaqa_attachments (layer, feature) WHERE live = 1 AND expected = 1 AND sha256 IS NULL;

CREATE INDEX tabaqa_attachments_content ON tabaqa_attachments (sha256) WHERE sha256 IS NOT NULL;

CREATE INDEX tabaqa_attachments_device ON tabaqa_attachments (device, size) WHERE carried = 0 AND sha256 IS NOT NULL;

CREATE TABLE tabaqa_forms (
    layer TEXT NOT NULL,
    version TEXT NOT NULL,
    xml BLOB NOT NULL,
    PRIMARY KEY (layer, version)
);

CREATE TABLE tabaqa_devices (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    layers TEXT,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    revoked INTEGER,
    last_used INTEGER,
    quota INTEGER NOT NULL,
    token_hash TEXT UNIQUE,
    code_hash TEXT UNIQUE,
    code_until INTEGER
);

CREATE TABLE tabaqa_uploads (
    id TEXT PRIMARY KEY NOT NULL,
    layer TEXT NOT NULL,
    feature TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT,
    length INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    sender TEXT NOT NULL,
    device TEXT,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    metadata TEXT
) WITHOUT ROWID;

CREATE INDEX tabaqa_uploads_expires ON tabaqa_uploads (expires);

CREATE INDEX tabaqa_uploads_device ON tabaqa_uploads (device) WHERE device IS NOT NULL;

UPDATE tabaqa_meta SET value = '2' WHERE key = 'schema_version';
