"""What is there: addresses, sessions and snapshots, the catalog, the journal, named SQL."""
