CREATE TRIGGER $INSERT AFTER INSERT ON $TABLE BEGIN
UPDATE tabaqa_layers SET revision = revision + 1, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = $LAYER;
UPDATE $TABLE SET _revision = (SELECT revision FROM tabaqa_layers WHERE id = $LAYER) WHERE fid = NEW.fid;
END;

CREATE TRIGGER $UPDATE AFTER UPDATE ON $TABLE
WHEN NEW._revision IS OLD._revision
OR NEW._revision IS NOT (SELECT revision FROM tabaqa_layers WHERE id = $LAYER) BEGIN
UPDATE tabaqa_layers SET revision = revision + 1, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = $LAYER;
INSERT OR IGNORE INTO tabaqa_deletions (layer, revision, id)
SELECT id, revision, OLD.id FROM tabaqa_layers WHERE id = $LAYER AND OLD.id IS NOT NEW.id;
UPDATE $TABLE SET _revision = (SELECT revision FROM tabaqa_layers WHERE id = $LAYER) WHERE fid = NEW.fid;
END;

CREATE TRIGGER $DELETE AFTER DELETE ON $TABLE BEGIN
UPDATE tabaqa_layers SET revision = revision + 1, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = $LAYER;
INSERT OR IGNORE INTO tabaqa_deletions (layer, revision, id)
SELECT id, revision, OLD.id FROM tabaqa_layers WHERE id = $LAYER;
END;

CREATE TRIGGER $RENUMBER BEFORE UPDATE OF fid ON $TABLE WHEN NEW.fid IS NOT OLD.fid BEGIN
SELECT RAISE(ABORT, 'the fid of a stored row does not change');
END;
