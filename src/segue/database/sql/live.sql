-- name: live_create
-- What the journal keeps of a live move; made where one is asked for.
CREATE TABLE segue.live (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state text NOT NULL DEFAULT 'making'
        CHECK (state IN ('making', 'copying', 'following', 'moved', 'ended')),
    plan_digest text NOT NULL,
    source_identity text NOT NULL,
    source_label text NOT NULL,
    slot text NOT NULL,
    publication text NOT NULL,
    back_plan text,
    back_position pg_lsn,
    columns text,
    mover text NOT NULL,
    stop_requested boolean NOT NULL DEFAULT false,
    aside_requested boolean NOT NULL DEFAULT false,
    position pg_lsn,
    collected pg_lsn,
    seen timestamptz,
    batches bigint NOT NULL DEFAULT 0,
    keys bigint NOT NULL DEFAULT 0,
    rows bigint NOT NULL DEFAULT 0,
    message text,
    pause_ms integer,
    started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    heartbeat timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    moved timestamptz
);
CREATE TABLE segue.live_key (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_schema text NOT NULL,
    source_table text NOT NULL,
    key text[],
    xid bigint NOT NULL,
    committed timestamptz NOT NULL
);
CREATE TABLE segue.live_stale (
    target_schema text NOT NULL,
    target_table text NOT NULL,
    PRIMARY KEY (target_schema, target_table)
);
CREATE TABLE segue.live_partition (
    live bigint NOT NULL,
    source_schema text NOT NULL,
    source_table text NOT NULL,
    part_schema text NOT NULL,
    part_name text NOT NULL,
    part oid NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (live, part)
);

-- name: live_known
-- Whether the journal has the tables of a live move.
SELECT pg_catalog.to_regclass('segue.live') IS NOT NULL;

-- name: behind_known
-- Whether the journal has what the way back must leave alone.
SELECT pg_catalog.to_regclass('segue.live_behind') IS NOT NULL;

-- name: behind_create
-- Rows of the old database that the plan did not bring over, and the statements that tell them.
CREATE TABLE segue.live_behind_table (
    live bigint NOT NULL,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    statement text NOT NULL,
    amount bigint,
    PRIMARY KEY (live, target_schema, target_table)
);
CREATE TABLE segue.live_behind (
    live bigint NOT NULL,
    target_schema text NOT NULL,
    target_table text NOT NULL,
    key text NOT NULL,
    refused boolean NOT NULL,
    PRIMARY KEY (live, target_schema, target_table, key)
);

-- name: switch_known
-- Whether the journal tells what became of switch commands.
SELECT pg_catalog.to_regclass('segue.live_switch') IS NOT NULL;

-- name: switch_create
-- What became of the switch command of a cutover; the command itself is in no journal.
CREATE TABLE segue.live_switch (
    live bigint PRIMARY KEY,
    ended boolean NOT NULL
);

-- name: switch_over
-- A cutover begins: what an earlier one wanted is over.
DELETE FROM segue.live_switch WHERE live = %(live)s;

-- name: switch_saved
-- Whether the switch command of the cutover has ended well.
INSERT INTO segue.live_switch (live, ended) VALUES (%(live)s, %(ended)s)
ON CONFLICT (live) DO UPDATE SET ended = excluded.ended;

-- name: switch_ended
-- The same.
SELECT ended FROM segue.live_switch WHERE live = %(live)s;

-- name: behind_planned
-- What tells the rows of a table that stay behind.
INSERT INTO segue.live_behind_table (live, target_schema, target_table, statement)
VALUES (%(live)s, %(schema)s, %(table)s, %(told)s);

-- name: behind_open
-- What is still to be noted.
SELECT target_schema, target_table, statement FROM segue.live_behind_table
WHERE live = %(live)s AND amount IS NULL;

-- name: behind_noted
-- The rows of a table are noted.
UPDATE segue.live_behind_table SET amount = (SELECT count(*) FROM segue.live_behind AS b
    WHERE b.live = %(live)s AND b.target_schema = %(schema)s AND b.target_table = %(table)s)
WHERE live = %(live)s AND target_schema = %(schema)s AND target_table = %(table)s;

