-- What a draft wants to know of the source's rows. Read-only; nothing here reads a whole table.

-- name: planner_statistics
-- What the planner knows of the columns of some tables: their commonest values, and whether any is NULL.
SELECT
    schemaname::text AS schema,
    tablename::text AS name,
    attname::text AS column,
    null_frac > 0 AS nulls,
    most_common_vals::text::text[] AS values
FROM pg_stats
WHERE (schemaname::text, tablename::text) IN (
    SELECT * FROM unnest(%(schemas)s::text[], %(names)s::text[])
)
ORDER BY inherited;
