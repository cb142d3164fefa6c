"""The SQL of a staged load: rows come into a temporary table first, and from there into the target.

`table` makes the temporary one, `merging` brings its rows in and takes them back, `sifting` does so
row by row where the target refuses some, `faults` finds those that the source cannot work out, and
`orphans` those whose references lead nowhere.
"""
