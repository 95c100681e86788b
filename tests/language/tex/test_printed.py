"""Every term that symsoft prints as LaTeX reads back to the same term, of the whole language."""

import functools

from hypothesis import HealthCheck, given, settings

from symsoft.kernel.normal import Env
from symsoft.language.latex import latex
from symsoft.language.tex import Unreadable
from symsoft.notes.directives import State, obey
from tests.language.tex.reading import bare, read
from tests.language.tex.terms import DECLARED, terms
from tests.sampling import examples


@functools.cache
def known():
    found = State()
    assert list(obey(found, DECLARED, 0, len(DECLARED))) == []
    return found


@settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
@given(terms())
def test_random_terms_read_back(term):
    scope = known().scope
    scope.context([term]).check_term(term)
    printed = latex(term, scope.latex_names)
    try:
        again = read(printed, known())
    except Unreadable as error:
        assert "cases may overlap" in str(error), printed  # more than two, which nobody orders
        return
    context = scope.context([term, again])
    same = bare(again) is bare(term)
    assert same or Env(context).equal(context.unfold(term), context.unfold(again)), printed
