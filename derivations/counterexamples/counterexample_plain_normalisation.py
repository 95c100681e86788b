r"""Plain normalisation divides by zero where the entries cancel; softmax never does.

Exponentials are positive, so that the sum softmax divides by is positive whatever the logits, and
so is each probability. A plain sum may be zero, and plain shares may be negative.
"""

from sympy import Ge, Gt, exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
p = softmax(z)
plain = z[i] / sum_over(z[k], k)

division = Derivation(
    "plain-normalisation-division-by-zero",
    title="Plain normalisation may divide by zero, softmax never does",
    claims=14,
)
division.have(
    Gt(sum_over(exp(z[k]), k), 0, evaluate=False),
    "every term is positive, and there is at least one",
)
division.conclude(Gt(p[i], 0), "a positive number divided by a positive one")
division.undefined(plain, "the entries cancel", at={z: [-2, -1, 1, 2]})
division.value(p[i], ["0.01", "0.03", "0.26", "0.70"], "softmax", at={z: [-2, -1, 1, 2]})
division.refute(Ge(plain, 0), "a share may be negative", at={z: [-1, 2]})

if __name__ == "__main__":
    division.main()
