"""Random proofs: what every step of them says is held against ball arithmetic."""
