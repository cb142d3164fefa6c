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

-- name: table_forms
-- Of each table: what decides how its rows are read, as one number, beside its place in the list.
-- Relations with their files, columns as the catalog has them, and the labels of all enums. A table is left
-- out where rows do not tell who wrote them: not every relation keeps them in PostgreSQL's own heap.
WITH given AS (
    SELECT one.place, c.oid, c.relkind
    FROM ROWS FROM (
        pg_catalog.unnest(%(schemas)s::pg_catalog.name[]),
        pg_catalog.unnest(%(names)s::pg_catalog.name[])
    ) WITH ORDINALITY AS one (schema, name, place)
    JOIN pg_catalog.pg_namespace AS n ON n.nspname = one.schema
    JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = one.name
), relations AS (
    SELECT g.place, pg_catalog.string_agg(pg_catalog.concat_ws(':', c.oid, c.relkind, c.relfilenode), ',' ORDER BY c.oid) AS listed
    FROM given AS g
    JOIN LATERAL (
        SELECT g.oid UNION SELECT relid FROM pg_catalog.pg_partition_tree(g.oid) WHERE g.relkind = 'p'
    ) AS tree (oid) ON true
    JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
    LEFT JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
    GROUP BY g.place
    HAVING pg_catalog.bool_and(c.relkind = 'p' OR c.relkind = 'r' AND m.amname = 'heap')
), columns AS (
    SELECT g.place, pg_catalog.string_agg(
        pg_catalog.concat_ws(':', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation, a.attgenerated, a.attisdropped,
            CASE WHEN a.attgenerated <> '' THEN d.adbin::pg_catalog.text END), ',' ORDER BY a.attnum) AS listed
    FROM given AS g
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = g.oid AND a.attnum > 0
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    GROUP BY g.place
), labels AS (
    SELECT pg_catalog.string_agg(pg_catalog.concat_ws(':', oid, enumlabel), ',' ORDER BY oid) AS listed FROM pg_catalog.pg_enum
)
SELECT (place - 1)::pg_catalog.int4,
    pg_catalog.hashtextextended(pg_catalog.concat_ws(';', relations.listed, columns.listed, labels.listed) COLLATE pg_catalog."C", 0)
FROM relations LEFT JOIN columns USING (place) CROSS JOIN labels;
