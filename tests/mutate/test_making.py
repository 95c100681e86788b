"""Each kind of slip is made where people make it, once, and as a well-formed claim."""

import pytest
from sympy import Derivative, Eq, Le, Max, exp, log, sqrt

from symsoft import delta, dim, forall, indices, max_over, scalar, softmax, sum_over, vector
from symsoft.language.reader import Scope
from symsoft.mutate.making import KINDS, mutants

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
c, t = scalar("c"), scalar("t")
p = softmax(z)


def made(claim, given=()):
    scope = Scope()
    hypotheses = [scope.hypothesis(h) for h in given]
    read = scope.claim(claim)
    context = scope.context(hypotheses)
    return mutants(context, read), context, read


SLIPS = [
    (Eq(Derivative(log(p[i]), z[j]), delta(i, j) - p[j]), "index", "p_j", "p_i"),
    (Eq(p[i] - p[j], c), "sign", "p_i − p_j", "p_i + p_j"),
    (Eq(sum_over(1 + z[k], k), c), "term", "1 + z_k", "z_k"),
    (Eq(c * t, p[i]), "factor", "c t", "t"),
    (Eq(c**3, t), "exponent", "c³", "c²"),
    (Eq(sum_over(exp(z[k]), k), c), "bound", "Σ_k e^{z_k}", "Σ_{k=2}^K e^{z_k}"),
    (Eq(Derivative(p[i], z[j]), c), "variable", "∂p_i/∂z_j", "∂p_i/∂z_i"),
    (Eq(max_over(z[k], k), c), "extremum", "max_k z_k", "min_k z_k"),
    (Le(p[i], 1), "relation", "≤", "<"),
    (Eq(sum_over(z[i], k), c), "index", "z_i", "z_k"),
    (Eq(exp(z[i]), c), "sign", "e^{z_i}", "e^{−z_i}"),
]


@pytest.mark.parametrize(("claim", "kind", "old", "new"), SLIPS)
def test_the_slip_is_made(claim, kind, old, new):
    found = [(m.kind, m.old, m.new) for m in made(claim)[0]]
    assert (kind, old, new) in found


def test_a_hypothesis_is_forgotten():
    found, context, claim = made(Eq(z[i] * 0, c), given=[Eq(c, 0), forall(k, z[k] > 0)])
    fewer = [m for m in found if m.kind == "hypothesis"]
    assert [len(m.context.hypotheses) for m in fewer] == [len(context.hypotheses) - 1] * 2
    assert {m.claim for m in fewer} == {claim}


@pytest.mark.parametrize("claim", [c for c, *_ in SLIPS] + [Eq(sqrt(c), Max(c, t))])
def test_every_mutant_differs_and_is_well_formed(claim):
    found, _, read = made(claim)
    assert found
    for mutant in found:
        assert mutant.claim != read
        mutant.context.check_claim(mutant.claim)
    claims = [(m.claim, m.context.hypotheses) for m in found]
    assert len(claims) == len(set(claims))


def test_few_mutants_are_of_many_kinds():
    _, context, read = made(Eq(Derivative(log(p[i]), z[j]), 2 * (delta(i, j) - p[j]) ** 2))
    few = mutants(context, read, 5)
    assert len({m.kind for m in few}) == 5
    assert all(m.kind in KINDS for m in few)
