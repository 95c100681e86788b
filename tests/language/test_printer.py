"""What every printed formula keeps: brackets in pairs, signs in place, one reading."""

import math
import re
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from symsoft.kernel.terms import (
    INDEX_OPS,
    SIGNATURE,
    Term,
    add,
    binder,
    exp,
    ix,
    log,
    mk,
    mul,
    num,
    power,
    var,
)
from symsoft.language.latex import latex
from symsoft.language.text import text

SCALARS = {"x": 0.713, "y": 2.191}
ENTRIES = {"a": (0.3, 1.7, 2.9), "b": (1.1, 0.6, 0.2)}
FOLDS = {"sum": sum, "prod": math.prod, "max": max, "min": min}
k = ix("k", "K")


def value(term: Term, bound: tuple[int, ...] = ()) -> float:
    """The term in floats, at K = 3 and the values above."""
    match term.op, term.args:
        case "num", (number,):
            return float(number)
        case "var", (name, _):
            return SCALARS[name]
        case "entry", (name, index):
            return ENTRIES[name][bound[index.args[0]]]
        case ("sum" | "prod" | "max" | "min") as op, (_, _, body):
            return FOLDS[op](value(body, (n, *bound)) for n in range(3))
    parts = [value(a, bound) for a in term.args]
    return OPERATIONS[term.op](*parts)


OPERATIONS = {
    "add": lambda *parts: sum(parts),
    "mul": lambda *parts: math.prod(parts),
    "pow": math.pow,
    "exp": math.exp,
    "log": math.log,
    "abs": abs,
}

numbers = st.sampled_from([0, 1, 2, -1, -3, Fraction(1, 2), Fraction(-3, 2)]).map(num)
leaves = numbers | st.sampled_from([var("x"), var("y"), mk("entry", "a", k), mk("entry", "b", k)])


def grown(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    """Terms one operation larger; a binder takes hold of the index k."""
    folded = st.builds(
        lambda op, body: binder(op, "k", ("K", 1, 0), var=k, body=body),
        st.sampled_from(sorted(FOLDS)),
        terms,
    )
    return st.one_of(
        st.builds(add, terms, terms),
        st.builds(mul, terms, terms),
        st.builds(power, terms, numbers),
        st.builds(power, terms, terms),
        terms.map(exp),
        terms.map(log),
        terms.map(lambda t: mk("abs", t)),
        folded,
    )


def closed(term: Term) -> Term:
    """`term` with a free k bound, so that it has a value."""
    return binder("sum", "k", ("K", 1, 0), var=k, body=term) if "k" in term.names else term


terms = st.recursive(leaves, grown, max_leaves=7).map(closed)
small = st.recursive(leaves, grown, max_leaves=3).map(closed)


def balanced(written: str) -> bool:
    """Whether round, square and curly brackets are closed in the order they were opened."""
    open_ = []
    for c in re.sub(r"[^()\[\]{}]", "", written):
        if c in "([{":
            open_.append(c)
        elif not open_ or open_.pop() + c not in ("()", "[]", "{}"):
            return False
    return not open_


@settings(max_examples=150, deadline=None)
@given(terms)
def test_brackets_come_in_pairs_and_signs_alone(term):
    written, plain = latex(term), text(term)
    assert balanced(written) and balanced(plain)
    assert written.count(r"\left") == written.count(r"\right")
    assert not re.search(r"[-+] *-", written)
    assert not re.search(r"[−+] *−", plain)
    assert not re.search(r"\^(\w|\{[^{}]*\})\^|_(\w|\{[^{}]*\})_", written)


@settings(max_examples=120, deadline=None)
@given(st.lists(small, min_size=12, max_size=12))
@pytest.mark.parametrize("show", [latex, text])
def test_what_prints_alike_has_one_value(show, drawn):
    seen: dict[str, float] = {}
    for term in drawn:
        try:
            found = value(term)
        except (ValueError, OverflowError, ZeroDivisionError):
            continue
        assert seen.setdefault(show(term), found) == pytest.approx(found)


@pytest.mark.parametrize("show", [latex, text])
def test_close_neighbours_print_differently(show):
    x, y, two = var("x"), var("y"), num(2)
    a, b = (mk("entry", name, mk("bv", 0)) for name in "ab")

    def total(body):
        return mk("sum", "k", ("K", 1, 0), body)

    neighbours = [
        [power(power(x, 2), y), power(x, power(two, y)), power(x, mul(two, y))],
        [log(mul(x, y)), mul(log(x), y), log(power(x, y)), power(log(x), y)],
        [exp(power(x, 2)), power(exp(x), 2), mul(exp(x), two)],
        [mul(total(a), total(b)), total(mul(a, b)), total(mul(a, total(b)))],
        [total(add(a, x)), add(total(a), x), mul(x, total(a))],
        [mul(x, power(mul(y, two), -1)), mul(power(mul(x, power(y, -1)), -1), two)],
        [power(mul(num(-1), two), 2), mul(num(-1), power(two, 2))],
        [mul(two, num(3)), num(23), power(two, 3)],
    ]
    for group in neighbours:
        shown = {show(t) for t in group}
        assert len(shown) == len(group)


def test_hints_do_not_change_what_is_meant():
    def nested(outer, inner):
        body = mul(mk("entry", "a", mk("bv", 0)), mk("entry", "b", mk("bv", 1)))
        return mk("sum", outer, ("K", 1, 0), mk("sum", inner, ("K", 1, 0), body))

    assert text(nested("k", "k")) == "Σ_k Σ_l a_l b_k"
    assert text(nested("", "")) == "Σ_k Σ_l a_l b_k"
    assert text(nested("l", "k")) == "Σ_l Σ_k a_k b_l"


SAMPLES = {
    "q": Fraction(1), "n": 1, "s": "real", "r": ("K", 1, 0), "i": k, "I": k,
    "t": var("x"), "b": var("x"), "T": var("x"), "A": var("x"),
}  # fmt: skip


@pytest.mark.parametrize("op", sorted(SIGNATURE.keys() - INDEX_OPS))
def test_every_operator_prints_alone_and_in_a_product(op):
    args = ["<" if op == "iv" and n == 0 else SAMPLES[c] for n, c in enumerate(SIGNATURE[op])]
    term = mk(op, *args)
    for show in (latex, text):
        assert show(term) and balanced(show(add(mul(num(2), term, var("y")), num(-1))))
