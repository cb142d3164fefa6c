-- name: journal_exists
-- Whether the target holds a journal: a schema of that name may be the project's own.
SELECT pg_catalog.to_regclass('segue.version') IS NOT NULL AND pg_catalog.to_regclass('segue.definition') IS NOT NULL
    AND pg_catalog.to_regclass('segue.run') IS NOT NULL;

-- name: journal_schema_exists
-- Whether there is a schema of the journal's name.
SELECT pg_catalog.to_regnamespace('segue') IS NOT NULL;

-- name: journal_schema_create
-- The journal's schema.
CREATE SCHEMA segue;
COMMENT ON SCHEMA segue IS 'Journal of Segue: runs, steps, parts, saved definitions. Dropped by "segue forget".';

-- name: journal_create
-- The journal's tables; version 3.
CREATE TABLE segue.version (version integer NOT NULL);
INSERT INTO segue.version VALUES (4);
CREATE TABLE segue.run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'stopped', 'failed', 'done', 'given up')),
    plan_digest text NOT NULL,
    source_identity text NOT NULL,
    source_label text NOT NULL,
    target_label text NOT NULL,
    mover text NOT NULL,
    tries integer NOT NULL DEFAULT 1,
    copied boolean NOT NULL DEFAULT false,
    stop_requested boolean NOT NULL DEFAULT false,
    total_bytes bigint NOT NULL DEFAULT 0,
    done_bytes bigint NOT NULL DEFAULT 0,
    message text,
    started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    heartbeat timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    finished timestamptz
);
CREATE TABLE segue.step (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    number integer NOT NULL,
    name text NOT NULL,
    started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    finished timestamptz,
    summary text,
    PRIMARY KEY (run, number)
);
CREATE TABLE segue.load (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    bytes bigint NOT NULL,
    parts integer NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    merge text CHECK (merge IN ('keep', 'update')),
    columns text[],
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'emptied', 'copying', 'copied')),
    rows bigint,
    streamed bigint,
    started timestamptz,
    finished timestamptz,
    PRIMARY KEY (run, target_schema, target_table)
);
CREATE TABLE segue.part (
    run bigint NOT NULL,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    number integer NOT NULL,
    rows bigint NOT NULL,
    there bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    streamed bigint NOT NULL,
    finished timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    PRIMARY KEY (run, target_schema, target_table, number),
    FOREIGN KEY (run, target_schema, target_table) REFERENCES segue.load ON DELETE CASCADE
);
-- What a staged load did, row by row, by the load's number; keys are text.
CREATE TABLE segue.arrival (
    load bigint NOT NULL,
    part integer NOT NULL,
    key text NOT NULL,
    PRIMARY KEY (load, key)
);
CREATE TABLE segue.former (
    load bigint NOT NULL,
    part integer NOT NULL,
    key text NOT NULL,
    row text NOT NULL,
    PRIMARY KEY (load, key)
);
-- What was added to a mapping's keys, but for those that have a counterpart.
CREATE TABLE segue.key_offset (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    mapping text NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (run, mapping)
);
-- Rows that the target refused: what would have come, as text; the load has the columns' names.
CREATE TABLE segue.reject (
    load bigint NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    part integer,
    mapping integer,
    place text,
    key text,
    state text NOT NULL,
    reason text NOT NULL,
    texts text[] NOT NULL,
    hash bigint,
    PRIMARY KEY (load, number)
);
CREATE TABLE segue.definition (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    phase integer NOT NULL,
    statements text[] NOT NULL,
    facts jsonb,
    down timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    restored timestamptz
);
CREATE TABLE segue.seed (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    -- The text of each value under its column's name: the table's own type may change meanwhile.
    row text NOT NULL
);
CREATE TABLE segue.added (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    key bigint NOT NULL,
    PRIMARY KEY (run, target_schema, target_table, key)
);
-- What the plan had made: tables, and the types, sequences and schemas that they need.
CREATE TABLE segue.created (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('table', 'type', 'sequence', 'schema')),
    schema text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (run, kind, schema, name)
);

