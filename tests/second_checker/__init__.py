"""A second checker of certificates, which shares no code with symsoft.

It reads certificates by its own reader, writes every claim out at K = 1, 2, 3 as an expression
without indices, differentiates those symbolically, and evaluates both sides with exact rationals
and balls (python-flint) at many points that satisfy the hypotheses.  It knows no normal form, no
rule and no sign; what it cannot evaluate it says it did not check.

    python -m tests.second_checker CERTIFICATE…
"""
