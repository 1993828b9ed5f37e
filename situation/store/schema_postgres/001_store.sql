-- The store of one situation, in a schema of its own. Times are microseconds since 1970-01-01 UTC.
-- `entry` is the log and the truth; the other tables say the same again in a form that can be searched.
-- Texts that anything is ordered by have the collation "C", so that every backend answers in one order.

-- No month is there from the beginning: `log_month` makes one when its first entry comes.
CREATE TABLE entry (
    seq bigint NOT NULL CHECK (seq BETWEEN 1 AND 1073741823),
    recorded_at bigint NOT NULL,
    author text NOT NULL,
    act text NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    seal bytea NOT NULL CHECK (octet_length(seal) = 32),
    body text NOT NULL,
    PRIMARY KEY (seq, recorded_at)
) PARTITION BY RANGE (recorded_at);

-- Where in the log the versions of a record are: an index over all months, which PostgreSQL has none of.
CREATE TABLE version (
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    recorded_at bigint NOT NULL,
    withdrawn boolean NOT NULL,
    PRIMARY KEY (kind, id, seq)
);

-- A version is the newest one known at entry H when it has no row here with by_seq <= H.
CREATE TABLE superseded (
    seq bigint PRIMARY KEY,
    by_seq bigint NOT NULL
);
CREATE INDEX superseded_by ON superseded (by_seq);

-- One row for each append: what the log came to with it.
CREATE TABLE batch (
    last_entry bigint PRIMARY KEY,
    recorded_at bigint NOT NULL,
    newest_claim bigint NOT NULL,
    newest_said bigint,
    totals text NOT NULL
);
CREATE INDEX batch_recorded ON batch (recorded_at, last_entry);

CREATE TABLE party (
    num bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    first bigint NOT NULL
);

CREATE TABLE source (
    num bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    first bigint NOT NULL
);

CREATE TABLE place (
    num bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    first bigint NOT NULL
);

-- What one source says over time of one part of one place.
CREATE TABLE lane (
    num bigint PRIMARY KEY,
    place bigint NOT NULL REFERENCES place,
    source bigint NOT NULL REFERENCES source,
    extent text COLLATE "C" NOT NULL,
    part text COLLATE "C" NOT NULL,
    UNIQUE (place, source, extent, part)
);

-- From here on `recorded_at` is that of the entry: with it, one month of the log is looked into.
CREATE TABLE reading (
    seq bigint PRIMARY KEY,
    lane bigint NOT NULL REFERENCES lane,
    valid_from bigint NOT NULL,
    valid_to bigint,
    said_at bigint NOT NULL,
    claim text COLLATE "C",
    recorded_at bigint NOT NULL
);
CREATE INDEX reading_time ON reading (lane, valid_from, said_at, seq);

CREATE TABLE coverage (
    seq bigint PRIMARY KEY,
    source bigint NOT NULL REFERENCES source,
    valid_from bigint NOT NULL,
    said_at bigint NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX coverage_time ON coverage (source, valid_from);

CREATE TABLE terrain (
    seq bigint PRIMARY KEY,
    source bigint NOT NULL REFERENCES source,
    valid_from bigint NOT NULL,
    said_at bigint NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX terrain_time ON terrain (source, valid_from, said_at, seq);

CREATE TABLE statistic (
    seq bigint PRIMARY KEY,
    place bigint NOT NULL REFERENCES place,
    source bigint NOT NULL REFERENCES source,
    metric text COLLATE "C" NOT NULL,
    as_of bigint NOT NULL,
    said_at bigint NOT NULL,
    claim text COLLATE "C",
    derived boolean NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX statistic_time ON statistic (place, metric, as_of);

-- num = said second << 30 | seq: walking it backwards is "newest said first".
-- `words`: those of the claim as sitmon folds them, and its facets behind an equals sign, which no word
-- has: =p<place.num>, =s<source.num>, =k<kind>, =v<verification> and =c<credibility>. They stand in
-- this table and not beside it, as PostgreSQL misjudges how many rows such a join would leave.
CREATE TABLE claim (
    num bigint NOT NULL CHECK (num & 1073741823 = seq),
    seq bigint NOT NULL,
    first bigint NOT NULL,
    source bigint NOT NULL REFERENCES source,
    said_at bigint NOT NULL,
    valid_to bigint,
    withdrawn boolean NOT NULL,
    recorded_at bigint NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (num, seq)
);
CREATE INDEX claim_words ON claim USING gin (words);
CREATE UNIQUE INDEX claim_entry ON claim (seq);
CREATE INDEX claim_source ON claim (source, num);
CREATE INDEX claim_end ON claim (valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX claim_withdrawn ON claim (seq) WHERE withdrawn;

CREATE TABLE claim_place (
    claim bigint NOT NULL,
    place bigint NOT NULL REFERENCES place,
    seq bigint NOT NULL CHECK (claim & 1073741823 = seq),
    PRIMARY KEY (claim, place, seq)
);

CREATE TABLE link (
    seq bigint PRIMARY KEY,
    subject text COLLATE "C" NOT NULL,
    object text COLLATE "C" NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX link_subject ON link (subject);
CREATE INDEX link_object ON link (object);

-- What analysts wrote about claims: assessments and notes.
CREATE TABLE remark (
    claim text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    recorded_at bigint NOT NULL,
    PRIMARY KEY (claim, seq)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    lowest bigint;
    highest bigint;
    many bigint;
BEGIN
    SELECT min(seq), max(seq), count(*) INTO lowest, highest, many FROM added;
    IF many > 0 AND (
        highest - lowest + 1 <> many
        OR many <> (SELECT count(*) FROM entry WHERE seq >= lowest)
        OR lowest - 1 <> coalesce((SELECT max(seq) FROM entry WHERE seq < lowest), 0)
        OR (SELECT min(recorded_at) FROM added) < (SELECT max(recorded_at) FROM batch)
    ) THEN
        RAISE EXCEPTION 'the log only grows at its end' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

-- PostgreSQL collects what is told in a transaction and sends it when it is committed.
CREATE FUNCTION tell_of_growth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('sitmon_' || TG_TABLE_SCHEMA, NEW.last_entry::text);
    RETURN NULL;
END $$;

-- Runs as the owner: only an owner may add a partition, and those who append are no owners.
CREATE FUNCTION log_month(moment bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    month timestamp := date_trunc('month', timestamp '1970-01-01' + moment * interval '1 microsecond');
    name text := to_char(month, '"entry_"FMYYYY_MM');
BEGIN
    IF to_regclass(name) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF entry FOR VALUES FROM (%s) TO (%s)', name,
            (extract(epoch FROM month) * 1000000)::bigint,
            (extract(epoch FROM month + interval '1 month') * 1000000)::bigint
        );
        EXECUTE format(
            'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name
        );
    END IF;
END $$;
REVOKE ALL ON FUNCTION log_month FROM PUBLIC;

CREATE TRIGGER grows AFTER INSERT ON entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_gap();
CREATE TRIGGER told AFTER INSERT ON batch FOR EACH ROW EXECUTE FUNCTION tell_of_growth();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'migration', 'entry', 'version', 'superseded', 'batch', 'party', 'source', 'place', 'lane',
        'reading', 'coverage', 'terrain', 'statistic', 'claim', 'claim_place', 'link', 'remark'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON %I'
            ' FOR EACH ROW EXECUTE FUNCTION refuse_change()', name
        );
        EXECUTE format(
            'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name
        );
    END LOOP;
END $$;