-- name: journal_upgrade
-- What version 4 adds to version 3.
-- Keys of the source whose rows the target had already, under another key; as text.
CREATE TABLE segue.key_pair (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    mapping text NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    PRIMARY KEY (run, mapping, old)
);
-- The keys in a table that the run filled from empty, and the last that is kept for the source.
CREATE TABLE segue.key_range (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    first bigint,
    last bigint,
    reserved bigint,
    PRIMARY KEY (run, target_schema, target_table)
);
-- What became of each seed row, with its keys before and after.
CREATE TABLE segue.fate (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    seed text NOT NULL,
    arrived text,
    fate text NOT NULL CHECK (fate IN ('adopted', 'kept', 'left'))
);
-- That the target's schema is being made by Segue, and for which records of migrations.
CREATE TABLE segue.preparation (
    by text NOT NULL CHECK (by IN ('history', 'mapping')),
    records text[] NOT NULL,
    started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    finished timestamptz
);
-- The project's migrations that ran on the rows of a run.
CREATE TABLE segue.migration (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    app text NOT NULL,
    name text NOT NULL,
    atomic boolean NOT NULL,
    started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    finished timestamptz,
    PRIMARY KEY (run, number)
);
-- Rows that were refused and came in mended since, each with the key of what took its place.
CREATE TABLE segue.mended (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    load bigint NOT NULL,
    mapping integer,
    place text,
    refused text,
    hash bigint,
    key text NOT NULL
);
UPDATE segue.version SET version = 4;

-- name: journal_version
-- The version of the journal in the target.
SELECT version FROM segue.version;

-- name: run_begin
-- A new run.
INSERT INTO segue.run (plan_digest, source_identity, source_label, target_label, mover)
VALUES (%(plan_digest)s, %(source_identity)s, %(source_label)s, %(target_label)s, %(mover)s)
RETURNING id;

-- name: run_resume
-- The run goes on in another try; its number.
UPDATE segue.run SET state = 'running', tries = tries + 1, mover = %(mover)s,
    message = NULL, finished = NULL, heartbeat = pg_catalog.clock_timestamp()
WHERE id = %(run)s RETURNING tries;

-- name: run_latest
-- The newest runs first, as `journal.RunRecord`.
SELECT id, state, plan_digest, source_identity, source_label, target_label, mover, tries, copied,
    stop_requested, total_bytes, done_bytes, message, started, heartbeat, finished,
    extract(epoch FROM pg_catalog.clock_timestamp() - heartbeat)::float8
FROM segue.run ORDER BY id DESC LIMIT 20;

-- name: run_planned
-- How much there is to copy in this try.
UPDATE segue.run SET total_bytes = %(total)s, done_bytes = %(done)s WHERE id = %(run)s;

-- name: run_copied
-- Every row is in: from here on nothing has to be copied again.
UPDATE segue.run SET copied = %(copied)s WHERE id = %(run)s;

-- name: run_ended
-- The run, or this try of it, ended.
UPDATE segue.run SET state = %(state)s, message = %(message)s, finished = pg_catalog.clock_timestamp()
WHERE id = %(run)s AND tries = %(attempt)s;

-- name: run_outcome
-- How long a run that ended took, all its tries and what lay between them; how many tries.
SELECT extract(epoch FROM finished - started)::float8, tries FROM segue.run WHERE id = %(run)s;

-- name: run_heartbeat
-- The mover lives; answers whether somebody asked it to stop.
UPDATE segue.run SET heartbeat = pg_catalog.clock_timestamp(), done_bytes = %(done)s
WHERE id = %(run)s AND tries = %(attempt)s RETURNING stop_requested;

-- name: run_request_stop
-- Ask the mover of a run to stop.
UPDATE segue.run SET stop_requested = true WHERE id = %(run)s;

-- name: run_forget_stop
-- Whoever asked a run to stop meant a mover that is no more.
UPDATE segue.run SET stop_requested = false WHERE id = %(run)s;

-- name: run_forget
-- Drop what is kept of one run.
WITH loads AS (SELECT number FROM segue.load WHERE run = %(run)s),
    arrivals AS (DELETE FROM segue.arrival WHERE load IN (SELECT number FROM loads)),
    formers AS (DELETE FROM segue.former WHERE load IN (SELECT number FROM loads)),
    rejects AS (DELETE FROM segue.reject WHERE load IN (SELECT number FROM loads))
