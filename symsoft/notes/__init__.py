"""Existing notes: their displayed relations are checked, and proved results embedded in them."""
