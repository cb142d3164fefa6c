"""Pulls plugs at random moments of a move, then holds the end to every promise: `make crash`."""
