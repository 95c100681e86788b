r"""A smoothed target keeps the gradient honest: prediction less target, as before.

Label smoothing mixes the target with the uniform distribution, $(1 - \epsilon) y_k + \epsilon/K$.
The smoothed target still sums to one, so that the gradient of the cross-entropy has its usual form.
It vanishes at finite logits, where a one-hot target would ask for infinite ones.
"""

from sympy import Derivative, Eq, log

from symsoft import Derivation, define, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z, y = vector("z", K), vector("y", K)
epsilon = scalar("epsilon", latex=r"\epsilon")
p = softmax(z)
s = define("s", k, (1 - epsilon) * y[k] + epsilon / K)

smoothing = Derivation(
    "label-smoothing-gradient",
    title="The gradient of the cross-entropy with a smoothed target",
    claims=4,
    source="C. Szegedy et al., Rethinking the Inception Architecture for Computer Vision, 2016",
    given=[Eq(sum_over(y[k], k), 1)],
)
(
    smoothing.calc(sum_over(s[k], k))
    .eq((1 - epsilon) * sum_over(y[k], k) + epsilon, r"$K$ times $\epsilon/K$ is $\epsilon$")
    .eq(1, "the target sums to one")
)
(
    smoothing.calc(Derivative(-sum_over(s[k] * log(p[k]), k), z[j]))
    .eq(
        p[j] * sum_over(s[k], k) - s[j],
        "the gradient for any weights",
        using="cross-entropy-gradient-weighted",
    )
    .eq(p[j] - s[j], "the smoothed target sums to one")
)

if __name__ == "__main__":
    smoothing.main()
