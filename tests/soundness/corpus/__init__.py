"""Statements by subject. Every module holds a list `CASES`."""
