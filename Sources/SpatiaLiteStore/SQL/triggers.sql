CREATE TRIGGER $INSERT AFTER INSERT ON $TABLE
WHEN (SELECT writing FROM tabaqa_layers WHERE id = $LAYER) IS NULL BEGIN
UPDATE tabaqa_layers SET revision = revision + 1, writing = revision + 1, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = $LAYER;
UPDATE $TABLE SET _revision = (SELECT revision FROM tabaqa_layers WHERE id = $LAYER) WHERE fid = NEW.fid;
INSERT INTO tabaqa_audit (at, actor, action, layer, feature, revision)
SELECT changed, 'file', 'insert', id, NEW.id, revision FROM tabaqa_layers WHERE id = $LAYER;
UPDATE tabaqa_layers SET writing = NULL WHERE id = $LAYER;
END;

CREATE TRIGGER $UPDATE AFTER UPDATE ON $TABLE
WHEN (SELECT writing FROM tabaqa_layers WHERE id = $LAYER) IS NULL BEGIN
UPDATE tabaqa_layers SET revision = revision + 1, writing = revision + 1, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = $LAYER;
INSERT OR IGNORE INTO tabaqa_history (layer, id, revision, ended_by, at, actor, action, properties, geometry, flags)
SELECT id, OLD.id, OLD._revision, revision, changed, 'file', CASE WHEN OLD.id IS NEW.id THEN 'replace' ELSE 'delete' END,
$PROPERTIES, $GEOMETRY, OLD._flags FROM tabaqa_layers WHERE id = $LAYER;
INSERT INTO tabaqa_audit (at, actor, action, layer, feature, revision)
SELECT changed, 'file', 'delete', id, OLD.id, revision FROM tabaqa_layers WHERE id = $LAYER AND OLD.id IS NOT NEW.id;
INSERT INTO tabaqa_audit (at, actor, action, layer, feature, revision)
SELECT changed, 'file', CASE WHEN OLD.id IS NEW.id THEN 'replace' ELSE 'insert' END, id, NEW.id, revision
FROM tabaqa_layers WHERE id = $LAYER;
INSERT OR IGNORE INTO tabaqa_deletions (layer, revision, id)
SELECT id, revision, OLD.id FROM tabaqa_layers WHERE id = $LAYER AND OLD.id IS NOT NEW.id;
DELETE FROM tabaqa_observations WHERE layer = $LAYER AND feature = OLD.id AND OLD.id IS NOT NEW.id;
DELETE FROM tabaqa_waiting WHERE layer = $LAYER AND feature = OLD.id AND OLD.id IS NOT NEW.id;
UPDATE tabaqa_attachments SET live = 0 WHERE layer = $LAYER AND feature = OLD.id AND live = 1 AND OLD.id IS NOT NEW.id;
UPDATE $TABLE SET _revision = (SELECT revision FROM tabaqa_layers WHERE id = $LAYER) WHERE fid = NEW.fid;
UPDATE tabaqa_layers SET writing = NULL WHERE id = $LAYER;
END;

CREATE TRIGGER $DELETE AFTER DELETE ON $TABLE
WHEN (SELECT writing FROM tabaqa_layers WHERE id = $LAYER) IS NULL BEGIN
UPDATE tabaqa_layers SET revision = revision + 1, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = $LAYER;
INSERT OR IGNORE INTO tabaqa_history (layer, id, revision, ended_by, at, actor, action, properties, geometry, flags)
SELECT id, OLD.id, OLD._revision, revision, changed, 'file', 'delete', $PROPERTIES, $GEOMETRY, OLD._flags
FROM tabaqa_layers WHERE id = $LAYER;
INSERT INTO tabaqa_audit (at, actor, action, layer, feature, revision)
SELECT changed, 'file', 'delete', id, OLD.id, revision FROM tabaqa_layers WHERE id = $LAYER;
INSERT OR IGNORE INTO tabaqa_deletions (layer, revision, id)
SELECT id, revision, OLD.id FROM tabaqa_layers WHERE id = $LAYER;
DELETE FROM tabaqa_observations WHERE layer = $LAYER AND feature = OLD.id;
DELETE FROM tabaqa_waiting WHERE layer = $LAYER AND feature = OLD.id;
UPDATE tabaqa_attachments SET live = 0 WHERE layer = $LAYER AND feature = OLD.id AND live = 1;
END;

CREATE TRIGGER $RENUMBER BEFORE UPDATE OF fid ON $TABLE WHEN NEW.fid IS NOT OLD.fid BEGIN
SELECT RAISE(ABORT, 'the fid of a stored row does not change');
END;