DELETE FROM segue.run WHERE id = %(run)s;

-- name: step_started
-- A step begins, or begins again after a crash.
INSERT INTO segue.step (run, number, name) VALUES (%(run)s, %(number)s, %(name)s)
ON CONFLICT (run, number) DO UPDATE
SET started = pg_catalog.clock_timestamp(), finished = NULL, summary = NULL;

-- name: step_told
-- A step that began and ended before there was a journal, so many seconds ago: its run began then too.
WITH told AS (
    INSERT INTO segue.step (run, number, name, started, finished, summary)
    VALUES (%(run)s, %(number)s, %(name)s,
        pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(began)s),
        pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(ended)s), %(summary)s)
    ON CONFLICT (run, number) DO UPDATE
    SET started = excluded.started, finished = excluded.finished, summary = excluded.summary
    RETURNING started
)
UPDATE segue.run SET started = least(run.started, told.started) FROM told WHERE id = %(run)s;

-- name: step_finished
-- A step ended well; how long it took, by the target's clock.
UPDATE segue.step SET finished = pg_catalog.clock_timestamp(), summary = %(summary)s
WHERE run = %(run)s AND number = %(number)s
RETURNING extract(epoch FROM finished - started)::float8;

-- name: step_list
-- The steps of a run in order.
SELECT number, name, started, finished, summary FROM segue.step WHERE run = %(run)s ORDER BY number;

-- name: load_planned
-- A target table is going to be filled; rows it holds while 'waiting' are not ours.
INSERT INTO segue.load (run, target_schema, target_table, bytes, parts, merge, columns)
VALUES (%(run)s, %(schema)s, %(table)s, %(bytes)s, %(parts)s, %(merge)s, %(columns)s)
ON CONFLICT (run, target_schema, target_table) DO UPDATE
SET bytes = excluded.bytes, parts = excluded.parts, columns = excluded.columns,
    merge = CASE WHEN load.state = 'waiting' THEN excluded.merge ELSE load.merge END;

-- name: load_emptied
-- A target table holds nothing of this run, or was emptied, in the transaction that saw to it.
WITH emptied AS (
    SELECT number FROM segue.load
    WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s
), parts AS (
    DELETE FROM segue.part
    WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s
), arrivals AS (DELETE FROM segue.arrival WHERE load IN (SELECT number FROM emptied)),
    formers AS (DELETE FROM segue.former WHERE load IN (SELECT number FROM emptied)),
    rejects AS (DELETE FROM segue.reject WHERE load IN (SELECT number FROM emptied))
UPDATE segue.load SET state = 'emptied', rows = NULL, streamed = NULL, started = NULL, finished = NULL
WHERE number IN (SELECT number FROM emptied);

-- name: loads_given_back
-- The tables of a run hold what they held before it.
WITH loads AS (SELECT number FROM segue.load WHERE run = %(run)s),
    arrivals AS (DELETE FROM segue.arrival WHERE load IN (SELECT number FROM loads)),
    formers AS (DELETE FROM segue.former WHERE load IN (SELECT number FROM loads)),
    rejects AS (DELETE FROM segue.reject WHERE load IN (SELECT number FROM loads))
UPDATE segue.load SET state = 'waiting', rows = NULL, streamed = NULL, started = NULL, finished = NULL
WHERE run = %(run)s;

-- name: load_started
-- The first part of a table begins.
UPDATE segue.load SET state = 'copying', started = pg_catalog.clock_timestamp()
WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s AND state = 'emptied';

-- name: part_exists
-- Whether a part's rows are in.
SELECT EXISTS (
    SELECT FROM segue.part WHERE run = %(run)s AND target_schema = %(schema)s
        AND target_table = %(table)s AND number = %(number)s
);

-- name: part_done
-- A part's rows are in, unless the try is over; in the transaction that brought them.
INSERT INTO segue.part (run, target_schema, target_table, number, rows, there, rejected, streamed)
SELECT id, %(schema)s, %(table)s, %(number)s, %(rows)s, %(there)s, %(rejected)s, %(streamed)s
FROM segue.run WHERE id = %(run)s AND tries = %(attempt)s AND state = 'running';

