-- name: foreign_keys_not_validated
-- The foreign keys from or to each of some tables that the server has not checked for all rows.
SELECT n.nspname, t.relname, c.conrelid::pg_catalog.regclass::pg_catalog.text || '.' || c.conname
FROM ROWS FROM (
    pg_catalog.unnest(%(schemas)s::pg_catalog.name[]),
    pg_catalog.unnest(%(names)s::pg_catalog.name[])
) AS one (schema, name)
JOIN pg_catalog.pg_namespace AS n ON n.nspname = one.schema
JOIN pg_catalog.pg_class AS t ON t.relnamespace = n.oid AND t.relname = one.name
JOIN pg_catalog.pg_constraint AS c ON t.oid IN (c.conrelid, c.confrelid)
WHERE c.contype = 'f' AND NOT c.convalidated
ORDER BY 3;

-- name: materialized_view_reads
-- Which materialized view reads which other one, through views too.
WITH RECURSIVE reads (view, read) AS (
    SELECT r.ev_class, d.refobjid
    FROM pg_rewrite AS r
    JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
), through (view, read) AS (
    SELECT reads.view, reads.read FROM reads JOIN pg_class AS m ON m.oid = reads.view AND m.relkind = 'm'
    UNION
    SELECT through.view, reads.read
    FROM through
    JOIN pg_class AS v ON v.oid = through.read AND v.relkind = 'v'
    JOIN reads ON reads.view = through.read
)
SELECT vn.nspname::text, v.relname::text, mn.nspname::text, m.relname::text
FROM through
JOIN pg_class AS v ON v.oid = through.view
JOIN pg_namespace AS vn ON vn.oid = v.relnamespace
JOIN pg_class AS m ON m.oid = through.read AND m.relkind = 'm'
JOIN pg_namespace AS mn ON mn.oid = m.relnamespace;
