"""Many moves as one job: tenants or shards, a database each, on this machine or on a cluster."""
