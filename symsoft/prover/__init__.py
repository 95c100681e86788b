"""Finds proofs for the kernel to check. Nothing here is trusted."""
