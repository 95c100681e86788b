"""How people write mathematics: declarations and notation, SymPy to terms, terms to print."""
