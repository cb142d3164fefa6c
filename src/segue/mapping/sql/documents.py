"""What JSON documents lose where they become jsonb."""

from __future__ import annotations

from typing import LiteralString

REPEATED_KEYS: LiteralString = """
CASE WHEN {value}::pg_catalog.text LIKE '%:%:%' THEN EXISTS (
WITH RECURSIVE part (value) AS (
    SELECT {value}
    UNION ALL
    SELECT child.value FROM part CROSS JOIN LATERAL (
        SELECT o.value FROM pg_catalog.json_each(
            CASE pg_catalog.json_typeof(part.value) WHEN 'object' THEN part.value ELSE '{{}}' END
        ) AS o
        UNION ALL
        SELECT a.value FROM pg_catalog.json_array_elements(
            CASE pg_catalog.json_typeof(part.value) WHEN 'array' THEN part.value ELSE '[]' END
        ) AS a
    ) AS child
)
SELECT FROM part WHERE pg_catalog.json_typeof(part.value) = 'object' AND (
    SELECT count(*) <> count(DISTINCT name)
    FROM pg_catalog.json_object_keys(part.value) AS k (name)
)) ELSE false END
"""
"""That a document, {value} of the type json, has a key more than once."""