-- name: load_number
-- The number of a load, by which the keys of its rows are kept.
SELECT number FROM segue.load WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s;

-- name: part_settled
-- What the journal says of a part: rows that came in or were changed, and rejects.
SELECT (SELECT count(*) FROM segue.arrival WHERE load = %(load)s AND part = %(part)s)
        + (SELECT count(*) FROM segue.former WHERE load = %(load)s AND part = %(part)s),
    (SELECT count(*) FROM segue.reject WHERE load = %(load)s AND part = %(part)s);

-- name: offset_saved
-- What is added to a mapping's keys; the first try's say stands.
INSERT INTO segue.key_offset (run, mapping, amount) VALUES (%(run)s, %(mapping)s, %(amount)s)
ON CONFLICT DO NOTHING;

-- name: offsets_earlier
-- What runs of the same source added to the keys of each mapping, the newest run's say.
SELECT DISTINCT ON (mapping) mapping, amount FROM segue.key_offset JOIN segue.run ON id = run
WHERE source_identity = %(source)s AND state <> 'given up' ORDER BY mapping, run DESC;

-- name: pair_copy
-- Keys whose rows the target had already.
COPY segue.key_pair (run, mapping, old, new) FROM STDIN;

-- name: pairs_forgotten
-- Before a try writes its pairs.
DELETE FROM segue.key_pair WHERE run = %(run)s;

-- name: loads_earlier
-- The loads of finished runs of the same source, and the keys of what was filled from empty.
SELECT l.target_schema, l.target_table, l.number, k.first, k.last
FROM segue.load l JOIN segue.run r ON r.id = l.run LEFT JOIN segue.key_range k ON k.run = l.run
    AND k.target_schema = l.target_schema AND k.target_table = l.target_table AND l.merge IS NULL
WHERE r.source_identity = %(source)s AND r.state = 'done';

-- name: loads_of_run
-- The same of one run.
SELECT l.target_schema, l.target_table, l.number, k.first, k.last
FROM segue.load l LEFT JOIN segue.key_range k ON k.run = l.run
    AND k.target_schema = l.target_schema AND k.target_table = l.target_table AND l.merge IS NULL
WHERE l.run = %(run)s;

-- name: range_saved
-- The keys of a table, once its rows are in.
INSERT INTO segue.key_range (run, target_schema, target_table, first, last, reserved)
VALUES (%(run)s, %(schema)s, %(table)s, %(first)s, %(last)s, %(reserved)s)
ON CONFLICT (run, target_schema, target_table)
DO UPDATE SET first = EXCLUDED.first, last = EXCLUDED.last, reserved = EXCLUDED.reserved;

-- name: ranges_reserved
-- The last key of each table that is kept for the rows of some source.
SELECT target_schema, target_table, max(reserved) FROM segue.key_range JOIN segue.run ON id = run
WHERE state <> 'given up' AND reserved IS NOT NULL GROUP BY 1, 2;

-- name: reject_copy
-- Rows that the source, or a Python function, could not work out.
COPY segue.reject (load, part, mapping, place, key, state, reason, texts, hash) FROM STDIN;

-- name: reject_sums
-- Of each load with rejects: how many, how many of them the source could not work out, the hashes' sum.
SELECT load, count(*), count(place), coalesce(sum(hash), 0)::text FROM segue.reject
WHERE load IN (SELECT number FROM segue.load WHERE run = %(run)s) GROUP BY load;

-- name: mended_sums
-- The same of rows that came in mended since.
SELECT load, count(*), count(place), coalesce(sum(hash), 0)::text FROM segue.mended
WHERE run = %(run)s GROUP BY load;

-- name: mended_places
-- Those of one load that the source could not work out, by mapping.
SELECT mapping, array_agg(place) FROM segue.mended
WHERE load = %(load)s AND place IS NOT NULL GROUP BY mapping;

-- name: mended_list
-- The keys of the rows that took the places of refused ones.
SELECT target_schema, target_table, m.key FROM segue.mended m JOIN segue.load l ON l.number = m.load
WHERE m.run = %(run)s ORDER BY 1, 2, 3;

