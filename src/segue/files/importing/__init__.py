"""Rows out of CSV files into the tables of a database, all of them or none."""
