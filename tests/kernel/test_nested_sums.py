"""Nested sums have one form, whatever their indices are called and in whatever order they stand.

A product of W_ab over the edges of a directed graph, summed over its vertices, stands for the
graph: two such sums are equal where the graphs are the same up to names.
"""

from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest

from symsoft.kernel import Array, Context, Dimension
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import Term, add, exp, ix, mk, mul, power, total

CONTEXT = Context({"K": Dimension(1), "W": Array(("K", "K"))})
Edges = list[tuple[int, int]]

CYCLE = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]
TWO_TRIANGLES = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]
GRAPHS: dict[str, Edges] = {
    "a directed path": [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6)],
    "a directed cycle": CYCLE,
    "two directed triangles": TWO_TRIANGLES,
    "one edge reversed": [*CYCLE[:-1], (0, 5)],
    "a star": [(0, n) for n in range(1, 7)],
    "all pairs": [(a, b) for a in range(6) for b in range(6) if a != b],
    "a cube": [(a, a ^ 2**bit) for a in range(8) for bit in range(3)],
    "loops": [(n, n) for n in range(6)],
}


def nested(edges: Edges, random: Random) -> Term:
    """The sum with letters and orders taken at random."""
    count = 1 + max(max(edge) for edge in edges)
    letters = random.sample([ix(name, "K") for name in "abcdefghij"], count)
    factors = [mk("entry", "W", letters[a], letters[b]) for a, b in edges]
    body = mul(*random.sample(factors, len(factors)))
    for letter in random.sample(letters, count):
        body = total(letter, body)
    return body


def value(edges: Edges, matrix: list[list[Fraction]]) -> Fraction:
    count = 1 + max(max(edge) for edge in edges)
    choices = product(range(len(matrix)), repeat=count)
    return sum((prod(matrix[at[a]][at[b]] for a, b in edges) for at in choices), Fraction(0))


@pytest.mark.parametrize("name", GRAPHS)
def test_names_and_orders_do_not_matter(name):
    random, env = Random(name), Env(CONTEXT)
    first = env.canonical(nested(GRAPHS[name], random))
    assert all(env.canonical(nested(GRAPHS[name], random)) is first for _ in range(5))


def test_only_what_has_the_same_value_has_the_same_form():
    random, env = Random(1), Env(CONTEXT)
    matrices = [[[Fraction(random.randint(-3, 3)) for _ in "ab"] for _ in "ab"] for _ in range(3)]
    seen: dict[Term, list[Fraction]] = {}
    for _ in range(150):
        size = random.randint(2, 4)
        pairs = [(a, b) for a in range(size) for b in range(size)]
        edges = [*random.sample(pairs, random.randint(1, 4)), (0, size - 1)]
        values = [value(edges, matrix) for matrix in matrices]
        assert seen.setdefault(env.canonical(nested(edges, random)), values) == values
    assert len(seen) > 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a directed cycle", "two directed triangles"),  # each index has the same neighbourhood
        ("a directed cycle", "one edge reversed"),
        ("a directed cycle", "a directed path"),
    ],
)
def test_other_graphs_have_another_form(one, other):
    random, env = Random(2), Env(CONTEXT)
    assert not env.equal(nested(GRAPHS[one], random), nested(GRAPHS[other], random))


def test_indices_of_different_ranges_do_not_change_places():
    env = Env(Context({**CONTEXT.names, "K": Dimension(2)}))
    a, b = ix("a", "K"), ix("b", "K")
    one = mk("entry", "W", a, b)
    rows, columns = total(a, total(b, one), first=2), total(b, total(a, one), first=2)
    assert not env.equal(rows, columns)
    assert env.equal(rows, total(b, total(a, one, first=2)))


def test_each_index_keeps_its_range():
    names = {"L": Dimension(1), "u": Array(("K",)), "v": Array(("L",))}
    env = Env(Context({**CONTEXT.names, **names}))
    k, m = ix("k", "K"), ix("m", "L")
    body = exp(mul(mk("entry", "u", k), mk("entry", "v", m)))
    one, other = total(k, total(m, body)), total(m, total(k, body))
    env.context.check_term(env.canonical(one))  # an index of K stands for no entry of v
    assert env.equal(one, other)


def test_a_power_of_a_sum_within_a_sum_is_opened():
    env = Env(CONTEXT)
    a, *others = (ix(name, "K") for name in "abcdefg")
    inside = total(others[0], mk("entry", "W", a, others[0]))
    opened = mul(*(mk("entry", "W", a, b) for b in others))
    for b in reversed(others):
        opened = total(b, opened)
    assert env.equal(total(a, power(inside, len(others))), total(a, opened))
    assert not env.equal(total(a, power(inside, len(others))), total(a, add(opened, inside)))
