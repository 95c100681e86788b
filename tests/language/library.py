"""The terms that the derivations of symsoft speak of, read but not proved."""

from collections.abc import Iterator, Mapping
from functools import cache

from symsoft.derivation.library import shipped_library
from symsoft.kernel.terms import Term, mk, subterms
from symsoft.language.reader import Scope

Named = tuple[Term, Mapping[str, str]]


@cache
def library_terms() -> list[Named]:
    """Every closed term, and every closed part of one, with the author's names."""
    found: dict[tuple[Term, tuple[tuple[str, str], ...]], Named] = {}
    for derivation in shipped_library().derivations.values():
        scope = Scope()
        whole = [t for part in derivation.parts for t in _terms(scope, part)]
        bodies = [d.body for d in scope.context([]).names.values() if hasattr(d, "body")]
        names = scope.latex_names
        for term in {p for t in (*whole, *bodies) for p in subterms(t) if not p.loose}:
            if term.op not in ("lit", "ix", "end"):
                found[term, tuple(sorted(names.items()))] = term, names
    return sorted(found.values(), key=lambda pair: pair[0].key)


def _terms(scope: Scope, part) -> Iterator[Term]:
    if part.kind == "calc":
        yield scope.term(part.start)
        yield from (scope.term(s.right) for s in part.steps if "Infinity" not in str(type(s.right)))
    elif part.kind in ("have", "conclude"):
        claim = scope.claim(part.steps[0].claim)
        yield from (t for t in (claim.lhs, claim.rhs) if t is not mk("inf", 1))
