-- name: foreign_keys_not_validated
-- The foreign keys from or to a table that the server has not checked for all rows.
SELECT c.conrelid::pg_catalog.regclass::pg_catalog.text || '.' || c.conname
FROM pg_catalog.pg_constraint AS c
WHERE c.contype = 'f'
    AND NOT c.convalidated
    AND (
        SELECT t.oid
        FROM pg_catalog.pg_class AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
        WHERE n.nspname = %(schema)s AND t.relname = %(name)s
    ) IN (c.conrelid, c.confrelid)
ORDER BY 1;
