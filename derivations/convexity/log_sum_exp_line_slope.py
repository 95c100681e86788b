"""Walking along a line, log-sum-exp rises at the mean rate of its logits.

From $z$ in the direction $v$ the logit $k$ moves at the rate $v_k$. The slope of log-sum-exp is the
mean of these rates, weighted by the softmax at the place where one is.
"""

from sympy import Derivative

from symsoft import Derivation, dim, indices, logsumexp, scalar, softmax, sum_over, vector

K = dim("K")
k = indices("k", K)
z, v = vector("z", K), vector("v", K)
t = scalar("t")
q = softmax(z + t * v, name="q")
along = logsumexp(z + t * v)

slope = Derivation(
    "log-sum-exp-line-slope", title="The slope of log-sum-exp along a line is a mean", claims=20
)
(
    slope.calc(Derivative(along, t))
    .eq(sum_over(q[k] * Derivative(z[k] + t * v[k], t), k), "chain rule; the gradient is softmax")
    .eq(sum_over(q[k] * v[k], k), "logit $k$ moves at the rate $v_k$")
)

if __name__ == "__main__":
    slope.main()
