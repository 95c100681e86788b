r"""Free energy is what a system in equilibrium makes least.

At the inverse temperature $\beta$ a state of energy $E_k$ has the Boltzmann probability
$p_k \propto e^{-\beta E_k}$, the softmax of $-\beta E$. The free energy
$F = -\frac{1}{\beta} \log \sum_k e^{-\beta E_k}$ is mean energy less entropy times temperature.
"""

from symsoft import (
    Derivation,
    define,
    dim,
    entropy,
    indices,
    logsumexp,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
E = vector("E", K)
beta = scalar("beta", positive=True)
p = softmax(-beta * E, name="p")
F = define("F", (), -logsumexp(-beta * E) / beta)

value = Derivation(
    "free-energy", title="Free energy is mean energy less entropy over scale", claims=19
)
(
    value.calc(sum_over(p[k] * E[k], k) - entropy(p) / beta)
    .eq(
        sum_over(p[k] * E[k], k) - (logsumexp(-beta * E) + beta * sum_over(p[k] * E[k], k)) / beta,
        "the entropy of a softmax",
        using="softmax-entropy",
    )
    .eq(F, "the mean energy cancels")
)

if __name__ == "__main__":
    value.main()
