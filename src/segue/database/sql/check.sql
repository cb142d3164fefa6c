-- What check asks beyond the catalog. Run with an empty search path.

-- name: casts
-- Every cast of the server, with the context in which it happens: i implicit, a assignment, e explicit.
SELECT
    sn.nspname::text AS source_schema,
    s.typname::text AS source_name,
    tn.nspname::text AS target_schema,
    t.typname::text AS target_name,
    c.castcontext::text AS context
FROM pg_cast AS c
JOIN pg_type AS s ON s.oid = c.castsource
JOIN pg_namespace AS sn ON sn.oid = s.typnamespace
JOIN pg_type AS t ON t.oid = c.casttarget
JOIN pg_namespace AS tn ON tn.oid = t.typnamespace
WHERE c.castsource <> c.casttarget;

-- name: lock_table
-- How many locks the server holds at once for certain, as the manual says of the first setting.
SELECT current_setting('max_locks_per_transaction')::int * (
    current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int
);

-- name: folding_collations
-- Collations that know the capitals of all scripts, whatever the database's own knows; the best first.
SELECT n.nspname, c.collname
FROM pg_collation AS c
JOIN pg_namespace AS n ON n.oid = c.collnamespace
JOIN pg_database AS d ON d.datname = current_database()
WHERE n.nspname = 'pg_catalog' AND c.collencoding IN (-1, d.encoding)
    AND c.collname NOT IN ('default', 'C', 'POSIX', 'ucs_basic')
    AND (c.collencoding <> -1 OR c.collname IN ('pg_unicode_fast', 'pg_c_utf8', 'und-x-icu'))
ORDER BY
    array_position(ARRAY['pg_unicode_fast', 'pg_c_utf8', 'und-x-icu', 'C.utf8'], c.collname::text),
    c.collname
LIMIT 1;

-- name: icu_collations
-- Collations of the ICU library that people or migrations made.
SELECT n.nspname::text, c.collname::text
FROM pg_collation AS c
JOIN pg_namespace AS n ON n.oid = c.collnamespace
WHERE c.collprovider = 'i' AND n.nspname <> 'pg_catalog';

-- name: has_icu
-- Whether the server was built with the ICU library; a single collation stands there without it.
SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu');

-- name: index_extensions
-- Extensions without which some index cannot be built.
SELECT DISTINCT e.extname::text
FROM pg_depend AS d
JOIN pg_class AS i ON i.oid = d.objid AND i.relkind IN ('i', 'I')
JOIN pg_depend AS m
    ON m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e'
JOIN pg_extension AS e ON e.oid = m.refobjid
WHERE d.classid = 'pg_class'::regclass
    AND d.refclassid IN ('pg_opclass'::regclass, 'pg_proc'::regclass, 'pg_collation'::regclass)
ORDER BY 1;

-- name: has_migrations_table
-- Whether a schema has the table in which Django notes applied migrations.
SELECT EXISTS (
    SELECT
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = %(schema)s AND c.relname = %(name)s
        AND has_table_privilege(c.oid, 'SELECT')
);

-- name: unsteady_functions
-- Whether a function of one of the names may answer differently each time it is asked.
SELECT EXISTS (
    SELECT FROM pg_proc
    WHERE proname::text = ANY (%(names)s::text[])
    AND (
        provolatile = 'v'
        OR proname IN ('now', 'transaction_timestamp', 'statement_timestamp', 'timeofday', 'age')
    )
);

-- name: type_texts
-- How types with these modifiers are written, in the order asked for.
SELECT format_type(asked.oid, asked.modifier)
FROM unnest(%(oids)s::oid[], %(modifiers)s::int[]) WITH ORDINALITY AS asked (oid, modifier, place)
ORDER BY asked.place;

-- name: types_by_name
-- Types of these names that are not the server's own, with the extension that made each.
SELECT t.typname::text, n.nspname::text, e.extname::text
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_depend AS d
    ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.objsubid = 0 AND d.deptype = 'e'
LEFT JOIN pg_extension AS e ON e.oid = d.refobjid
WHERE t.typname::text = ANY (%(names)s::text[]) AND n.nspname <> 'pg_catalog';

-- name: common_values
-- The values that the planner's statistics know of columns, where they know nearly all of them.
SELECT s.schemaname::text, s.tablename::text, s.attname::text, s.most_common_vals::text::text[]
FROM pg_stats AS s
JOIN unnest(%(schemas)s::text[], %(tables)s::text[], %(columns)s::text[])
    AS asked (schema, name, attribute)
    ON asked.schema = s.schemaname AND asked.name = s.tablename AND asked.attribute = s.attname
WHERE NOT s.inherited
    AND s.null_frac + (SELECT coalesce(sum(f), 0) FROM unnest(s.most_common_freqs) AS f) > 0.999;

-- name: large_outside
-- Those of the tables that keep at least so many bytes of values outside their own pages.
SELECT n.nspname::text, c.relname::text
FROM unnest(%(schemas)s::text[], %(tables)s::text[]) AS wanted (schema, name)
JOIN pg_catalog.pg_namespace AS n ON n.nspname = wanted.schema
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = wanted.name
WHERE c.reltoastrelid <> 0 AND pg_catalog.pg_relation_size(c.reltoastrelid) >= %(least)s;

-- name: computed_indexes
-- The indexes of the tables that compute something, or choose rows, and the columns that they name.
SELECT
    n.nspname::text,
    c.relname::text,
    x.relname::text,
    pg_get_expr(i.indexprs, i.indrelid),
    pg_get_expr(i.indpred, i.indrelid),
    ARRAY(
        SELECT a.attname::text
        FROM pg_attribute AS a
        WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
            AND EXISTS (
                SELECT FROM pg_depend AS d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                    AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                    AND d.refobjsubid = a.attnum
            )
    )
FROM pg_index AS i
JOIN pg_class AS x ON x.oid = i.indexrelid
JOIN pg_class AS c ON c.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN unnest(%(schemas)s::text[], %(names)s::text[]) AS asked (schema, name)
    ON asked.schema = n.nspname AND asked.name = c.relname
WHERE i.indisvalid AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
ORDER BY 1, 2, 3;

-- name: event_triggers
-- Those that fire: name, owner, the function that they call; whether they fire behind a new table.
SELECT
    e.evtname::text, pg_get_userbyid(e.evtowner)::text, p.proname::text,
    e.evtevent = 'ddl_command_end' AND coalesce('CREATE TABLE' = ANY (e.evttags), true)
FROM pg_event_trigger AS e
JOIN pg_proc AS p ON p.oid = e.evtfoid
WHERE e.evtenabled IN ('O', 'A') AND e.evtevent NOT IN ('login', 'table_rewrite')
ORDER BY 1;
