r"""Subtracting the minimum first makes plain shares non-negative, at a price.

The lowest class always gets the share $0$, however close it is to the others, and equal entries
have no shares at all. Softmax gives equal entries equal shares and no class nothing.
"""

from sympy import Gt

from symsoft import Derivation, dim, indices, min_over, softmax, sum_over, vector

K = dim("K")
i, k, l = indices("i k l", K)
z = vector("z", K)
p = softmax(z)
least = min_over(z[l], l)
share = (z[i] - least) / sum_over(z[k] - least, k)

minimum = Derivation(
    "minimum-subtracted-fails",
    title="What goes wrong when the minimum is subtracted",
    claims=15,
)
minimum.value(share, [0, "1/3", "2/3"], "the lowest class gets nothing", at={z: [1, 2, 3]})
minimum.value(share, [0, "1/2", "1/2"], "close as it is", at={z: [9, 10, 10]})
minimum.value(p[i], ["0.155", "0.422", "0.422"], "softmax", at={z: [9, 10, 10]})
minimum.undefined(share, "equal entries", at={z: [1, 1, 1]})
minimum.refute(Gt(share, 0), "a share may be zero")

if __name__ == "__main__":
    minimum.main()