-- name: mended_forgotten
-- The tables of these loads are emptied, or given back.
DELETE FROM segue.mended WHERE run = %(run)s AND load IN (
    SELECT number FROM segue.load WHERE run = %(run)s AND state <> 'copied');

-- name: reject_groups
-- The rejects of a run by table and reason, the values in the reasons left out; those with most rows first.
SELECT l.target_schema, l.target_table, coalesce(l.columns, '{}'), r.state, r.kind, count(*), min(r.reason), min(r.key)
FROM segue.load AS l
JOIN LATERAL (
    SELECT state, reason, key, pg_catalog.regexp_replace(pg_catalog.regexp_replace(pg_catalog.regexp_replace(reason,
        '(=|contains )\(.*$', '\1(…)'), ': "[^"]*"$', ': "…"'), 'value "[^"]*" is', 'value "…" is') AS kind
    FROM segue.reject WHERE load = l.number
) AS r ON true
WHERE l.run = %(run)s
GROUP BY l.target_schema, l.target_table, l.columns, r.state, r.kind
ORDER BY 1, 2, 6 DESC, 5;

-- name: reject_places
-- The rows of one load that the source could not work out, by mapping.
SELECT mapping, array_agg(place ORDER BY number) FROM segue.reject
WHERE load = %(load)s AND place IS NOT NULL GROUP BY mapping;

-- name: rows_rejected
-- Rows that had come in were taken out again, in the transaction that did so.
UPDATE segue.load SET rows = rows - %(count)s WHERE number = %(load)s;

-- name: load_finished
-- The last part of a table is in: its totals out of its parts.
UPDATE segue.load SET state = 'copied', finished = pg_catalog.clock_timestamp(), rows = sums.rows, streamed = sums.streamed
FROM (
    SELECT coalesce(sum(rows), 0) AS rows, coalesce(sum(there), 0) AS there, coalesce(sum(rejected), 0) AS rejected,
        coalesce(sum(streamed), 0) AS streamed
    FROM segue.part
    WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s
) AS sums
WHERE load.run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s
RETURNING sums.rows, sums.there, sums.rejected, sums.streamed, coalesce(extract(epoch FROM load.finished - load.started), 0)::float8;

-- name: loads_done
-- Small tables are in, each of one part, unless the try is over; in the transaction that brought them.
WITH done AS (
    SELECT run.id AS run, given.* FROM segue.run, unnest(
        %(schemas)s::text[], %(tables)s::text[], %(rows)s::bigint[], %(streamed)s::bigint[], %(seconds)s::float8[]
    ) AS given (target_schema, target_table, rows, streamed, seconds)
    WHERE run.id = %(run)s AND run.tries = %(attempt)s AND run.state = 'running'
), parts AS (
    INSERT INTO segue.part (run, target_schema, target_table, number, rows, streamed)
    SELECT run, target_schema, target_table, 0, rows, streamed FROM done
)
UPDATE segue.load SET state = 'copied', rows = done.rows, streamed = done.streamed, finished = pg_catalog.clock_timestamp(),
    started = pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => done.seconds)
FROM done
WHERE load.run = done.run AND load.target_schema = done.target_schema AND load.target_table = done.target_table;

-- name: load_list
-- The tables of a run, as `journal.LoadRecord`.
SELECT target_schema, target_table, state, bytes, parts,
    (SELECT count(*) FROM segue.part p WHERE p.run = l.run AND p.target_schema = l.target_schema
        AND p.target_table = l.target_table),
    rows, streamed, started, finished, number, merge,
    (SELECT coalesce(sum(there), 0) FROM segue.part p WHERE p.run = l.run
        AND p.target_schema = l.target_schema AND p.target_table = l.target_table),
    (SELECT count(*) FROM segue.reject r WHERE r.load = l.number), coalesce(columns, '{}'),
    (SELECT count(*) FROM segue.part p WHERE p.run = l.run AND p.target_schema = l.target_schema
        AND p.target_table = l.target_table AND p.finished < l.started)
FROM segue.load l WHERE run = %(run)s ORDER BY bytes DESC, target_schema, target_table;

