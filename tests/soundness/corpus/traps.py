"""The eleven traps of the design: what a careless prover gets wrong, and its true neighbour."""

from __future__ import annotations

from sympy import (
    Abs,
    Derivative,
    Limit,
    Max,
    Ne,
    Product,
    Rational,
    Sum,
    exp,
    log,
    oo,
    sqrt,
)

from symsoft import (
    delta,
    entropy,
    forall,
    iverson,
    logsumexp,
    max_over,
    prod_over,
    softmax,
)
from tests.soundness.case import case, eq, false, ge, gt, hard, le, lt, true
from tests.soundness.letters import (
    K,
    N,
    S,
    a,
    alpha,
    b,
    beta,
    c,
    f,
    i,
    j,
    k,
    l,
    p,
    pair,
    psi,
    r,
    rho,
    t,
    total,
    v,
    w,
    x,
    y,
    z,
    zeta,
)

Z1 = Sum(exp(z[k]), (k, 1, K))
LSE = logsumexp(z)
peak = max_over(z[k], k)
ties = total(iverson(eq(z[l], peak)), l)
head = Sum(w[k], (k, 1, K - 1))
on_simplex = eq(total(y[k], k), 1)

CASES = [
    # 1. Capture.
    true(
        "trap-1-product-of-sums-one-letter",
        eq(
            Sum(z[k], (k, 1, K)) * Sum(v[k], (k, 1, K)), Sum(Sum(z[i] * v[k], (i, 1, K)), (k, 1, K))
        ),
    ),
    false(
        "trap-1-product-of-sums-merged",
        eq(Sum(z[k], (k, 1, K)) * Sum(v[k], (k, 1, K)), Sum(z[k] * v[k], (k, 1, K))),
    ),
    true(
        "trap-1-derivative-by-bound-letter",
        eq(Derivative(Sum(z[j] ** 2, (j, 1, K)), z[j]), 2 * z[j]),
    ),
    false(
        "trap-1-derivative-by-bound-letter-summed",
        eq(Derivative(Sum(z[j] ** 2, (j, 1, K)), z[j]), Sum(2 * z[j], (j, 1, K))),
    ),
    true("trap-1-square-of-a-sum", eq(Z1**2, Sum(Sum(exp(z[i] + z[k]), (i, 1, K)), (k, 1, K)))),
    false("trap-1-square-of-a-sum-merged", eq(Z1**2, Sum(exp(2 * z[k]), (k, 1, K)))),
    true(
        "trap-1-inner-letter-shadows",
        eq(Sum(z[k] * Sum(v[k], (k, 1, K)), (k, 1, K)), total(z[i], i) * total(v[j], j)),
    ),
    false(
        "trap-1-inner-letter-leaks",
        eq(Sum(z[k] * Sum(v[k], (k, 1, K)), (k, 1, K)), total(z[i] * v[i], i) * K),
    ),
    true(
        "trap-1-softmax-inside-its-own-letter",
        eq(Sum(p[k] * v[k], (k, 1, K)), Sum(exp(z[k]) * v[k], (k, 1, K)) / Z1),
    ),
    false("trap-1-free-letter-equals-bound", eq(z[k] * Z1, Sum(z[k] * exp(z[k]), (k, 1, K)))),
    true(
        "trap-1-free-and-bound-letter",
        eq(v[k] - Sum(p[k] * v[k], (k, 1, K)), v[k] - total(p[l] * v[l], l)),
    ),
    false("trap-1-limit-letter-free-and-bound", eq(Limit(t + x, x, 0), t + x)),
    true("trap-1-limit-letter-bound", eq(x + Limit(t + x, x, 0), t + x)),
    false(
        "trap-1-second-derivative-same-letter",
        eq(Derivative(Sum(z[i] * z[j], (j, 1, K)), z[j]), z[i]),
    ),
    true(
        "trap-1-second-derivative-same-letter-true",
        eq(Derivative(Sum(z[i] * z[j], (j, 1, K)), z[j]), z[i] + delta(i, j) * total(z[l], l)),
    ),
    # 2. Differentiating a hypothesis.
    false("trap-2-derivative-of-simplex", eq(Derivative(total(y[k], k), y[j]), 0), [on_simplex]),
    true("trap-2-derivative-of-sum", eq(Derivative(total(y[k], k), y[j]), 1), [on_simplex]),
    false(
        "trap-2-derivative-of-cross-entropy-by-label",
        eq(Derivative(total(y[k], k) * LSE, y[j]), 0),
        [on_simplex],
    ),
    false("trap-2-derivative-of-fixed-scalar", eq(Derivative(x**2, x), 0), [eq(x, 1)]),
    true("trap-2-derivative-at-fixed-scalar", eq(Derivative(x**2, x), 2), [eq(x, 1)]),
    false("trap-2-derivative-along-equality", eq(Derivative(x * t, x), 2 * x), [eq(x, t)]),
    true("trap-2-derivative-then-equality", eq(Derivative(x * t, x), x), [eq(x, t)]),
    false("trap-2-limit-of-fixed-scalar", eq(Limit(S(t), t, oo), Rational(1, 2)), [eq(t, 0)]),
    true("trap-2-limit-ignores-outer-hypothesis", eq(Limit(S(t), t, oo), 1), [eq(t, 0)]),
    false(
        "trap-2-vector-equality-inside-derivative",
        eq(Derivative(total(exp(z[k]) * v[k], k), z[j]), exp(z[j]) * (1 + z[j])),
        [forall(k, eq(v[k], z[k]))],
    ),
    true(
        "trap-2-vector-equality-after-derivative",
        eq(Derivative(total(exp(z[k]) * v[k], k), z[j]), exp(z[j]) * z[j]),
        [forall(k, eq(v[k], z[k]))],
    ),
    false(
        "trap-2-derivative-of-inequality",
        le(Derivative(f(x), x), Derivative(x**2, x)),
        [le(f(x), x**2)],
    ),
    false("trap-2-zero-at-a-point", eq(Derivative(f(x), x), 0), [eq(f(x), 0)]),
    true("trap-2-zero-everywhere", eq(Derivative(f(x), x), 0), [forall(x, eq(f(x), 0))]),
    # 3. A hypothesis about a free index says nothing about the bound one.
    false("trap-3-free-hypothesis-under-sum", eq(Sum(v[k], (k, 1, K)), 0), [eq(v[k], 0)]),
    true(
        "trap-3-free-hypothesis-outside",
        eq(v[k] + Sum(v[k], (k, 1, K)), total(v[l], l)),
        [eq(v[k], 0)],
    ),
    true(
        "trap-3-forall-hypothesis-under-sum", eq(Sum(v[k], (k, 1, K)), 0), [forall(k, eq(v[k], 0))]
    ),
    false(
        "trap-3-free-equation-hidden-by-forall",
        eq(v[i], 1),
        [eq(z[k], 1), forall(k, eq(z[k], v[k]))],
    ),
    true(
        "trap-3-free-equation-beside-forall", eq(v[k], 1), [eq(z[k], 1), forall(k, eq(z[k], v[k]))]
    ),
    false(
        "trap-3-free-equation-hidden-in-a-sum",
        eq(Sum(v[k], (k, 1, K)), K),
        [eq(z[k], 1), forall(k, eq(v[k], z[k]))],
    ),
    false(
        "trap-3-free-sign-hidden-by-forall", ge(v[i], 0), [eq(z[k], 0), forall(k, ge(v[k], z[k]))]
    ),
    false("trap-3-free-maximum-under-sum", eq(Sum(z[k], (k, 1, K)), K * peak), [eq(z[k], peak)]),
    false("trap-3-free-order-under-sum", ge(Sum(v[k], (k, 1, K)), 0), [ge(v[k], 0)]),
    true("trap-3-forall-order-under-sum", ge(Sum(v[k], (k, 1, K)), 0), [forall(k, ge(v[k], 0))]),
    false(
        "trap-3-free-maximum-is-unique", eq(Limit(softmax(c * z)[i], c, oo), 1), [eq(z[i], peak)]
    ),
    # 4. Empty sums.
    false("trap-4-empty-sum-positive", gt(head, 0)),
    true("trap-4-maybe-empty-sum-nonnegative", ge(head, 0)),
    true("trap-4-nonempty-partial-sum-positive", gt(Sum(psi[r], (r, 1, N - 1)), 0)),
    false("trap-4-empty-log-partition-positive", gt(log(1 + Sum(exp(z[k]), (k, 1, K - 1))), 0)),
    true("trap-4-log-partition-nonnegative", ge(log(1 + Sum(exp(z[k]), (k, 1, K - 1))), 0)),
    false("trap-4-reference-class-below-one", lt(1 / (1 + head), 1)),
    true("trap-4-reference-class-at-most-one", le(1 / (1 + head), 1)),
    false("trap-4-tail-positive", gt(Sum(w[k], (k, 2, K)), 0)),
    false("trap-4-inner-range-positive", gt(Sum(psi[r], (r, 2, N - 1)), 0)),
    true("trap-4-inner-range-nonnegative", ge(Sum(psi[r], (r, 2, N - 1)), 0)),
    false("trap-4-partial-product-is-whole", eq(Product(w[k], (k, 1, K - 1)), prod_over(w[k], k))),
    # 5. Fixed entries.
    false("trap-5-second-class-always-there", lt(p[1], 1)),
    true("trap-5-two-classes", lt(softmax(zeta)[1], 1)),
    false("trap-5-only-two-classes", eq(softmax(zeta)[1] + softmax(zeta)[2], 1)),
    true("trap-5-first-two-at-most-one", le(softmax(zeta)[1] + softmax(zeta)[2], 1)),
    false("trap-5-first-two-below-one", lt(softmax(zeta)[1] + softmax(zeta)[2], 1)),
    false("trap-5-first-index-is-any", eq(Derivative(p[i], z[1]), -p[i] * p[1])),
    true(
        "trap-5-derivative-by-first-entry", eq(Derivative(p[i], z[1]), p[i] * (delta(i, 1) - p[1]))
    ),
    true(
        "trap-5-first-and-second-differ",
        eq(Derivative(softmax(zeta)[1], zeta[2]), -softmax(zeta)[1] * softmax(zeta)[2]),
    ),
    false(
        "trap-5-second-may-be-last-not-first",
        eq(Derivative(softmax(zeta)[2], zeta[N]), -softmax(zeta)[2] * softmax(zeta)[N]),
    ),
    true(
        "trap-5-second-may-be-last",
        eq(
            Derivative(softmax(zeta)[2], zeta[N]),
            softmax(zeta)[2] * (delta(r, N) - softmax(zeta)[N]),
        ),
        [eq(r, 2)],
    ),
    false("trap-5-first-may-be-last", eq(Derivative(p[1], z[K]), -p[1] * p[K])),
    hard("trap-5-second-entry-of-any-K", eq(Derivative(p[1], z[2]), -p[1] * p[2])),
    # 6. Roots, powers and logarithms with their domains.
    false("trap-6-root-of-square", eq(sqrt(x**2), x)),
    true("trap-6-root-of-square-is-abs", eq(sqrt(x**2 + 2 * x * t + t**2), Abs(x + t))),
    false("trap-6-root-of-square-of-sum", eq(sqrt(x**2 + 2 * x * t + t**2), x + t)),
    true("trap-6-root-of-square-positive", eq(sqrt(a**2 + 2 * a * b + b**2), a + b)),
    false("trap-6-root-of-fourth-of-entry", eq((z[i] ** 2) ** Rational(3, 2), z[i] ** 3)),
    false("trap-6-power-tower", eq((x**2) ** Rational(1, 2) * x, x**2)),
    true("trap-6-log-of-square", eq(log(x**2), 2 * log(Abs(x)))),
    true("trap-6-log-of-square-where-defined", eq(log(x**2), 2 * log(x))),
    false("trap-6-log-of-product-with-abs-lost", eq(exp(log(x**2 + 2 * x * t + t**2) / 2), x + t)),
    true("trap-6-log-of-product-by-abs", eq(log(x**2 * t**2), 2 * log(Abs(x * t)))),
    true("trap-6-log-of-product-where-defined", eq(log(x * t), log(x) + log(t))),
    true(
        "trap-6-log-of-quotient-of-negatives",
        eq(log(z[i] ** 2 / z[j] ** 2), 2 * log(Abs(z[i] / z[j]))),
    ),
    false("trap-6-root-of-product-of-negatives", eq(sqrt(x**2 * t**2 + 2 * x * t + 1), x * t + 1)),
    true("trap-6-root-of-product-where-defined", eq(sqrt(x) * sqrt(t), sqrt(x * t))),
    # 7. Ties.
    false(
        "trap-7-one-hot-without-unique-maximum",
        eq(Limit(softmax(c * z)[i], c, oo), 1),
        [forall(k, le(z[k], z[i]), where=Ne(k, i))],
    ),
    true(
        "trap-7-shared-maximum",
        eq(Limit(softmax(c * z)[i], c, oo), 1 / ties),
        [forall(k, le(z[k], z[i]))],
    ),
    true(
        "trap-7-two-tied-classes",
        eq(Limit(softmax(c * pair)[1], c, oo), Rational(1, 2)),
        [eq(pair[1], pair[2])],
    ),
    false(
        "trap-7-two-classes-one-wins",
        eq(Limit(softmax(c * pair)[1], c, oo), 1),
        [ge(pair[1], pair[2])],
    ),
    true(
        "trap-7-two-classes-strict",
        eq(Limit(softmax(c * pair)[1], c, oo), 1),
        [gt(pair[1], pair[2])],
    ),
    false(
        "trap-7-two-classes-strict-swapped",
        eq(Limit(softmax(c * pair)[1], c, oo), 1),
        [lt(pair[1], pair[2])],
    ),
    false("trap-7-collision-to-one", eq(Limit(total(softmax(c * z)[k] ** 2, k), c, oo), 1)),
    true("trap-7-collision-to-share", eq(Limit(total(softmax(c * z)[k] ** 2, k), c, oo), 1 / ties)),
    # 8. Deltas inside functions.
    true("trap-8-delta-in-exponent", eq(exp(t * delta(i, j)), 1 + delta(i, j) * (exp(t) - 1))),
    false("trap-8-delta-pulled-out-of-exp", eq(exp(t * delta(i, j)), delta(i, j) * exp(t))),
    true("trap-8-delta-in-log", eq(log(1 + rho * delta(i, j)), delta(i, j) * log(1 + rho))),
    true("trap-8-delta-powers", eq(delta(i, j) ** 3, delta(i, j))),
    false("trap-8-delta-power-linear", eq((1 + delta(i, j)) ** 2, 1 + 2 * delta(i, j))),
    true("trap-8-delta-square-of-sum", eq((1 + delta(i, j)) ** 2, 1 + 3 * delta(i, j))),
    true("trap-8-delta-in-denominator", eq(1 / (1 + delta(i, j)), 1 - delta(i, j) / 2)),
    true(
        "trap-8-delta-moves-index", eq(delta(i, j) * f(z[i]) * v[j], delta(i, j) * f(z[j]) * v[i])
    ),
    false("trap-8-delta-moves-index-elsewhere", eq(delta(i, j) * z[i], delta(i, j) * z[l])),
    true("trap-8-sum-of-delta-in-range", eq(total(delta(i, k), k), 1)),
    false("trap-8-sum-of-delta-short-range", eq(Sum(delta(i, k), (k, 1, K - 1)), 1)),
    true("trap-8-sum-of-exp-delta", eq(total(exp(t * delta(i, k)), k), K - 1 + exp(t))),
    false("trap-8-sum-of-exp-delta-lost-ones", eq(total(exp(t * delta(i, k)), k), exp(t))),
    true(
        "trap-8-softmax-of-one-hot",
        eq(
            exp(t * delta(i, j)) / total(exp(t * delta(i, k)), k),
            (1 + delta(i, j) * (exp(t) - 1)) / (K - 1 + exp(t)),
        ),
    ),
    true("trap-8-delta-with-itself-summed", eq(total(delta(k, k) * z[k], k), total(z[k], k))),
    true(
        "trap-8-abs-of-delta-difference",
        eq(total(Abs(delta(i, k) - delta(j, k)), k), 2 - 2 * delta(i, j)),
    ),
    # 9. Signs and strictness.
    false("trap-9-times-unknown-sign", le(t * p[i], t * p[j]), [le(z[i], z[j])]),
    true("trap-9-times-positive", le(c * p[i], c * p[j]), [le(z[i], z[j])]),
    false("trap-9-divide-by-unknown-sign", le(1, x / t), [le(t, x)]),
    true("trap-9-divide-by-positive", le(1, x / c), [le(c, x)]),
    false("trap-9-strict-at-one-class", lt(p[i], 1)),
    true("trap-9-weak-at-one-class", le(p[i], 1)),
    false("trap-9-strict-log", lt(log(p[i]), 0)),
    false("trap-9-strict-entropy", gt(entropy(p), 0)),
    false("trap-9-strict-max-bound", lt(peak, LSE)),
    false(
        "trap-9-weighted-order-any-weights",
        le(total(y[k] * z[k], k), total(y[k] * v[k], k)),
        [forall(k, le(z[k], v[k]))],
    ),
    true(
        "trap-9-weighted-order",
        le(total(w[k] * z[k], k), total(w[k] * v[k], k)),
        [forall(k, le(z[k], v[k]))],
    ),
    false("trap-9-product-of-inequalities", le(x * alpha, t * beta), [le(x, t), le(alpha, beta)]),
    false("trap-9-subtracting-inequalities", le(x - alpha, t - beta), [le(x, t), le(alpha, beta)]),
    true("trap-9-adding-inequalities", le(x + alpha, t + beta), [le(x, t), le(alpha, beta)]),
    # 10. Maxima at ties, indeterminate forms.
    hard(
        "trap-10-derivative-of-max-where-defined",
        eq(Derivative(peak, z[j]), iverson(eq(z[j], peak))),
    ),
    true("trap-10-derivative-of-abs-where-defined", eq(Derivative(Abs(x), x), x / Abs(x))),
    false("trap-10-derivative-of-abs", eq(Derivative(Abs(x), x), 1)),
    false("trap-10-derivative-of-max-share", eq(Derivative(peak, z[j]), p[j])),
    false("trap-10-derivative-of-max-one", eq(Derivative(Max(x, t), x), 1)),
    true("trap-10-derivative-of-max-above", eq(Derivative(Max(x, t), x), 1), [gt(x, t)]),
    case(
        "trap-10-derivative-of-max-at-tie",
        eq(Derivative(Max(x, t), x), Rational(1, 2)),
        [eq(x, t)],
        expect="not proved",
    ),
    case(
        "trap-10-derivative-of-abs-at-zero",
        eq(Derivative(Abs(x), x), 0),
        [eq(x, 0)],
        expect="not proved",
    ),
    true("trap-10-zero-times-infinity", eq(Limit(c * (exp(1 / c) - 1), c, oo), 1)),
    false("trap-10-zero-times-infinity-zero", eq(Limit(c * (exp(1 / c) - 1), c, oo), 0)),
    true("trap-10-infinity-minus-infinity", eq(Limit(log(exp(c) + exp(x)) - c, c, oo), 0)),
    false("trap-10-infinity-minus-infinity-cancels", eq(Limit(c**2 - c, c, oo), 0)),
    true("trap-10-infinity-over-infinity", eq(Limit((c + x) / (2 * c + t), c, oo), Rational(1, 2))),
    false("trap-10-infinity-over-infinity-one", eq(Limit((c + x) / (2 * c + t), c, oo), 1)),
    true("trap-10-zero-over-zero", eq(Limit((S(t) - Rational(1, 2)) / t, t, 0), Rational(1, 4))),
    true("trap-10-sign-decides-exp", eq(Limit(exp(x * c), c, oo), 0), [lt(x, 0)]),
    false("trap-10-sign-unknown-exp", eq(Limit(exp(x * c), c, oo), 0)),
    false("trap-10-sign-weak-exp", eq(Limit(exp(x * c), c, oo), 0), [le(x, 0)]),
    # 11. Contradictory hypotheses prove everything.
    case("trap-11-signs-clash", eq(x, x + t), [gt(x, 0), lt(x, 0)], expect="not proved"),
    case(
        "trap-11-sums-clash",
        eq(z[i], z[j]),
        [on_simplex, eq(total(y[k], k), 2)],
        expect="not proved",
    ),
    case(
        "trap-11-own-entry-below-itself", eq(p[i], 1), [forall(k, z[k] < z[i])], expect="not proved"
    ),
    case("trap-11-positive-is-zero", eq(z[i], z[j]), [eq(exp(x), 0)], expect="not proved"),
    case("trap-11-order-circle", lt(z[i], z[j]), [lt(x, t), lt(t, x)], expect="not proved"),
    case(
        "trap-11-softmax-off-simplex", eq(z[i], z[j]), [eq(total(p[k], k), 2)], expect="not proved"
    ),
]
