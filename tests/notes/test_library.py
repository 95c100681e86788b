"""What the library prints as LaTeX reads back to the same claims, every step of it."""

import pytest

from symsoft.kernel.context import Claim, Context, Index, Scalar
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import subterms
from symsoft.language.latex import latex_claim
from symsoft.language.naming import latex_symbol
from symsoft.language.tex import Macros, TexScope, Unreadable, lex, parse, read_claim
from symsoft.notes.rows import relation
from tests.language.tex.reading import bare
from tests.running import ROOT
from tests.sampling import spread

NAMES = sorted(
    path.stem
    for path in (ROOT / "reports" / "latex").glob("*.tex")
    if path.stem not in ("symsoft", "symsoft-macros", "source-claims")
)


def scope_of(context, names):
    """A scope in which every name of a context is declared under the LaTeX it is printed as."""
    scope = TexScope()
    for name, declared in context.names.items():
        head, below = latex_symbol(name)
        key = names.get(name) or (f"{head}_{{{below}}}" if below else head)
        scope.meanings[key], scope.plain[key] = declared, name
    return scope


def declare_bound(scope, term):
    """Maxima, limits and k ≠ i need the ranges of their letters; printed they are plain."""
    for part in subterms(term):
        if part.op in ("max", "min", "sum", "prod"):
            for letter in (part.args[0], *"klmn"):  # the printer takes another where one is taken
                scope.meanings.setdefault(letter, Index(part.args[1][0]))
        elif part.op == "lim":
            scope.meanings.setdefault(latex_symbol(part.args[0])[0], Scalar(part.args[1]))
    for key in scope.meanings:
        scope.plain.setdefault(key, key)


def read_back(printed, scope):
    tokens = lex(printed, 0, len(printed), Macros())
    depth = 0
    for n, token in enumerate(tokens):
        depth += token.is_("{", "(", "[", "\\begin") - token.is_("}", ")", "]", "\\end")
        sign = relation(token, None)
        if sign and not depth:
            left = parse(tokens[:n], token.at, scope)
            right = parse(tokens[n + 1 :], len(printed), scope)
            return read_claim(left, sign[0], right, scope)
    raise AssertionError(printed)


def plain(claim, context):
    written_out = claim.unfolded(context)
    return Claim(claim.rel, bare(written_out.lhs), bare(written_out.rhs))


def same(one, two, context):
    """Whether two claims are the same, but for how their products are grouped."""
    one, two = plain(one, context), plain(two, context)
    env = Env(Context(context.names))
    sides = ((one.lhs, two.lhs), (one.rhs, two.rhs))
    return one.rel == two.rel and all(a is b or env.equal(a, b) for a, b in sides)


@pytest.mark.parametrize("name", spread(NAMES, 5))
def test_every_step_reads_back(library, name):
    checked = library.find(name).checked(draft=True)
    for outcome in checked.outcomes:
        names = {n: shown for n, shown in checked.latex_names.items() if "(" not in shown}
        scope = scope_of(checked.context, names)
        for side in (outcome.claim.lhs, outcome.claim.rhs):
            declare_bound(scope, side)
        printed = latex_claim(outcome.claim, names)
        try:
            again = read_back(printed, scope)
        except Unreadable as error:
            # What we print in a way that people may read in two ways is refused, not misread.
            assert error.readings, f"{printed}: {error}"
            continue
        assert same(again, outcome.claim, checked.context), printed