-- name: definition_saved
-- A definition, in the transaction that takes it down.
INSERT INTO segue.definition (run, target_schema, target_table, kind, name, phase, statements, facts)
VALUES (%(run)s, %(schema)s, %(table)s, %(kind)s, %(name)s, %(phase)s, %(statements)s, %(facts)s);

-- name: definitions_restored
-- Definitions are back, in the transaction that put them back.
UPDATE segue.definition SET restored = pg_catalog.clock_timestamp() WHERE id = ANY (%(ids)s);

-- name: definitions_still_down
-- Which of these definitions are down, with their rows locked.
SELECT id FROM segue.definition WHERE id = ANY (%(ids)s) AND restored IS NULL ORDER BY id FOR UPDATE;

-- name: definition_count
-- How many indexes, constraints and triggers the run took down, in all its tries.
SELECT count(DISTINCT (target_schema, target_table, kind, name)) FROM segue.definition
WHERE run = %(run)s AND kind <> ALL (%(parts)s);

-- name: definition_down
-- What is down and not yet back, of any run.
SELECT id, run, target_schema, target_table, kind, name, phase, statements, facts
FROM segue.definition WHERE restored IS NULL ORDER BY phase, id;

-- name: seed_saved
-- A seed row is set aside, in the transaction that empties its table.
INSERT INTO segue.seed (run, target_schema, target_table, row)
VALUES (%(run)s, %(schema)s, %(table)s, %(row)s);

-- name: seed_list
-- The tables whose seed rows were set aside by a run, with their number.
SELECT target_schema, target_table, count(*) FROM segue.seed WHERE run = %(run)s GROUP BY 1, 2 ORDER BY 1, 2;

-- name: seed_columns
-- The columns of a table's set-aside rows.
SELECT DISTINCT pg_catalog.jsonb_object_keys(row::pg_catalog.jsonb) FROM segue.seed
WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s;

-- name: seed_forgotten
-- The seed rows set aside by a run are no longer kept.
DELETE FROM segue.seed WHERE run = %(run)s;

-- name: fate_saved
-- What became of a seed row, in the transaction that settled it.
INSERT INTO segue.fate (run, target_schema, target_table, seed, arrived, fate)
VALUES (%(run)s, %(schema)s, %(table)s, %(seed)s, %(arrived)s, %(fate)s);

-- name: fate_list
-- What became of the seed rows of a run.
SELECT target_schema, target_table, seed, arrived, fate FROM segue.fate WHERE run = %(run)s;

-- name: fate_forgotten
-- The seed rows of a table are set aside again.
DELETE FROM segue.fate WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s;

-- name: added_saved
-- Rows that Django itself added after the copy.
INSERT INTO segue.added (run, target_schema, target_table, key)
VALUES (%(run)s, %(schema)s, %(table)s, %(key)s) ON CONFLICT DO NOTHING;

-- name: added_list
-- The keys of rows that Django itself added after the copy.
-- A run that copied some tables alone leaves the others as an earlier one made them.
WITH filled AS (
    SELECT target_schema, target_table, max(run) AS since FROM segue.load
    WHERE run <= %(run)s AND state <> 'waiting' GROUP BY 1, 2
)
SELECT target_schema, target_table, key::text FROM segue.added JOIN filled USING (target_schema, target_table)
WHERE run BETWEEN since AND %(run)s ORDER BY 1, 2, 3;

-- name: kept_list
-- The keys of seed rows that stayed, as far as their tables are as their runs left them.
WITH filled AS (
    SELECT target_schema, target_table, max(run) AS since FROM segue.load
    WHERE run <= %(run)s AND state <> 'waiting' GROUP BY 1, 2
)
SELECT target_schema, target_table, arrived FROM segue.fate JOIN filled USING (target_schema, target_table)
WHERE run BETWEEN since AND %(run)s AND fate = 'kept' ORDER BY 1, 2, 3;

-- name: created_saved
-- Note that the run made a table, or a type, sequence or schema that one needs.
INSERT INTO segue.created VALUES (%(run)s, %(kind)s, %(schema)s, %(name)s);

-- name: created_list
-- What the run made of one kind.
SELECT schema, name FROM segue.created WHERE run = %(run)s AND kind = %(kind)s ORDER BY schema, name;

-- name: created_forgotten
-- What the run made is gone.
DELETE FROM segue.created WHERE run = %(run)s;

