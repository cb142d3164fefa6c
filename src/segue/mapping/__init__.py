"""A plan joined with the catalogs of both databases, and the SQL that it means."""
