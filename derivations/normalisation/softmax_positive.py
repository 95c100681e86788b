"""Softmax is defined and positive for any vector whatever.

Exponentials are positive, so that their sum is never zero: there is no input at which softmax is
undefined, and none at which a share is zero or negative. Every logarithm of a share exists.
"""

from sympy import Gt, exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

positive = Derivation(
    "softmax-positive",
    title="Softmax is defined and positive everywhere",
    claims=(14, 15),
)
positive.have(Gt(exp(z[j]), 0, evaluate=False), "an exponential is positive")
positive.have(Gt(total, 0, evaluate=False), "a sum of positive terms, at least one")
positive.conclude(Gt(p[j], 0, evaluate=False), "a quotient of positive numbers")

if __name__ == "__main__":
    positive.main()
