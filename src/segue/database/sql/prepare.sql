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