-- name: behind_tables
-- The tables of which rows stay behind.
SELECT target_schema, target_table FROM segue.live_behind_table WHERE live = %(live)s AND amount > 0;

-- name: behind_over
-- The new database has these rows too.
DELETE FROM segue.live_behind WHERE live = %(live)s AND target_schema = %(schema)s
    AND target_table = %(table)s AND key = ANY (%(keys)s::text[]);

-- name: live_latest
-- The newest live move.
SELECT id, state, plan_digest, source_identity, source_label, slot, publication, back_plan,
    back_position::text, columns, mover, stop_requested, aside_requested, position::text, collected::text, seen,
    batches, keys, rows, message, pause_ms, started, heartbeat, moved,
    extract(epoch FROM pg_catalog.clock_timestamp() - heartbeat)::float8,
    (SELECT count(*) FROM segue.live_key),
    (SELECT extract(epoch FROM pg_catalog.clock_timestamp() - min(committed))::float8 FROM segue.live_key),
    (SELECT count(*) FROM segue.reject WHERE load IN
        (SELECT number FROM segue.load WHERE run = (SELECT max(id) FROM segue.run)))
FROM segue.live ORDER BY id DESC LIMIT 1;

-- name: live_begin
-- A live move begins.
INSERT INTO segue.live (plan_digest, source_identity, source_label, slot, publication, back_plan, columns, mover)
VALUES (%(plan_digest)s, %(source_identity)s, %(source_label)s, %(slot)s, %(publication)s, %(back_plan)s,
    %(columns)s, %(mover)s) RETURNING id;

-- name: live_state
-- It has come so far.
UPDATE segue.live SET state = %(state)s, message = NULL WHERE id = %(live)s;

-- name: live_taken_up
-- A mover begins or goes on to follow.
UPDATE segue.live SET mover = %(mover)s, message = NULL,
    heartbeat = pg_catalog.clock_timestamp() WHERE id = %(live)s;

-- name: live_asks_over
-- What somebody asked an earlier follower is over.
UPDATE segue.live SET stop_requested = false WHERE id = %(live)s;

-- name: live_planned
-- The plan, or the source's columns, are others from now on.
UPDATE segue.live SET plan_digest = %(plan_digest)s, columns = %(columns)s WHERE id = %(live)s;

-- name: live_message
-- What ended a try, or nothing.
UPDATE segue.live SET message = %(message)s WHERE id = %(live)s;

-- name: live_stop
-- Ask the follower to end.
UPDATE segue.live SET stop_requested = true WHERE id = %(live)s;

-- name: live_aside
-- Ask the follower to step aside for a cutover.
UPDATE segue.live SET aside_requested = %(aside)s WHERE id = %(live)s;

-- name: live_collected
-- Keys up to this position are in the journal.
UPDATE segue.live SET collected = %(position)s::pg_lsn WHERE id = %(live)s;

-- name: live_key_copy
-- Keys that the stream told, in bulk.
COPY segue.live_key (source_schema, source_table, key, xid, committed) FROM STDIN;

-- name: live_applied
-- Within a batch's transaction: how far the target is now, and the follower's sign of life.
UPDATE segue.live SET position = %(position)s::pg_lsn, seen = %(seen)s, batches = batches + 1,
    keys = keys + %(keys)s, rows = rows + %(rows)s, heartbeat = pg_catalog.clock_timestamp()
WHERE id = %(live)s;

-- name: live_beat
-- Nothing was to be done; what the follower is asked to do.
UPDATE segue.live SET heartbeat = pg_catalog.clock_timestamp(), seen = coalesce(%(seen)s, seen)
WHERE id = %(live)s RETURNING stop_requested, aside_requested;

-- name: live_back
-- The way back begins at this position of the target.
UPDATE segue.live SET back_position = %(position)s::pg_lsn WHERE id = %(live)s;

-- name: live_moved
-- The application writes to the target from now on.
UPDATE segue.live SET state = 'moved', pause_ms = %(pause_ms)s, moved = pg_catalog.clock_timestamp(),
    message = NULL WHERE id = %(live)s;

