"""Work on the machines of a Dask cluster: what a fleet has them do."""
