"""With the minimum taken off, equal entries leave nothing to divide by.

When all entries are the same every difference is zero, and so is their sum. Softmax gives equal
entries equal shares.
"""

from sympy import Eq, UnevaluatedExpr

from symsoft import Derivation, define, dim, forall, indices, min_over, scalar, sum_over, vector

K = dim("K")
k = indices("k", K)
z = vector("z", K)
a = scalar("a")
m = define("m", (), min_over(z[k], k))
total = sum_over(z[k] - m, k)

undefined = Derivation(
    "minimum-subtraction-undefined",
    title="With the minimum taken off equal entries leave nothing to divide by",
    claims=15,
    given=[forall(k, Eq(z[k], a))],
)
undefined.have(Eq(m, a), "the least of equal numbers is any one of them")
(
    undefined.calc(total)
    .eq(sum_over(UnevaluatedExpr(a) - m, k), "every entry is $a$")
    .eq(0, "every term is zero")
)

if __name__ == "__main__":
    undefined.main()