-- name: live_last_key
-- The newest key that was collected; 0 where there is none.
SELECT coalesce(max(id), 0) FROM segue.live_key;

-- name: live_keys_seen
-- What changed of each row up to there, as far as a snapshot sees the transactions; each key once.
SELECT source_schema, source_table, key FROM segue.live_key
WHERE id <= %(last)s AND (xid < %(xmin)s OR (xid < %(xmax)s AND xid <> ALL (%(running)s::bigint[])))
GROUP BY source_schema, source_table, key ORDER BY source_schema, source_table;

-- name: live_keys_of
-- The same of one table.
SELECT DISTINCT key FROM segue.live_key
WHERE source_schema = %(schema)s AND source_table = %(table)s
    AND (xid < %(xmin)s OR (xid < %(xmax)s AND xid <> ALL (%(running)s::bigint[])));

-- name: pairs_of
-- The keys of a mapping whose rows the target has under others.
SELECT old, new FROM segue.key_pair WHERE run = %(run)s AND mapping = %(mapping)s;

-- name: pairs_found
-- Rows that came have counterparts.
INSERT INTO segue.key_pair (run, mapping, old, new)
SELECT %(run)s, %(mapping)s, old, new FROM unnest(%(old)s::text[], %(new)s::text[]) AS given (old, new)
ON CONFLICT (run, mapping, old) DO UPDATE SET new = excluded.new;

-- name: pairs_over
-- Rows that the source has no longer have none, in no run of this source.
DELETE FROM segue.key_pair WHERE mapping = %(mapping)s AND old = ANY (%(keys)s::text[]) AND run IN (
    SELECT id FROM segue.run WHERE source_identity = (SELECT source_identity FROM segue.run WHERE id = %(run)s));

-- name: live_keys_done
-- Those keys are in the target.
DELETE FROM segue.live_key
WHERE id <= %(last)s AND (xid < %(xmin)s OR (xid < %(xmax)s AND xid <> ALL (%(running)s::bigint[])));

-- name: live_stale
-- Target tables that are to be read again as a whole.
SELECT target_schema, target_table FROM segue.live_stale;

-- name: live_stale_saved
-- The target table is to be read again as a whole.
INSERT INTO segue.live_stale VALUES (%(schema)s, %(table)s) ON CONFLICT DO NOTHING;

-- name: live_stale_done
-- The target table was read again as a whole.
DELETE FROM segue.live_stale WHERE target_schema = %(schema)s AND target_table = %(table)s;

-- name: source_partitions
-- What of these tables holds rows, and the entries that change where no stream tells of it.
-- A partition that was emptied has another file, one that was detached and came again another entry; a table whose columns were rewritten, by
-- ALTER COLUMN ... USING or a renamed label, other entries of its columns.
WITH RECURSIVE part AS (
    SELECT given AS root, given AS oid, '' AS joined FROM unnest(%(tables)s::text[]::regclass[]::oid[]) AS given
    UNION ALL
    SELECT part.root, i.inhrelid, part.joined || ' ' || i.xmin::text
    FROM part JOIN pg_catalog.pg_class AS above ON above.oid = part.oid AND above.relkind = 'p'
    JOIN pg_catalog.pg_inherits AS i ON i.inhparent = part.oid
)
SELECT rn.nspname::text, r.relname::text, n.nspname::text, c.relname::text, c.oid::bigint,
    CASE WHEN part.joined <> '' THEN c.relfilenode || part.joined ELSE '' END || ' ' || (
        SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.xmin,
            (SELECT pg_catalog.string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum AS e
                WHERE e.enumtypid = a.atttypid)), ' ' ORDER BY a.attnum))
        FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM part JOIN pg_catalog.pg_class AS c ON c.oid = part.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = part.root JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
WHERE c.relkind = 'r';

-- name: live_partitions
-- The tables and partitions as they were when the target was last brought to a moment.
SELECT source_schema, source_table, part_schema, part_name, part::bigint, state
FROM segue.live_partition WHERE live = %(live)s;

-- name: live_partitions_over
-- There are others now.
DELETE FROM segue.live_partition WHERE live = %(live)s;

