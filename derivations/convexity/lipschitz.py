r"""Softmax never stretches: its Jacobian shrinks every vector's square form at least by half.

For any direction $v$ the quadratic form of $\mathrm{diag}(p) - pp^{\mathsf T}$ is at most
$\frac12 \sum_k v_k^2$. So the gradient of the cross-entropy is Lipschitz with constant $\frac12$,
which tells how long a step gradient descent may safely take.
"""

from sympy import Eq, Ge, Rational

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z, v = vector("z", K), vector("v", K)
p = softmax(z)
variance = sum_over(p[k] * v[k] ** 2, k) - sum_over(p[k] * v[k], k) ** 2
spread = 2 * sum_over(p[k] * (1 - p[k]) * v[k] ** 2, k)
pairs = sum_over(sum_over((1 - delta(i, j)) * p[i] * p[j] * (v[i] + v[j]) ** 2, j), i)

lipschitz = Derivation(
    "softmax-half-lipschitz",
    title="The variance under softmax is at most half the sum of squares",
    claims=20,
    source="B. Gao and L. Pavel, On the Properties of the Softmax Function, 2017",
)
lipschitz.have(Eq(spread - variance, pairs / 2), "multiply out; the probabilities sum to one")
lipschitz.have(Ge(pairs, 0, evaluate=False), "no term is negative")
lipschitz.have(p[k] * (1 - p[k]) <= Rational(1, 4), r"$x(1 - x)$ is greatest at $x = \frac12$")
(
    lipschitz.calc(variance)
    .eq(spread - pairs / 2, "the difference is a sum over pairs")
    .le(spread, "which is not negative")
    .le(sum_over(v[k] ** 2, k) / 2, "term by term")
)

if __name__ == "__main__":
    lipschitz.main()
