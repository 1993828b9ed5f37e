-- The store of one situation. Times are microseconds since 1970-01-01 UTC.
-- `entry` is the log and the truth; the other tables say the same again in a form that can be searched.

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY CHECK (seq BETWEEN 1 AND 1073741823),
    recorded_at INTEGER NOT NULL,
    author TEXT NOT NULL,
    act TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    seal BLOB NOT NULL CHECK (length(seal) = 32),
    body TEXT NOT NULL
) STRICT;
CREATE INDEX entry_record ON entry (kind, id);
-- Only claims are retracted. Asked for every reading and figure that a claim stands behind.
CREATE INDEX entry_retraction ON entry (id) WHERE act = 'retract';

-- A version is the newest one known at entry H when it has no row here with by_seq <= H.
CREATE TABLE superseded (
    seq INTEGER PRIMARY KEY REFERENCES entry,
    by_seq INTEGER NOT NULL REFERENCES entry
) STRICT;

-- One row for each append: what the log came to with it.
CREATE TABLE batch (
    last_entry INTEGER PRIMARY KEY REFERENCES entry,
    recorded_at INTEGER NOT NULL,
    newest_claim INTEGER NOT NULL,
    newest_said INTEGER,
    totals TEXT NOT NULL
) STRICT;
CREATE INDEX batch_recorded ON batch (recorded_at);

CREATE TABLE party (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first INTEGER NOT NULL REFERENCES entry
) STRICT;

CREATE TABLE source (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first INTEGER NOT NULL REFERENCES entry
) STRICT;

CREATE TABLE place (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first INTEGER NOT NULL REFERENCES entry
) STRICT;

-- What one source says over time of one part of one place.
CREATE TABLE lane (
    num INTEGER PRIMARY KEY,
    place INTEGER NOT NULL REFERENCES place,
    source INTEGER NOT NULL REFERENCES source,
    extent TEXT NOT NULL,
    part TEXT NOT NULL,
    UNIQUE (place, source, extent, part)
) STRICT;

CREATE TABLE reading (
    seq INTEGER PRIMARY KEY REFERENCES entry,
    lane INTEGER NOT NULL REFERENCES lane,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    said_at INTEGER NOT NULL,
    claim TEXT
) STRICT;
CREATE INDEX reading_time ON reading (lane, valid_from, said_at);

CREATE TABLE coverage (
    seq INTEGER PRIMARY KEY REFERENCES entry,
    source INTEGER NOT NULL REFERENCES source,
    valid_from INTEGER NOT NULL,
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX coverage_time ON coverage (source, valid_from);

CREATE TABLE statistic (
    seq INTEGER PRIMARY KEY REFERENCES entry,
    place INTEGER NOT NULL REFERENCES place,
    source INTEGER NOT NULL REFERENCES source,
    metric TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    said_at INTEGER NOT NULL,
    claim TEXT
) STRICT;
CREATE INDEX statistic_time ON statistic (place, metric, as_of);

-- num = said second << 30 | seq: walking it backwards is "newest said first", also in the text index.
CREATE TABLE claim (
    num INTEGER PRIMARY KEY CHECK (num & 1073741823 = seq),
    seq INTEGER NOT NULL REFERENCES entry,
    first INTEGER NOT NULL REFERENCES entry,
    source INTEGER NOT NULL REFERENCES source,
    said_at INTEGER NOT NULL,
    valid_to INTEGER,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX claim_entry ON claim (seq);
CREATE INDEX claim_end ON claim (valid_to) WHERE valid_to IS NOT NULL;

CREATE TABLE claim_place (
    claim INTEGER NOT NULL REFERENCES claim,
    place INTEGER NOT NULL REFERENCES place,
    PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_place_time ON claim_place (place, claim);

-- rowid = claim.num. `tags` holds p<place.num>, s<source.num>, k<kind>, v<verification> and
-- c<credibility>, so that a facet is part of the match and never a filter over everything the words
-- have found.
CREATE VIRTUAL TABLE claim_text USING fts5 (
    text, original, tags,
    content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE link (
    seq INTEGER PRIMARY KEY REFERENCES entry,
    subject TEXT NOT NULL,
    object TEXT NOT NULL
) STRICT;
CREATE INDEX link_subject ON link (subject);
CREATE INDEX link_object ON link (object);

-- What analysts wrote about claims: assessments and notes.
CREATE TABLE remark (
    claim TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (claim, seq)
) STRICT, WITHOUT ROWID;

-- An entry can only be added behind the last one: INSERT OR REPLACE would pass the triggers below.
CREATE TRIGGER entry_grows BEFORE INSERT ON entry WHEN NEW.seq <= (SELECT max(seq) FROM entry)
BEGIN SELECT RAISE(ABORT, 'the log only grows at its end'); END;

CREATE TRIGGER migration_no_update BEFORE UPDATE ON migration
BEGIN SELECT RAISE(ABORT, 'migration is append-only'); END;
CREATE TRIGGER migration_no_delete BEFORE DELETE ON migration
BEGIN SELECT RAISE(ABORT, 'migration is append-only'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER superseded_no_update BEFORE UPDATE ON superseded
BEGIN SELECT RAISE(ABORT, 'superseded is append-only'); END;
CREATE TRIGGER superseded_no_delete BEFORE DELETE ON superseded
BEGIN SELECT RAISE(ABORT, 'superseded is append-only'); END;
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END;
CREATE TRIGGER party_no_update BEFORE UPDATE ON party
BEGIN SELECT RAISE(ABORT, 'party is append-only'); END;
CREATE TRIGGER party_no_delete BEFORE DELETE ON party
BEGIN SELECT RAISE(ABORT, 'party is append-only'); END;
CREATE TRIGGER source_no_update BEFORE UPDATE ON source
BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source
BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
CREATE TRIGGER place_no_update BEFORE UPDATE ON place
BEGIN SELECT RAISE(ABORT, 'place is append-only'); END;
CREATE TRIGGER place_no_delete BEFORE DELETE ON place
BEGIN SELECT RAISE(ABORT, 'place is append-only'); END;
CREATE TRIGGER lane_no_update BEFORE UPDATE ON lane
BEGIN SELECT RAISE(ABORT, 'lane is append-only'); END;
CREATE TRIGGER lane_no_delete BEFORE DELETE ON lane
BEGIN SELECT RAISE(ABORT, 'lane is append-only'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'reading is append-only'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'reading is append-only'); END;
CREATE TRIGGER coverage_no_update BEFORE UPDATE ON coverage
BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER coverage_no_delete BEFORE DELETE ON coverage
BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER statistic_no_update BEFORE UPDATE ON statistic
BEGIN SELECT RAISE(ABORT, 'statistic is append-only'); END;
CREATE TRIGGER statistic_no_delete BEFORE DELETE ON statistic
BEGIN SELECT RAISE(ABORT, 'statistic is append-only'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim
BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_place_no_update BEFORE UPDATE ON claim_place
BEGIN SELECT RAISE(ABORT, 'claim_place is append-only'); END;
CREATE TRIGGER claim_place_no_delete BEFORE DELETE ON claim_place
BEGIN SELECT RAISE(ABORT, 'claim_place is append-only'); END;
CREATE TRIGGER link_no_update BEFORE UPDATE ON link
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;
CREATE TRIGGER link_no_delete BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'link is append-only'); END;
CREATE TRIGGER remark_no_update BEFORE UPDATE ON remark
BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;
CREATE TRIGGER remark_no_delete BEFORE DELETE ON remark
BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;