-- name: live_partition_saved
-- One that is there.
INSERT INTO segue.live_partition VALUES (%(live)s, %(schema)s, %(table)s, %(part_schema)s, %(part_name)s,
    %(part)s, %(state)s);

-- name: rejects_settled
-- All rows of a load are read again: what was said of refused ones is over.
DELETE FROM segue.reject WHERE load = %(load)s;

-- name: rejects_reopened
-- The same of some rows, by their keys in the target.
DELETE FROM segue.reject WHERE load = %(load)s AND key = ANY (%(keys)s::text[]);

-- name: rejects_where
-- The refused rows of a load: their keys in the target, else their places in the source, by mapping.
SELECT coalesce(pg_catalog.array_agg(key) FILTER (WHERE key IS NOT NULL), '{}'),
    coalesce(pg_catalog.array_agg(place) FILTER (WHERE key IS NULL AND mapping = %(mapping)s), '{}')
FROM segue.reject WHERE load = %(load)s;

-- name: rejects_unnamed
-- Refused rows of a load that are known by their places in the source alone, by mapping.
SELECT mapping, pg_catalog.array_agg(place) FROM segue.reject
WHERE load = %(load)s AND key IS NULL AND place IS NOT NULL AND mapping IS NOT NULL GROUP BY mapping;

-- name: rejects_named
-- The keys in the target under which they would come.
UPDATE segue.reject AS r SET key = given.key
FROM unnest(%(old)s::text[], %(new)s::text[]) AS given (place, key)
WHERE r.load = %(load)s AND r.mapping = %(mapping)s AND r.place = given.place AND r.key IS NULL;

-- name: rejects_gone
-- The source has these rows no longer.
DELETE FROM segue.reject
WHERE load = %(load)s AND mapping = %(mapping)s AND key IS NULL AND place = ANY (%(places)s::text[]);

-- name: load_columns
-- Refused rows of the load are put aside from now on: what their texts are of.
UPDATE segue.load SET columns = %(columns)s WHERE number = %(load)s;

-- name: rejected_since
-- The keys of a load's rows that were refused after a number.
SELECT DISTINCT key FROM segue.reject WHERE load = %(load)s AND number > %(mark)s AND key IS NOT NULL;

-- name: orphans_rejected
-- Those that a foreign key refused.
SELECT DISTINCT key FROM segue.reject WHERE load = %(load)s AND state = %(state)s AND key IS NOT NULL;

-- name: rejects_among
-- Which of these rows are refused.
SELECT DISTINCT key FROM segue.reject WHERE load = %(load)s AND key = ANY (%(keys)s::text[]);

-- name: reject_marks
-- The number of the last refused row of each of these loads.
SELECT load, coalesce((SELECT max(number) FROM segue.reject AS r WHERE r.load = given.load), 0)
FROM pg_catalog.unnest(%(loads)s::bigint[]) AS given (load);

-- name: replica_identities
-- How changed and deleted rows of each table are told in a stream, and whether it can be published.
SELECT n.nspname, c.relname, c.relreplident::text, c.relpersistence = 'p',
    (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.place)
        FROM pg_catalog.pg_index AS i, pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (number, place),
            pg_catalog.pg_attribute AS a
        WHERE i.indrelid = c.oid AND i.indisreplident AND a.attrelid = i.indrelid AND a.attnum = k.number)
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_';

-- name: live_server
-- What a server must allow for a stream.
SELECT pg_catalog.current_setting('wal_level'),
    pg_catalog.current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_catalog.pg_replication_slots),
    pg_catalog.current_setting('max_wal_senders')::int
        - (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'walsender'),
    (SELECT rolsuper OR rolreplication FROM pg_catalog.pg_roles WHERE rolname = current_user),
    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),
    pg_catalog.pg_is_in_recovery(),
    current_setting('max_slot_wal_keep_size', true);

-- name: live_old_transactions
-- Transactions that the making of a slot would wait for, the oldest first.
SELECT pid, usename::text, extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)::float8
FROM pg_catalog.pg_stat_activity
WHERE backend_xid IS NOT NULL AND xact_start < pg_catalog.clock_timestamp() - interval '10 seconds'
    AND pid <> pg_catalog.pg_backend_pid()
