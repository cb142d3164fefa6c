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
