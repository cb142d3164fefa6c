-- name: copying_now
-- What sessions of Segue copy into this database at this moment.
SELECT n.nspname, c.relname, p.bytes_processed, p.tuples_processed,
    extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::float8
FROM pg_catalog.pg_stat_progress_copy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.relid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = p.pid
WHERE p.datname = pg_catalog.current_database() AND p.command = 'COPY FROM'
    AND a.application_name LIKE 'segue %%' AND n.nspname !~ '^pg_temp'
ORDER BY p.bytes_processed DESC, n.nspname, c.relname;

-- name: building_now
-- What else sessions of Segue have under way in this database that takes long: indexes, constraints.
SELECT n.nspname, c.relname, a.query, coalesce(p.phase, ''),
    CASE
        WHEN p.phase LIKE 'building index: loading%%' AND p.tuples_total > 0
            THEN p.tuples_done::float8 / p.tuples_total
        WHEN p.blocks_total > 0 THEN p.blocks_done::float8 / p.blocks_total
    END,
    extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::float8
FROM pg_catalog.pg_stat_activity AS a
LEFT JOIN pg_catalog.pg_stat_progress_create_index AS p ON p.pid = a.pid
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = p.relid
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.datname = pg_catalog.current_database() AND a.application_name = 'segue builder'
    AND a.state = 'active'
ORDER BY a.query_start, a.pid;

-- name: lock_waits
-- Sessions of Segue in this database that wait for another session's lock, and for whom.
SELECT waiting.application_name, coalesce(blocker.pid, blocking.pid), coalesce(blocker.usename, '?'),
    coalesce(blocker.application_name, ''), coalesce(blocker.query, ''),
    extract(epoch FROM pg_catalog.clock_timestamp() - waiting.query_start)::float8
FROM pg_catalog.pg_stat_activity AS waiting
CROSS JOIN LATERAL unnest(pg_catalog.pg_blocking_pids(waiting.pid)) AS blocking (pid)
LEFT JOIN pg_catalog.pg_stat_activity AS blocker ON blocker.pid = blocking.pid
WHERE waiting.application_name LIKE 'segue %%' AND waiting.wait_event_type = 'Lock'
    AND waiting.datname = pg_catalog.current_database()
    AND coalesce(blocker.application_name, '') NOT LIKE 'segue %%'
ORDER BY waiting.query_start, waiting.pid;

-- name: standby_waits
-- Sessions of Segue in this database whose commit waits for a synchronous standby.
SELECT application_name, extract(epoch FROM pg_catalog.clock_timestamp() - query_start)::float8
FROM pg_catalog.pg_stat_activity
WHERE application_name LIKE 'segue %%' AND wait_event = 'SyncRep'
    AND datname = pg_catalog.current_database()
ORDER BY query_start, pid;

-- name: archiving_fails
-- How many tries to archive WAL failed, where the last one of these minutes did; else no row.
SELECT failed_count FROM pg_catalog.pg_stat_archiver
WHERE last_failed_time > coalesce(last_archived_time, '-infinity')
    AND last_failed_time > pg_catalog.clock_timestamp() - interval '3 minutes';

-- name: snapshot_held
-- How long the oldest snapshot of a move has stood in this database, and what was written since.
SELECT extract(epoch FROM max(pg_catalog.clock_timestamp() - xact_start))::float8,
    coalesce(max(pg_catalog.age(backend_xmin)), 0)
FROM pg_catalog.pg_stat_activity
WHERE datname = pg_catalog.current_database() AND application_name = 'segue snapshot' AND xact_start IS NOT NULL;

-- name: free_sessions
-- How many more sessions this one's role may open, by what limits them; no row for no limit.
WITH role AS (SELECT * FROM pg_catalog.pg_roles WHERE rolname = session_user),
client AS (SELECT usesysid, datname FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend')
SELECT 'the CONNECTION LIMIT of role ' || rolname,
    rolconnlimit - (SELECT count(*) FROM client WHERE usesysid = role.oid)
FROM role WHERE rolconnlimit >= 0 AND NOT rolsuper
UNION ALL
SELECT 'the CONNECTION LIMIT of database ' || datname,
    datconnlimit - (SELECT count(*) FROM client WHERE client.datname = d.datname)
FROM pg_catalog.pg_database AS d CROSS JOIN role
WHERE d.datname = pg_catalog.current_database() AND datconnlimit >= 0 AND NOT rolsuper
UNION ALL
SELECT 'max_connections of the server',
    (SELECT sum(CASE s.name WHEN 'max_connections' THEN s.setting::int ELSE -s.setting::int END)
        FROM pg_catalog.pg_settings AS s
        WHERE s.name = 'max_connections'
            OR s.name IN ('superuser_reserved_connections', 'reserved_connections') AND NOT rolsuper)
    - (SELECT count(*) FROM client)
FROM role;

-- name: others_busy
-- How many sessions of others are busy on the server: active ones, or for who may not see these, in a transaction.
SELECT CASE WHEN seen THEN (
        SELECT count(*) FROM pg_catalog.pg_stat_activity
        WHERE state = 'active' AND backend_type = 'client backend' AND application_name NOT LIKE 'segue %%'
    ) ELSE (
        SELECT count(DISTINCT l.pid) FROM pg_catalog.pg_locks AS l
        JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
        WHERE l.locktype = 'virtualxid' AND l.granted AND l.mode = 'ExclusiveLock'
            AND a.datid IS NOT NULL AND a.usesysid IS NOT NULL AND a.application_name NOT LIKE 'segue %%'
    ) END, seen
FROM pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS seen;

-- name: throughput
-- Rows and bytes that came in since this try began to copy, in slices of equal length with their seconds; those under way too.
WITH begun AS (
    SELECT started FROM segue.step WHERE run = %(run)s AND number = 5
), spans AS (
    -- Each part takes from when its table's part before it was in.
    SELECT rows, streamed, extract(epoch FROM began - started)::float8 AS began, extract(epoch FROM finished - started)::float8 AS ended
    FROM (
        SELECT p.rows, p.streamed, b.started, p.finished, greatest(b.started, least(p.finished, coalesce(
            lag(p.finished) OVER (PARTITION BY p.target_schema, p.target_table ORDER BY p.finished), l.started))) AS began
        FROM begun b, segue.part p JOIN segue.load l USING (run, target_schema, target_table)
        WHERE p.run = %(run)s AND p.finished >= b.started
    ) AS parts
    UNION ALL
    SELECT now_in.rows, now_in.streamed, greatest(0, now_at - now_in.seconds), now_at
    FROM begun, unnest(%(rows)s::bigint[], %(streamed)s::bigint[], %(seconds)s::float8[]) AS now_in (rows, streamed, seconds),
        LATERAL (SELECT extract(epoch FROM pg_catalog.clock_timestamp() - started)::float8 AS now_at) AS clock
), slice AS (
    SELECT greatest(max(ended), 0.001) / %(slices)s AS seconds FROM spans
)
SELECT number, min(slice.seconds), sum(rows * coalesce(share, 1))::float8, sum(streamed * coalesce(share, 1))::float8
FROM spans, slice,
    LATERAL generate_series(
        least(floor(began / seconds), %(slices)s - 1)::integer, least(floor(ended / seconds), %(slices)s - 1)::integer
    ) AS number,
    LATERAL (
        SELECT (least(ended, (number + 1) * seconds) - greatest(began, number * seconds)) / nullif(ended - began, 0) AS share
    ) AS within
GROUP BY number ORDER BY number;