ORDER BY xact_start;

-- name: live_blockers
-- Who holds locks against writers' locks on these tables; a prepared transaction has no session.
SELECT DISTINCT coalesce('process ' || a.pid || ' of ' || a.usename || ' for '
        || coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::int, 0)
        || ' s (' || pg_catalog.left(a.query, 60) || ')',
    'the prepared transaction ' || p.gid || ' of ' || p.owner)
FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
LEFT JOIN pg_catalog.pg_locks AS own ON l.pid IS NULL AND own.pid IS NULL AND own.locktype = 'transactionid'
    AND own.virtualtransaction = l.virtualtransaction
LEFT JOIN pg_catalog.pg_prepared_xacts AS p ON p.transaction = own.transactionid
WHERE l.relation = ANY (%(tables)s::text[]::regclass[]::oid[]) AND l.granted
    AND l.mode <> 'AccessShareLock' AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
    AND (a.pid IS NOT NULL OR p.gid IS NOT NULL);

-- name: columns_of
-- What tells whether one of these tables was altered: its columns, and what tells its rows.
SELECT given.name, pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws(' ', attrelid, relreplident, attnum,
    attname, atttypid, atttypmod, attnotnull, attgenerated,
    (SELECT pg_catalog.string_agg(i.indkey::text, ' ' ORDER BY i.indkey::text) FROM pg_catalog.pg_index AS i
        WHERE i.indrelid = attrelid AND (i.indisprimary OR i.indisreplident))), E'\n' ORDER BY attnum))
FROM unnest(%(tables)s::text[]) AS given (name)
JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(given.name)
JOIN pg_catalog.pg_attribute ON attrelid = c.oid
WHERE attnum > 0 AND NOT attisdropped GROUP BY given.name;

-- name: telling
-- What stands for slot and publication as they are; nothing where one is not there, or the slot is lost.
SELECT pg_catalog.md5(pg_catalog.concat_ws(' ', p.oid, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
    (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', r.oid, r.xmin, r.prrelid), ',' ORDER BY r.oid)
        FROM pg_catalog.pg_publication_rel AS r WHERE r.prpubid = p.oid)))
FROM pg_catalog.pg_publication AS p
WHERE p.pubname = %(publication)s AND EXISTS (SELECT FROM pg_catalog.pg_replication_slots
    WHERE slot_name = %(slot)s AND wal_status IS DISTINCT FROM 'lost');

-- name: unidentified
-- Published tables of which the server refuses UPDATE and DELETE: what names their rows is gone, or not published.
SELECT n.nspname, c.relname, c.relkind = 'r'
FROM pg_catalog.pg_publication_rel AS r
JOIN pg_catalog.pg_publication AS p ON p.oid = r.prpubid
JOIN pg_catalog.pg_class AS c ON c.oid = r.prrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(r) ->> 'prattrs') AS listed (columns) -- version 15 and later
LEFT JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid
    AND (c.relreplident = 'd' AND i.indisprimary OR c.relreplident = 'i' AND i.indisreplident)
WHERE p.pubname = %(publication)s AND NOT CASE
    WHEN c.relreplident = 'f' THEN listed.columns IS NULL
    WHEN listed.columns IS NULL THEN i.indexrelid IS NOT NULL
    ELSE i.indexrelid IS NOT NULL AND i.indkey::int2[] <@ ARRAY(
        SELECT number[1]::int2 FROM pg_catalog.regexp_matches(listed.columns, '[0-9]+', 'g') AS m (number))
    END;

-- name: telling_outbox
-- The same of the outbox and its triggers.
SELECT pg_catalog.md5(pg_catalog.concat_ws(' ', pg_catalog.to_regclass('segue_live.outbox')::oid,
    pg_catalog.string_agg(pg_catalog.concat_ws(' ', t.oid, t.tgenabled), ',' ORDER BY t.oid)))
FROM pg_catalog.pg_trigger AS t WHERE t.tgname = %(trigger)s AND NOT t.tgisinternal AND t.tgparentid = 0
HAVING pg_catalog.to_regclass('segue_live.outbox') IS NOT NULL;

