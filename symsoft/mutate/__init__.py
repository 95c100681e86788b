"""Mutants: the slips that people make, planted in proved steps to see whether they are caught.

`making` makes the mutants of a step, `judging` says what became of one, `running` goes through
derivations and counts.  `evidence` writes down what was found of one and checks it, with `failing`
and `near` for points, and `recorded` keeps that in a file.  `exercise` plants a mutant for a reader
to find.
"""
