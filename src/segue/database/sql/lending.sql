-- name: lending_create
-- What a try of a run lends to helpers, and who helps; made by the first run of a release that lends.
CREATE TABLE segue.lending (
    run bigint PRIMARY KEY REFERENCES segue.run ON DELETE CASCADE,
    attempt integer NOT NULL,
    -- The server's process that holds the target for the mover.
    holder integer NOT NULL,
    snapshot text NOT NULL,
    version text NOT NULL,
    max_rate bigint,
    max_source_load integer,
    waits text
);
CREATE TABLE segue.helper (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run bigint NOT NULL REFERENCES segue.run ON DELETE CASCADE,
    attempt integer NOT NULL,
    name text NOT NULL,
    lanes integer NOT NULL,
    parts bigint NOT NULL DEFAULT 0,
    rows bigint NOT NULL DEFAULT 0,
    streamed bigint NOT NULL DEFAULT 0,
    -- The server's processes of its lanes.
    sessions integer[] NOT NULL DEFAULT '{}',
    started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    heartbeat timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    ended timestamptz
);
CREATE TABLE segue.lent_part (
    run bigint NOT NULL REFERENCES segue.lending ON DELETE CASCADE,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    number integer NOT NULL,
    place integer NOT NULL,
    mapping integer NOT NULL,
    source_schema text,
    source_table text,
    first_page bigint,
    end_page bigint,
    bytes bigint NOT NULL,
    digest text NOT NULL,
    -- Who brought it, where a helper did; in the transaction that brought the rows.
    helper bigint,
    PRIMARY KEY (run, target_schema, target_table, number)
);

-- name: lending_known
-- Whether the journal has the tables of what is lent.
SELECT pg_catalog.to_regclass('segue.lent_part') IS NOT NULL;

-- name: lending_close
-- Nothing of the run is lent any more; waits for the transactions of helpers that are at it.
DELETE FROM segue.lending WHERE run = %(run)s;

-- name: lending_open
-- What a try lends from now on.
INSERT INTO segue.lending (run, attempt, holder, snapshot, version, max_rate, max_source_load)
VALUES (%(run)s, %(attempt)s, %(holder)s, %(snapshot)s, %(version)s, %(max_rate)s, %(max_source_load)s);

-- name: lending_waits
-- What the lanes of the mover wait for.
UPDATE segue.lending SET waits = %(waits)s WHERE run = %(run)s AND attempt = %(attempt)s;

-- name: lending_now
-- What a run lends, as `lending.Lending`.
SELECT run, attempt, holder, snapshot, version, max_rate, max_source_load, waits
FROM segue.lending WHERE run = %(run)s;

-- name: lent_part_saved
-- A part that helpers may take.
INSERT INTO segue.lent_part (run, target_schema, target_table, number, place, mapping,
    source_schema, source_table, first_page, end_page, bytes, digest)
VALUES (%(run)s, %(schema)s, %(table)s, %(number)s, %(place)s, %(mapping)s,
    %(source_schema)s, %(source_table)s, %(first_page)s, %(end_page)s, %(bytes)s, %(digest)s);

-- name: lent_part_list
-- All that a run lends, as `lending.LentPart`.
SELECT target_schema, target_table, number, mapping, source_schema, source_table, first_page, end_page, bytes, digest
FROM segue.lent_part WHERE run = %(run)s ORDER BY place;

-- name: lent_parts_open
-- How many parts are lent and not in, and how many bytes they have.
SELECT count(*), coalesce(sum(l.bytes), 0)::bigint FROM segue.lent_part AS l
JOIN segue.lending AS o ON o.run = l.run AND o.attempt = %(attempt)s
WHERE l.run = %(run)s AND l.digest = ANY (%(digests)s) AND NOT EXISTS (
    SELECT FROM segue.part AS p WHERE p.run = l.run AND p.target_schema = l.target_schema
        AND p.target_table = l.target_table AND p.number = l.number
);

-- name: lent_part_next
-- The first part that is not in and that nobody is at.
SELECT l.target_schema, l.target_table, l.number FROM segue.lent_part AS l
WHERE l.run = %(run)s AND l.digest = ANY (%(digests)s) AND NOT EXISTS (
    SELECT FROM segue.part AS p WHERE p.run = l.run AND p.target_schema = l.target_schema
        AND p.target_table = l.target_table AND p.number = l.number
) AND EXISTS (SELECT FROM segue.lending AS o WHERE o.run = l.run AND o.attempt = %(attempt)s)
ORDER BY l.place LIMIT 1 FOR UPDATE OF l SKIP LOCKED;

