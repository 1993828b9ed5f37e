-- Figures that sitmon derived itself come one a day: whoever shows a period asks for no others.
ALTER TABLE statistic ADD COLUMN derived INTEGER NOT NULL DEFAULT 0 CHECK (derived IN (0, 1));

-- The maps of the sources by day. What they draw is in the bodies: `entry` finds a polygon by its id.

CREATE TABLE terrain (
    seq INTEGER PRIMARY KEY REFERENCES entry,
    source INTEGER NOT NULL REFERENCES source,
    valid_from INTEGER NOT NULL,
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX terrain_time ON terrain (source, valid_from);

CREATE TRIGGER terrain_no_update BEFORE UPDATE ON terrain
BEGIN SELECT RAISE(ABORT, 'terrain is append-only'); END;
CREATE TRIGGER terrain_no_delete BEFORE DELETE ON terrain
BEGIN SELECT RAISE(ABORT, 'terrain is append-only'); END;