-- name: journal_schema_drop
-- The journal's schema, if it was made for it and nothing else is in it.
DO $$ BEGIN
    IF pg_catalog.obj_description(pg_catalog.to_regnamespace('segue'), 'pg_namespace') LIKE 'Journal of Segue%'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.to_regnamespace('segue'))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE pronamespace = pg_catalog.to_regnamespace('segue'))
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_type WHERE typnamespace = pg_catalog.to_regnamespace('segue')
        )
    THEN
        DROP SCHEMA segue;
    END IF;
END $$;

-- name: preparation_begun
-- Segue begins to make the target's schema.
WITH earlier AS (DELETE FROM segue.preparation)
INSERT INTO segue.preparation (by, records) VALUES (%(by)s, %(records)s);

-- name: preparation_finished
-- The schema is as it was to be made.
UPDATE segue.preparation SET finished = pg_catalog.clock_timestamp();

-- name: preparation_latest
-- What Segue made of the target, as `records.Preparation`.
SELECT by, records, finished IS NOT NULL FROM segue.preparation;

-- name: migration_started
-- A migration begins on the rows that were moved.
INSERT INTO segue.migration (run, app, name, atomic) VALUES (%(run)s, %(app)s, %(name)s, %(atomic)s);

-- name: migration_finished
-- It was run, and the project's own table knows it.
UPDATE segue.migration SET finished = pg_catalog.clock_timestamp()
WHERE run = %(run)s AND number = (
    SELECT max(number) FROM segue.migration
    WHERE run = %(run)s AND app = %(app)s AND name = %(name)s
);

-- name: migration_list
-- The migrations that ran on a run's rows, in order, as `records.MigrationRecord`.
SELECT app, name, atomic, started, finished FROM segue.migration WHERE run = %(run)s ORDER BY number;

-- name: preparation_known
-- Whether the journal can tell what Segue made of the target.
SELECT pg_catalog.to_regclass('segue.preparation') IS NOT NULL;

-- name: sums_create
-- What the tables of a run held when they were summed up; made by the first run of a release that keeps sums.
CREATE TABLE segue.target_sum (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    rows bigint NOT NULL,
    checksum text NOT NULL,
    seconds double precision NOT NULL,
    -- What was asked of which database, and the rows' versions and the table's form, as digests.
    asked text NOT NULL,
    versions text NOT NULL,
    PRIMARY KEY (run, target_schema, target_table)
);

-- name: sums_known
-- Whether the journal has a table for sums.
SELECT pg_catalog.to_regclass('segue.target_sum') IS NOT NULL;

-- name: sum_saved
-- What a table held, unless the try is over.
INSERT INTO segue.target_sum (run, target_schema, target_table, rows, checksum, seconds, asked, versions)
SELECT id, %(schema)s, %(table)s, %(rows)s, %(checksum)s, %(seconds)s, %(asked)s, %(versions)s
FROM segue.run WHERE id = %(run)s AND tries = %(attempt)s AND state = 'running'
ON CONFLICT (run, target_schema, target_table) DO UPDATE SET rows = excluded.rows, checksum = excluded.checksum,
    seconds = excluded.seconds, asked = excluded.asked, versions = excluded.versions;

-- name: sum_list
-- What the tables of a run held, as `records.TargetSum`.
SELECT target_schema, target_table, rows, checksum, seconds, asked, versions FROM segue.target_sum WHERE run = %(run)s;

-- name: part_ranges_create
-- Which rows of the source each part has, of tables in several; made by the first run of a release that keeps parts.
CREATE TABLE segue.part_range (
    run bigint NOT NULL,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    number integer NOT NULL,
    mapping integer NOT NULL,
    source_schema text,
    source_table text,
    first_page bigint,
    end_page bigint,
    bytes bigint NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (run, target_schema, target_table, number),
    FOREIGN KEY (run, target_schema, target_table) REFERENCES segue.load ON DELETE CASCADE
);

-- name: part_ranges_known
-- Whether the journal has a table for the ranges of parts.
SELECT pg_catalog.to_regclass('segue.part_range') IS NOT NULL;

