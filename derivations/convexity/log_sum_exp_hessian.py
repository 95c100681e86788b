r"""The second derivatives of log-sum-exp are those of a covariance matrix.

The gradient of log-sum-exp is softmax, so that its Hessian is the Jacobian of softmax,
$\mathrm{diag}(p) - pp^{\mathsf T}$. It is symmetric, although the Jacobian of a function need not
be.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    delta,
    dim,
    indices,
    logsumexp,
    softmax,
    vector,
)

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)

hessian = Derivation("log-sum-exp-hessian", title="The Hessian of log-sum-exp", claims=20)
(
    hessian.calc(Derivative(logsumexp(z), z[i], z[j]))
    .eq(Derivative(p[i], z[j]), "its gradient is softmax", using="log-sum-exp-gradient")
    .eq(p[i] * (delta(i, j) - p[j]), "the Jacobian of softmax", using="softmax-jacobian")
    .eq(delta(i, j) * p[i] - p[i] * p[j], "multiply out")
)

if __name__ == "__main__":
    hessian.main()
