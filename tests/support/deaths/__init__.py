"""Kills all that takes part in a live move while an application writes: `make live-deaths`."""
