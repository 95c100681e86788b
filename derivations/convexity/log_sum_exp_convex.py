"""Log-sum-exp is convex: its Hessian is positive semidefinite.

Whatever the logits and the direction, the quadratic form is a variance, a mean of squares. So the
cross-entropy of a softmax has no local minimum but the global one.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    logsumexp,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, j, k, l = indices("i j k l", K)
z, v = vector("z", K), vector("v", K)
p = softmax(z)
mean = define("mu", (), sum_over(p[l] * v[l], l), latex=r"\mu")
form = sum_over(sum_over(v[i] * Derivative(logsumexp(z), z[i], z[j]) * v[j], j), i)

convex = Derivation(
    "log-sum-exp-convex",
    title="Log-sum-exp is convex",
    claims=20,
)
(
    convex.calc(form)
    .eq(sum_over(p[k] * (v[k] - mean) ** 2, k), "a variance", using="log-sum-exp-quadratic-form")
    .ge(0, "probabilities times squares")
)

if __name__ == "__main__":
    convex.main()
