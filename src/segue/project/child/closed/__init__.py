"""A database engine that cannot be used, for aliases that a migration must not reach."""
