-- name: lock_try
-- One mover a target: an advisory lock of the session that moves ('Segue' as a number).
SELECT pg_catalog.pg_try_advisory_lock(358183564645);

-- name: lock_holder
-- The process of the session of this database that holds the mover's lock.
SELECT pid FROM pg_catalog.pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND classid = (358183564645 >> 32)::oid AND objid = (358183564645 & 4294967295)::oid
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database());

-- name: lock_purpose
-- What the session of this database is for that holds the mover's lock.
SELECT application_name FROM pg_catalog.pg_locks
JOIN pg_catalog.pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND classid = (358183564645 >> 32)::oid AND objid = (358183564645 & 4294967295)::oid
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database());

-- name: lock_older
-- Whether a session that holds the mover's lock began before a heart fell silent, so many seconds ago.
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_locks
    JOIN pg_catalog.pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND classid = (358183564645 >> 32)::oid AND objid = (358183564645 & 4294967295)::oid
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND backend_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => %(silence)s)
);

-- name: lock_end_holder
-- End the session that holds the mover's lock.
SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND classid = (358183564645 >> 32)::oid AND objid = (358183564645 & 4294967295)::oid
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database());

-- name: own_process
-- The server's process of this session.
SELECT pg_catalog.pg_backend_pid();

-- name: movers_end
-- End what earlier movers left in the target, as far as this role may: who asks holds the lock, so they are no more.
SELECT pg_catalog.pg_terminate_backend(earlier.pid)
FROM pg_catalog.pg_stat_activity AS earlier
JOIN pg_catalog.pg_roles AS whose ON whose.oid = earlier.usesysid
JOIN pg_catalog.pg_stat_activity AS own ON own.pid = pg_catalog.pg_backend_pid()
JOIN pg_catalog.pg_roles AS mine ON mine.oid = own.usesysid
WHERE earlier.datname = own.datname
    AND pg_catalog.pg_has_role(whose.oid, 'USAGE') AND (mine.rolsuper OR NOT whose.rolsuper)
    AND earlier.backend_start < own.backend_start
    AND earlier.application_name IN ('segue control', 'segue lane', 'segue builder', 'segue heartbeat',
        'segue count', 'segue restore', 'segue migrate');
