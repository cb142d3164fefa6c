"""Work on the machines of a Dask cluster: what a fleet and a single move have them do."""
