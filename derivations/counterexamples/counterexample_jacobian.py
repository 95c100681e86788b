r"""The derivative of softmax is not always $p_i (1 - p_i)$.

That formula, often quoted alone, is the diagonal of the Jacobian: the slope of a probability in its
own logit. In the logit of another class it has the wrong sign, as what one class gains the others
lose.
"""

from sympy import Derivative, Eq, Ge, Ne

from symsoft import Derivation, dim, indices, softmax, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)
slope = Derivative(p[i], z[j])

short = Derivation(
    "softmax-jacobian-short-form",
    title="The short form of the Jacobian is its diagonal only",
    claims=7,
)
short.refute(
    Eq(slope, p[i] * (1 - p[i])),
    "the short form, off the diagonal",
    given=[Ne(i, j)],
)
short.refute(Ge(slope, 0), "a greater logit of one class lowers the others")

if __name__ == "__main__":
    short.main()
