"""Timings: every step of the library, and softmax identities against SymPy's `simplify`.

Run with ``make bench`` or ``python -m tests.benchmarks [--quick] [--json FILE]``.
"""
