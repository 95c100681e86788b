"""Mutants: the slips that people make, planted in proved steps to see whether they are caught.

`making` makes the mutants of a step, `judging` says what became of one, `running` goes through
derivations and counts, `exercise` plants one for a reader to find.
"""