-- name: lent_part_claim
-- Take a part until the transaction ends; no row where somebody else is at it, or a later try has begun.
SELECT l.number FROM segue.lent_part AS l
WHERE l.run = %(run)s AND l.target_schema = %(schema)s AND l.target_table = %(table)s AND l.number = %(number)s
    AND EXISTS (SELECT FROM segue.lending AS o WHERE o.run = l.run AND o.attempt = %(attempt)s)
FOR UPDATE OF l SKIP LOCKED;

-- name: lent_part_await
-- Wait until nobody is at a part any more.
SELECT FROM segue.lent_part
WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s AND number = %(number)s
FOR UPDATE;

-- name: lent_part_brought
-- A helper brought a part, in the transaction that did; no row where a later try has begun.
WITH part AS (
    UPDATE segue.lent_part SET helper = %(helper)s
    WHERE run = %(run)s AND target_schema = %(schema)s AND target_table = %(table)s AND number = %(number)s
    RETURNING helper
)
UPDATE segue.helper AS h SET parts = h.parts + 1, rows = h.rows + %(rows)s, streamed = h.streamed + %(streamed)s
FROM part WHERE h.number = part.helper;

-- name: lent_parts_brought
-- The parts that helpers brought.
SELECT target_schema, target_table, number FROM segue.lent_part
WHERE run = %(run)s AND helper IS NOT NULL ORDER BY place;

-- name: helper_joined
-- A helper joins the try; its number.
INSERT INTO segue.helper (run, attempt, name, lanes) VALUES (%(run)s, %(attempt)s, %(name)s, %(lanes)s)
RETURNING number;

-- name: helper_beat
-- Sign of life of a helper; no row where its try is over.
UPDATE segue.helper AS h SET heartbeat = pg_catalog.clock_timestamp(), sessions = %(sessions)s
FROM segue.run AS r JOIN segue.lending AS o ON o.run = r.id
WHERE h.number = %(helper)s AND r.id = h.run AND r.tries = h.attempt AND o.attempt = h.attempt
    AND r.state = 'running'
RETURNING r.stop_requested, (
    SELECT count(*) FROM segue.helper AS other WHERE other.run = h.run AND other.attempt = h.attempt
        AND other.number <> h.number AND other.ended IS NULL
        AND other.heartbeat > pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(stale)s)
);

-- name: helper_ended
-- A helper lends its lanes no more.
UPDATE segue.helper SET ended = pg_catalog.clock_timestamp(), heartbeat = pg_catalog.clock_timestamp(), sessions = '{}'
WHERE number = %(helper)s;

-- name: helper_list
-- Who helped a run, as `lending.HelperRecord`; with `attempt`, in that try alone.
SELECT number, attempt, name, lanes, parts, rows, streamed, started, heartbeat, ended,
    extract(epoch FROM pg_catalog.clock_timestamp() - heartbeat)::float8
FROM segue.helper WHERE run = %(run)s AND attempt = coalesce(%(attempt)s, attempt) ORDER BY number;

-- name: helper_end_silent
-- End the sessions of helpers that gave no sign of life for long, as far as this role may.
WITH silent AS MATERIALIZED (
    SELECT h.name, a.pid
    FROM segue.helper AS h CROSS JOIN LATERAL unnest(h.sessions) AS session (pid)
    JOIN pg_catalog.pg_stat_activity AS a ON a.pid = session.pid
    JOIN pg_catalog.pg_roles AS whose ON whose.oid = a.usesysid
    JOIN pg_catalog.pg_roles AS mine ON mine.rolname = current_user
    WHERE h.run = %(run)s AND h.attempt = %(attempt)s AND h.ended IS NULL
        AND h.heartbeat < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(stale)s)
        AND a.datname = pg_catalog.current_database() AND a.application_name = 'segue lane'
        AND pg_catalog.pg_has_role(whose.oid, 'USAGE') AND (mine.rolsuper OR NOT whose.rolsuper)
)
SELECT DISTINCT name FROM silent WHERE pg_catalog.pg_terminate_backend(pid);
