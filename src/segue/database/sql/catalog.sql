-- The catalog of a database. Run with an empty search path, so that every definition and expression
-- comes with its names qualified. %(tables)s holds the object ids that the query "tables" gave.
-- Columns that only newer servers have are read through to_jsonb, which older ones bear with.

-- name: server
-- The server and the database as this session sees them.
SELECT
    current_setting('server_version_num')::int AS version,
    split_part(current_setting('server_version'), ' ', 1) AS version_text,
    d.datname::text AS database,
    d.oid::bigint AS database_oid,
    pg_encoding_to_char(d.encoding)::text AS encoding,
    d.datcollate::text AS collate,
    d.datctype::text AS ctype,
    coalesce(facts ->> 'datlocprovider', 'c') AS locale_provider,
    coalesce(facts ->> 'datlocale', facts ->> 'daticulocale') AS locale,
    facts ->> 'datcollversion' AS collation_version,
    current_setting('TimeZone') AS timezone,
    pg_is_in_recovery() AS in_recovery,
    (
        -- As the session began: ours may have been made READ ONLY since.
        SELECT s.reset_val = 'on' FROM pg_settings AS s
        WHERE s.name = 'default_transaction_read_only'
    ) AS reads_only,
    (
        -- Names of other sessions' standbys are hidden from most roles: then any of them will do.
        current_setting('synchronous_standby_names') <> ''
        AND current_setting('synchronous_commit') NOT IN ('off', 'local')
        AND NOT EXISTS (
            SELECT FROM pg_stat_replication AS s
            WHERE s.sync_state IS NULL OR s.sync_state IN ('sync', 'quorum')
        )
    ) AS lacks_standby,
    current_user::text AS user,
    r.rolsuper AS superuser,
    r.rolsuper OR r.rolcreatedb AS can_create_database,
    has_database_privilege(d.oid, 'CREATE') AS can_create_schema,
    has_database_privilege(d.oid, 'TEMPORARY') AS can_create_temporary,
    current_setting('max_connections')::int AS max_connections,
    (
        SELECT json_object_agg(s.name, current_setting(s.name) ORDER BY s.name)
        FROM pg_settings AS s
        WHERE s.name IN (
            'maintenance_work_mem', 'max_worker_processes', 'max_parallel_maintenance_workers',
            'max_parallel_workers', 'shared_buffers', 'max_wal_size', 'wal_level',
            'max_locks_per_transaction'
        )
    ) AS settings
FROM pg_database AS d
CROSS JOIN LATERAL to_jsonb(d) AS facts
CROSS JOIN pg_roles AS r
WHERE d.datname = current_database() AND r.rolname = current_user;

-- name: system_identifier
-- What initdb chose; some services refuse to tell.
SELECT system_identifier::text FROM pg_control_system();

-- name: inventory
-- Schemas, extensions installed and available, their types, and the number of large objects.
SELECT
    (
        SELECT coalesce(array_agg(nspname::text ORDER BY nspname), '{}')
        FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    ) AS schemas,
    (
        SELECT coalesce(json_object_agg(extname, extversion ORDER BY extname), '{}')
        FROM pg_extension
    ) AS extensions,
    (
        SELECT coalesce(json_object_agg(name, default_version ORDER BY name), '{}')
        FROM pg_available_extensions
    ) AS available_extensions,
    (
        SELECT coalesce(
            array_agg(ARRAY[x.extname::text, n.nspname::text, t.typname::text] ORDER BY t.oid), '{}'
        )
        FROM pg_depend AS member
        JOIN pg_extension AS x ON x.oid = member.refobjid
        JOIN pg_type AS t ON t.oid = member.objid AND t.typtype = 'b' AND t.typelem = 0
        JOIN pg_namespace AS n ON n.oid = t.typnamespace
        WHERE member.classid = 'pg_type'::regclass AND member.deptype = 'e'
    ) AS extension_types,
    (SELECT count(*) FROM pg_largeobject_metadata) AS large_objects;