-- name: part_ranges_forgotten
-- Before a table's parts are cut anew.
DELETE FROM segue.part_range WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s;

-- name: part_range_saved
-- Which rows of the source a part has.
INSERT INTO segue.part_range (run, target_schema, target_table, number, mapping, source_schema, source_table,
    first_page, end_page, bytes, digest)
VALUES (%(run)s, %(schema)s, %(table)s, %(number)s, %(mapping)s, %(source_schema)s, %(source_table)s,
    %(first_page)s, %(end_page)s, %(bytes)s, %(digest)s);

-- name: part_range_list
-- The parts of tables that are in only in part, as `lending.LentPart`.
SELECT target_schema, target_table, p.number, mapping, source_schema, source_table, first_page, end_page, p.bytes, digest
FROM segue.part_range AS p JOIN segue.load AS l USING (run, target_schema, target_table)
WHERE run = %(run)s AND l.state = 'copying' AND l.merge IS NULL
ORDER BY target_schema, target_table, p.number;

-- name: part_writers
-- The transaction that brought each part's rows, as it wrote this row too.
SELECT target_schema, target_table, number, xmin::text FROM segue.part WHERE run = %(run)s;

-- name: part_taken_back
-- A part's rows are out again, in the transaction that took them out.
DELETE FROM segue.part
WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s AND number = %(number)s;

-- name: load_goes_on
-- The rest of a table's parts is copied.
UPDATE segue.load SET started = pg_catalog.clock_timestamp()
WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s;

-- name: forecast_create
-- What each step of a run was expected to take, in seconds; made by the first run that a rehearsal foretold.
CREATE TABLE segue.forecast (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    step integer NOT NULL,
    low double precision NOT NULL,
    likely double precision NOT NULL,
    high double precision NOT NULL,
    PRIMARY KEY (run, step)
);

-- name: forecast_known
-- Whether the journal has a table for what was expected.
SELECT pg_catalog.to_regclass('segue.forecast') IS NOT NULL;

-- name: forecast_saved
-- What a step of a run is expected to take.
INSERT INTO segue.forecast (run, step, low, likely, high)
VALUES (%(run)s, %(step)s, %(low)s, %(likely)s, %(high)s) ON CONFLICT DO NOTHING;

-- name: forecast_list
-- What each step of a run was expected to take, as `records.ExpectedSeconds`.
SELECT step, low, likely, high FROM segue.forecast WHERE run = %(run)s;

-- name: time_taken_create
-- What took a run's time, in order: its critical path; made by the first run of a release that keeps it.
CREATE TABLE segue.time_taken (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    number integer NOT NULL,
    step integer NOT NULL,
    what text NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (run, number)
);

-- name: time_taken_known
-- Whether the journal has a table for what took the time.
SELECT pg_catalog.to_regclass('segue.time_taken') IS NOT NULL;

-- name: time_taken_saved
-- One of what took a run's time.
INSERT INTO segue.time_taken (run, number, step, what, seconds)
VALUES (%(run)s, %(number)s, %(step)s, %(what)s, %(seconds)s) ON CONFLICT DO NOTHING;

-- name: time_taken_list
-- What took a run's time, in order.
SELECT step, what, seconds FROM segue.time_taken WHERE run = %(run)s ORDER BY number;

-- name: own_sums_create
-- What tables held before a run merged rows into them; made by the first run of a release that keeps it.
CREATE TABLE segue.own_sum (
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    rows bigint NOT NULL,
    checksum text NOT NULL,
    -- The names and types of the columns that were summed up.
    columns text NOT NULL,
    PRIMARY KEY (run, target_schema, target_table)
);

-- name: own_sums_known
-- Whether the journal has a table for what was there before.
SELECT pg_catalog.to_regclass('segue.own_sum') IS NOT NULL;

-- name: own_sum_saved
-- What a table holds, before the first row comes.
INSERT INTO segue.own_sum (run, target_schema, target_table, rows, checksum, columns)
VALUES (%(run)s, %(schema)s, %(table)s, %(rows)s, %(checksum)s, %(columns)s);

-- name: own_sum_list
-- What the tables of a run held before.
SELECT target_schema, target_table, rows, checksum, columns FROM segue.own_sum WHERE run = %(run)s;