-- name: table_oids
-- By which numbers a stream names these tables.
SELECT name::regclass::oid::bigint FROM unnest(%(tables)s::text[]) WITH ORDINALITY AS given (name, place)
ORDER BY place;

-- name: slot_state
-- A slot: who reads it, and how many bytes of WAL the server keeps for it.
SELECT active_pid, pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint,
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), confirmed_flush_lsn)::bigint, wal_status
FROM pg_catalog.pg_replication_slots WHERE slot_name = %(slot)s;

-- name: slot_drop
-- Drop the slot if it is there.
SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM pg_catalog.pg_replication_slots WHERE slot_name = %(slot)s;

-- name: slot_free
-- End whoever reads the slot.
SELECT pg_catalog.pg_terminate_backend(active_pid) FROM pg_catalog.pg_replication_slots
WHERE slot_name = %(slot)s AND active_pid IS NOT NULL;

-- name: slot_advance
-- What was written until now need not be sent by the slot.
SELECT pg_catalog.pg_replication_slot_advance(slot_name, pg_catalog.pg_current_wal_lsn())
FROM pg_catalog.pg_replication_slots WHERE slot_name = %(slot)s AND active_pid IS NULL;

-- name: moment
-- What this transaction sees, and the end of the WAL that tells it.
SELECT pg_catalog.pg_snapshot_xmin(s)::text::bigint, pg_catalog.pg_snapshot_xmax(s)::text::bigint,
    ARRAY(SELECT x::text::bigint FROM pg_catalog.pg_snapshot_xip(s) AS x), pg_catalog.pg_current_wal_insert_lsn()::text,
    pg_catalog.clock_timestamp()
FROM pg_catalog.pg_current_snapshot() AS s;

-- name: nudge
-- Write something into the WAL, and all before it to the disk, so that the stream comes that far.
SELECT pg_catalog.pg_logical_emit_message(true, 'segue', 'here');

-- name: fence_body
-- What the function of a live move's fences does.
SELECT p.prosrc FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = 'segue_live' AND p.proname = %(name)s;

-- name: fence_tables
-- The tables on which a live move's fences stand.
SELECT n.nspname, c.relname FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.tgname = %(name)s AND NOT t.tgisinternal ORDER BY 1, 2;

-- name: live_schema_drop
-- Drop the schema of live moves, unless another one has something in it.
DO $$ BEGIN
    DROP SCHEMA IF EXISTS segue_live;
EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
END $$;

-- name: outbox_create
-- Where triggers write the keys of what changes, in the transaction that changes it.
CREATE TABLE segue_live.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_schema text NOT NULL,
    source_table text NOT NULL,
    key text[],
    xid bigint NOT NULL DEFAULT pg_catalog.pg_current_xact_id()::text::bigint,
    changed timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);

-- name: outbox_owner
-- Whose outbox is there; no row where there is none.
SELECT pg_catalog.obj_description(oid, 'pg_class') FROM pg_catalog.pg_class
WHERE oid = pg_catalog.to_regclass('segue_live.outbox');

-- name: outbox_tables
-- The tables that have a trigger of this name; clones on partitions go with their root's.
SELECT n.nspname, c.relname FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.tgname = %(trigger)s AND NOT t.tgisinternal AND t.tgparentid = 0;

-- name: partitions_of
-- The partitions of a table at any depth.
SELECT n.nspname, c.relname FROM pg_catalog.pg_partition_tree(%(table)s::regclass) AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.relid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace;

-- name: outbox_functions
-- The functions of the triggers of the outbox.
SELECT p.proname FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = 'segue_live' AND p.proname ~ '^changed_';

-- name: outbox_some
-- Some of what waits in the outbox. The order is of no meaning: what is read is deleted by its number.
SELECT id, source_schema, source_table, key, xid, changed FROM segue_live.outbox ORDER BY id LIMIT %(most)s;

-- name: outbox_done
-- These are in the target's journal.
DELETE FROM segue_live.outbox WHERE id = ANY (%(ids)s);

-- name: outbox_waiting
-- How many keys wait in the outbox.
SELECT count(*) FROM segue_live.outbox;
