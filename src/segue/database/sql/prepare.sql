-- name: is_bare
-- Whether a database holds no table but those of extensions and of the journal.
SELECT NOT EXISTS (
    SELECT FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND NOT (n.nspname = 'segue' AND c.relname = ANY (%(journal)s))
      AND n.nspname !~ '^pg_toast'
      AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'
      )
);

-- name: scratch_left
-- Scratch databases that a Segue which was killed left behind; one in use always has a session.
SELECT d.datname::text
FROM pg_catalog.pg_database AS d
WHERE d.datname ~ '^segue_scratch_[0-9a-f]{8}$'
    AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = d.oid);

-- name: kept_databases
-- Scratch databases that are kept, by how their names begin, as far as the role may drop them.
SELECT d.datname::text
FROM pg_catalog.pg_database AS d
WHERE pg_catalog.starts_with(d.datname::text, %(beginning)s)
    AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
ORDER BY d.datname;

-- name: kept_took
-- The seconds that a kept scratch database took, as its comment has them.
SELECT pg_catalog.shobj_description(d.oid, 'pg_database')
FROM pg_catalog.pg_database AS d
WHERE d.datname = %(name)s;

-- name: wipe
-- What takes out everything that migrations made: statements, in an order that works.
SELECT s.statement
FROM (
    SELECT 1 AS place, pg_catalog.format('DROP %s IF EXISTS %I.%I CASCADE',
        CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
            WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, n.nspname, c.relname) AS statement
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'segue')
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                AND d.deptype IN ('e', 'i')
        )
    UNION ALL
    SELECT 2, pg_catalog.format('DROP %s IF EXISTS %s CASCADE',
        CASE p.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
        p.oid::pg_catalog.regprocedure)
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'segue')
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e'
        )
    UNION ALL
    SELECT 3, pg_catalog.format('DROP TYPE IF EXISTS %I.%I CASCADE', n.nspname, t.typname)
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('e', 'd', 'r', 'c') AND n.nspname !~ '^pg_'
        AND n.nspname NOT IN ('information_schema', 'segue')
        AND (t.typrelid = 0 OR EXISTS (
            SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e'
        )
) AS s
ORDER BY s.place;

-- name: extensions_in_use
-- Extensions without which the types of columns, or the indexes, of people's tables cannot be made.
WITH tables AS (
    SELECT c.oid
    FROM pg_class AS c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace NOT IN (
        'pg_catalog'::regnamespace, 'information_schema'::regnamespace
    ) AND NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
), needed (classid, objid) AS (
    SELECT 'pg_type'::regclass::oid, unnest(ARRAY[t.oid, t.typelem, t.typbasetype])
    FROM tables
    JOIN pg_attribute AS a ON a.attrelid = tables.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type AS t ON t.oid = a.atttypid
    UNION
    SELECT d.refclassid, d.refobjid
    FROM tables
    JOIN pg_index AS i ON i.indrelid = tables.oid
    JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
        AND d.refclassid IN ('pg_opclass'::regclass, 'pg_proc'::regclass)
)
SELECT DISTINCT e.extname::text
FROM needed
JOIN pg_depend AS d
    ON d.classid = needed.classid AND d.objid = needed.objid AND d.deptype = 'e'
JOIN pg_extension AS e ON e.oid = d.refobjid
ORDER BY 1;

-- name: databases
-- The databases of this server that can be connected to, but for its templates.
SELECT datname::text FROM pg_catalog.pg_database
WHERE datallowconn AND NOT datistemplate ORDER BY datname;

-- name: home_schema
-- Where tables are made whose names say no schema, and whether the role may make some there.
SELECT
    current_schema()::text,
    current_setting('search_path'),
    has_schema_privilege(current_schema()::text, 'CREATE'),
    current_user::text;