-- name: tables
-- Every relation of the user's that holds or shows rows, without its columns.
SELECT
    c.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.relkind::text AS kind,
    greatest(c.reltuples, 0)::bigint AS rows_estimate,
    coalesce(ceil(size.main / current_setting('block_size')::numeric), 0)::bigint AS pages,
    coalesce(size.main, 0) + coalesce(size.toast, 0) AS bytes,
    (SELECT inhparent::bigint FROM pg_inherits WHERE inhrelid = c.oid AND inhseqno = 1) AS parent,
    c.relispartition AS is_partition,
    CASE
        WHEN c.relispartition AND current_setting('segue.locks', true) IS DISTINCT FROM 'none'
        THEN pg_get_partition_constraintdef(c.oid)
    END AS bound,
    c.relrowsecurity AND row_security_active(c.oid) AS rows_hidden,
    pg_has_role(c.relowner, 'USAGE') AS owned,
    pg_get_userbyid(c.relowner)::text AS owner,
    pg_has_role(c.relowner, 'MEMBER') AS may_become_owner,
    has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS may_select,
    has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'INSERT') AS may_insert,
    has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'TRUNCATE') AS may_truncate,
    c.relpersistence::text AS persistence,
    e.extname::text AS extension,
    (
        SELECT coalesce(e.extcondition[place], '')
        FROM generate_subscripts(e.extconfig, 1) AS place WHERE e.extconfig[place] = c.oid
    ) AS extension_condition,
    c.relispopulated AS populated,
    obj_description(c.oid, 'pg_class') AS comment
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_depend AS member
    ON member.classid = 'pg_class'::regclass AND member.objid = c.oid AND member.objsubid = 0
    AND member.deptype = 'e'
LEFT JOIN pg_extension AS e ON e.oid = member.refobjid
LEFT JOIN LATERAL (
    SELECT
        pg_relation_size(c.oid) AS main,
        pg_relation_size(nullif(c.reltoastrelid, 0)) AS toast
    WHERE c.relkind IN ('r', 'm') AND current_setting('segue.locks', true) IS DISTINCT FROM 'none'
) AS size ON true
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
    AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname;

-- name: columns
-- The columns of the tables, each with the object id of its type.
SELECT
    a.attrelid::bigint AS table_oid,
    a.attname::text AS name,
    a.attnum::int AS number,
    a.atttypid::bigint AS type_oid,
    a.atttypmod AS modifier,
    format_type(a.atttypid, a.atttypmod) AS type_text,
    a.attnotnull AS not_null,
    a.attnotnull AND EXISTS (
        SELECT FROM pg_constraint AS k
        WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated
            AND a.attnum = ANY (k.conkey)
    ) AS nulls_stand,
    -- Told without its table, which it cannot name, an expression takes no lock on it.
    CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, 0) END AS default,
    CASE WHEN a.attgenerated <> '' AND current_setting('segue.locks', true) IS DISTINCT FROM 'none'
        THEN pg_get_expr(d.adbin, d.adrelid)
    END AS generation,
    a.attidentity::text AS identity,
    a.attgenerated::text AS generated,
    cn.nspname::text AS collation_schema,
    co.collname::text AS collation_name,
    coalesce(co.collisdeterministic, true) AS collation_deterministic,
    col_description(a.attrelid, a.attnum) AS comment
FROM pg_attribute AS a
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation AS co
    ON co.oid = a.attcollation AND co.oid <> '"default"'::regcollation
