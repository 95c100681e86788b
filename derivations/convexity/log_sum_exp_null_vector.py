"""Log-sum-exp is not strictly convex: one direction is flat.

Applied to a vector of equal entries the Hessian gives zero, because softmax is invariant under
shifts. Along that direction log-sum-exp is a straight line.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    delta,
    dim,
    indices,
    logsumexp,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
c = scalar("c")
p = softmax(z)

null_vector = Derivation(
    "log-sum-exp-null-vector",
    title="The Hessian does not see a common shift",
    claims=20,
)
(
    null_vector.calc(sum_over(Derivative(logsumexp(z), z[i], z[j]) * c, j))
    .eq(c * sum_over(p[i] * (delta(i, j) - p[j]), j), "the Hessian", using="log-sum-exp-hessian")
    .eq(0, "the rows of the Jacobian sum to zero", using="softmax-jacobian-row-sums")
)

if __name__ == "__main__":
    null_vector.main()
