"""The corpus of refactors: real changes of models, and how well Segue's draft finds its way.

Each folder of `tests/refactors` is one case, described in the README beside them. A case is tried
between two fresh databases: the draft is held against the plan of a careful engineer and scored,
then that plan is carried out and the rows that arrived are looked at through the new models.
"""