LEFT JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
WHERE a.attrelid = ANY (%(tables)s::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum;

-- name: types
-- These types and those that the tables' columns use, with every type within another one.
WITH RECURSIVE used (oid) AS (
    SELECT unnest(%(types)s::oid[])
    UNION
    SELECT atttypid
    FROM pg_attribute
    WHERE attrelid = ANY (%(tables)s::oid[]) AND attnum > 0 AND NOT attisdropped
    UNION
    SELECT needed.oid
    FROM used
    JOIN pg_type AS t ON t.oid = used.oid
    CROSS JOIN LATERAL (
        SELECT e.oid FROM pg_type AS e WHERE e.oid = t.typelem AND e.typarray = t.oid
        UNION ALL
        SELECT t.typbasetype WHERE t.typtype = 'd'
        UNION ALL
        SELECT r.rngsubtype FROM pg_range AS r WHERE t.typtype = 'r' AND r.rngtypid = t.oid
        UNION ALL
        SELECT r.rngtypid
        FROM pg_range AS r
        WHERE t.typtype = 'm' AND (to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid
        UNION ALL
        SELECT a.atttypid
        FROM pg_attribute AS a
        WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
    ) AS needed (oid)
)
SELECT
    t.oid::bigint AS oid,
    n.nspname::text AS schema,
    t.typname::text AS name,
    CASE WHEN element.oid IS NULL THEN t.typtype::text ELSE 'A' END AS kind,
    coalesce(element.oid, nullif(t.typbasetype, 0), inner_range.oid)::bigint AS inner_oid,
    t.typtypmod AS inner_modifier,
    format_type(
        coalesce(element.oid, nullif(t.typbasetype, 0), inner_range.oid), t.typtypmod
    ) AS inner_text,
    ARRAY(
        SELECT jsonb_build_array(
            a.attname, a.atttypid::bigint, a.atttypmod, format_type(a.atttypid, a.atttypmod)
        )
        FROM pg_attribute AS a
        WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
    ) AS attributes,
    ARRAY(
        SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder
    ) AS labels,
    ARRAY(
        SELECT jsonb_build_array(
            k.conname, pg_get_constraintdef(k.oid), pg_get_expr(k.conbin, 0), k.convalidated,
            k.conbin::text !~ 'SQLVALUEFUNCTION' AND NOT EXISTS (
                SELECT
                FROM regexp_matches(k.conbin::text, ':(?:opfuncid|funcid) (\d+)', 'g') AS c (number)
                JOIN pg_proc AS p ON p.oid = c.number[1]::oid
                WHERE p.provolatile <> 'i'
            )
        )
        FROM pg_constraint AS k
        WHERE k.contypid = t.oid AND k.contype = 'c'
        ORDER BY k.conname
    ) AS rules,
    t.typnotnull AS refuses_null,
    CASE WHEN t.typtype = 'd' THEN t.typdefault END AS default_value,
    x.extname::text AS extension
FROM used
JOIN pg_type AS t ON t.oid = used.oid
JOIN pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_type AS element ON element.oid = t.typelem AND element.typarray = t.oid
LEFT JOIN LATERAL (
    SELECT r.rngsubtype AS oid FROM pg_range AS r WHERE t.typtype = 'r' AND r.rngtypid = t.oid
    UNION ALL
    SELECT r.rngtypid
    FROM pg_range AS r
    WHERE t.typtype = 'm' AND (to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid
) AS inner_range ON true
LEFT JOIN pg_depend AS member
    ON member.classid = 'pg_type'::regclass AND member.objid = coalesce(element.oid, t.oid)
    AND member.objsubid = 0 AND member.deptype = 'e'
LEFT JOIN pg_extension AS x ON x.oid = member.refobjid;

-- name: constraints
-- The constraints of the tables with what PostgreSQL knows of each kind; NULL where it is another's.
SELECT
    k.conrelid::bigint AS table_oid,
    k.contype::text AS kind,
    k.conname::text AS name,
    pg_get_constraintdef(k.oid) AS definition,
    k.conkey AS columns,
    k.convalidated AS validated,
    newer.conenforced AS enforced,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    k.confrelid::bigint AS referenced_oid,
    k.confkey AS referenced_columns,
    k.confmatchtype = 'f' AS match_full,
    k.confdeltype::text AS on_delete,
    k.confupdtype::text AS on_update,
    newer.conperiod AS period,
    i.relname::text AS index,
    pg_get_expr(k.conbin, k.conrelid) AS expression,
    coalesce(calls.immutable, true) AND k.conbin::text !~ 'SQLVALUEFUNCTION' AS immutable,
    coalesce(calls.reads_tables, false) AS reads_tables,
    k.connoinherit AS no_inherit,
    k.conparentid <> 0 OR k.coninhcount > 0 AS inherited,
    k.contype <> 'f' AND EXISTS (
        SELECT
        FROM pg_depend AS d
        WHERE d.refclassid = 'pg_constraint'::regclass AND d.refobjid = k.oid
            AND NOT (d.classid = 'pg_class'::regclass AND d.objid = k.conindid)
            AND NOT (d.classid = 'pg_trigger'::regclass AND d.deptype = 'i')
            AND d.deptype NOT IN ('P', 'S')
    ) AS needed_by_others,
    c.description AS comment
FROM pg_constraint AS k
LEFT JOIN pg_class AS i ON i.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
-- Columns that servers before 18 lack: there the names are those of `older`, further out.
CROSS JOIN (SELECT true AS conenforced, false AS conperiod) AS older
CROSS JOIN LATERAL (SELECT conenforced, conperiod FROM (SELECT k.*) AS newest) AS newer
LEFT JOIN LATERAL (
    -- What the condition calls is in its tree alone: pg_depend leaves the server's own out.
    SELECT
        bool_and(p.provolatile = 'i') AS immutable,
        bool_or(
            l.lanname NOT IN ('internal', 'c')
            AND (
                p.provolatile <> 'i' OR p.prosrc ~* '\mfrom\M'
                OR p.prosrc = '' AND EXISTS (
                    SELECT FROM pg_depend AS d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                        AND d.refclassid = 'pg_class'::regclass
                )
            )
        ) AS reads_tables
    FROM regexp_matches(k.conbin::text, ':(?:opfuncid|funcid) (\d+)', 'g') AS called (number)
    JOIN pg_proc AS p ON p.oid = called.number[1]::oid
    JOIN pg_language AS l ON l.oid = p.prolang
    WHERE k.contype = 'c'
) AS calls ON true
LEFT JOIN pg_description AS c
    ON c.classoid = 'pg_constraint'::regclass AND c.objoid = k.oid AND c.objsubid = 0
WHERE k.conrelid = ANY (%(tables)s::oid[]) AND k.contype IN ('p', 'u', 'f', 'c', 'x', 'n')
ORDER BY k.conrelid, k.conname;

-- name: indexes
-- The indexes of the tables with everything that DROP and CREATE INDEX would lose.
SELECT
    i.indrelid::bigint AS table_oid,
    c.relname::text AS name,
    pg_get_indexdef(i.indexrelid) AS definition,
    am.amname::text AS method,
    i.indkey::int2[] AS columns,
    i.indnkeyatts::int AS key_columns,
    CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
        SELECT pg_get_indexdef(i.indexrelid, place, false)
        FROM generate_series(1, i.indnkeyatts) AS place
    ) END AS parts,
    CASE WHEN i.indcollation::oid[] && ARRAY(
        SELECT o.oid FROM pg_collation AS o WHERE NOT o.collisdeterministic
    ) THEN ARRAY(
        SELECT CASE WHEN o.oid IS NOT NULL THEN jsonb_build_array(n.nspname, o.collname) END
        FROM unnest(i.indcollation::oid[]) WITH ORDINALITY AS part (oid, place)
        LEFT JOIN pg_collation AS o ON o.oid = part.oid AND NOT o.collisdeterministic
        LEFT JOIN pg_namespace AS n ON n.oid = o.collnamespace
        WHERE part.place <= i.indnkeyatts
        ORDER BY part.place
    ) END AS collations,
    CASE WHEN k.conexclop IS NOT NULL THEN ARRAY(
        SELECT jsonb_build_array(n.nspname, o.oprname)
        FROM unnest(k.conexclop) WITH ORDINALITY AS op (oid, place)
        JOIN pg_operator AS o ON o.oid = op.oid
        JOIN pg_namespace AS n ON n.oid = o.oprnamespace
        ORDER BY op.place
    ) END AS operators,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    newer.indnullsnotdistinct AS nulls_equal,
    CASE WHEN c.relkind = 'i' THEN coalesce(pg_relation_size(c.oid), 0) ELSE 0 END AS bytes,
    i.indisunique AS unique,
    i.indisprimary AS primary,
    i.indisvalid AND i.indisready AND i.indislive AS valid,
    k.conname::text AS constraint,
    s.spcname::text AS tablespace,
    i.indisreplident AND t.relreplident = 'i' AS replica_identity,
    i.indisclustered AS clustered,
    ARRAY(
        SELECT ARRAY[a.attnum::int, a.attstattarget::int]
        FROM pg_attribute AS a
        WHERE a.attrelid = i.indexrelid AND a.attnum > 0 AND a.attstattarget >= 0
        ORDER BY a.attnum
    ) AS statistics,
    d.description AS comment,
    c.relispartition AS inherited,
    EXISTS (
        SELECT
        FROM pg_depend AS d
        LEFT JOIN pg_constraint AS f
            ON d.classid = 'pg_constraint'::regclass AND f.oid = d.objid AND f.contype = 'f'
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indexrelid
            AND f.oid IS NULL AND d.deptype NOT IN ('P', 'S')
    ) AS needed_by_others,
    ARRAY(
        SELECT e.extname::text
        FROM pg_depend AS d
        JOIN pg_extension AS e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
            AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'
        ORDER BY e.extname
    ) AS extensions
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_am AS am ON am.oid = c.relam
JOIN pg_class AS t ON t.oid = i.indrelid
-- Servers before 15 lack the column: there the name is that of `older`, further out.
CROSS JOIN (SELECT false AS indnullsnotdistinct) AS older
CROSS JOIN LATERAL (SELECT indnullsnotdistinct FROM (SELECT i.*) AS newest) AS newer
LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_description AS d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
WHERE i.indrelid = ANY (%(tables)s::oid[])
ORDER BY i.indrelid, c.relname;

-- name: triggers
-- The triggers of the tables that people or migrations made.
SELECT
    tgrelid::bigint AS table_oid,
    tgname::text AS name,
    pg_get_triggerdef(oid) AS definition,
    tgenabled::text AS enabled,
    tgparentid <> 0 AS inherited,
    tgconstraint <> 0 AS constraint
FROM pg_trigger
WHERE tgrelid = ANY (%(tables)s::oid[]) AND NOT tgisinternal
ORDER BY tgrelid, tgname;

-- name: sequences
-- Every sequence of the user's with its owner and the columns that are filled from it.
WITH drawing (sequence, deptype, refs) AS (
    SELECT
        drawn.sequence,
        drawn.deptype,
        jsonb_agg(
            jsonb_build_array(tn.nspname, t.relname, a.attname)
            ORDER BY tn.nspname, t.relname, a.attnum
        )
    FROM (
        SELECT DISTINCT d.refobjid, 'n', v.adrelid, v.adnum
        FROM pg_depend AS d
        JOIN pg_attrdef AS v ON v.oid = d.objid
        WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
        UNION ALL
        SELECT d.objid, d.deptype::text, d.refobjid, d.refobjsubid
        FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.objsubid = 0 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    ) AS drawn (sequence, deptype, table_oid, number)
    JOIN pg_sequence AS s ON s.seqrelid = drawn.sequence
    JOIN pg_class AS t ON t.oid = drawn.table_oid AND t.relpersistence <> 't'
    JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = drawn.table_oid AND a.attnum = drawn.number
    GROUP BY drawn.sequence, drawn.deptype
)
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    format_type(s.seqtypid, NULL) AS type,
    s.seqstart AS start,
    s.seqincrement AS increment,
    s.seqmin AS minimum,
    s.seqmax AS maximum,
    s.seqcycle AS cycle,
    -- A standby cannot read an unlogged sequence.
    CASE
        WHEN has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'SELECT, USAGE')
            AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
        THEN pg_sequence_last_value(c.oid)
    END AS last_value,
    coalesce(identity.refs, owner.refs) -> 0 AS owner,
    identity.refs IS NOT NULL AS identity,
    coalesce(identity.refs, '[]') || coalesce(used.refs, '[]') AS used_by,
    e.extname::text AS extension,
    has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'SELECT') AS may_select,
    has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'UPDATE') AS may_update
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN drawing AS identity ON identity.sequence = c.oid AND identity.deptype = 'i'
LEFT JOIN drawing AS owner ON owner.sequence = c.oid AND owner.deptype = 'a'
LEFT JOIN drawing AS used ON used.sequence = c.oid AND used.deptype = 'n'
LEFT JOIN pg_depend AS member
    ON member.classid = 'pg_class'::regclass AND member.objid = c.oid AND member.objsubid = 0
    AND member.deptype = 'e'
LEFT JOIN pg_extension AS e ON e.oid = member.refobjid
WHERE c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname;
