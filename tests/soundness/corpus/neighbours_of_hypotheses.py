"""True statements without one of their hypotheses, and with another relation."""

from __future__ import annotations

from tests.soundness.neighbours import neighbours

CASES = neighbours(
    {
        "first-hypothesis-lost": """
            bayes between bound-by-spread brier-of-shares confidently-wrong-gradient
            cross-entropy-hessian cubes-in-order divide-by-exp entropy-at-most-log-simplex
            equal-logits-are-uniform equal-logits-of-two exp-below-second-order-of-negative
            exponential-equation gibbs inverse-link-partition least-scaled-down
            limit-of-rates-above limit-of-rates-tied linear-combination link-of-last-is-zero
            logit-norm-penalty loss-by-margin loss-of-one-weighted-label
            lse-gap-vanishes-at-unique-maximum one-hot-label one-logit-up product-in-the-box
            product-of-shares regression-gradient regression-gradient-by-feature
            right-model-loss-vanishes roots-of-shares scaled-weights separable-functional-equation
            sigmoid-monotone softmax-equal-logits softmax-of-log-on-simplex
            softmax-strictly-monotone softmax-to-one-at-unique-maximum
            softmax-to-zero-below-maximum square-between-bounds square-keeps-order-of-positive
            squared-error-saturates squared-hypothesis stationary-point subs-entries-then-dimension
            sum-less-product sum-monotone sum-strictly-monotone trap-2-derivative-then-equality
            trap-2-zero-everywhere trap-3-forall-hypothesis-under-sum
            trap-3-free-hypothesis-outside trap-5-second-may-be-last trap-7-shared-maximum
            trap-7-two-tied-classes trap-9-times-positive trap-9-weighted-order two-rates
            two-rates-equal two-shares-of-softmax unknown-at-equal-points
            variational-bound-temperature wrong-model-loss-diverges
        """,
        "second-hypothesis-lost": """
            affine-between distance-to-a-target distillation-gradient index-equality-transitive
            inverse-link inverse-link-last inverse-link-minimal log-normaliser loss-of-one-label
            transitivity trap-3-free-equation-beside-forall trap-9-adding-inequalities
        """,
        "strict": """
            am-hm bernoulli cauchy-schwarz constant-root cosh-above-parabola
            cubic-above-its-tangent entropy-of-a-mixture entry-above-negative-greatest
            entry-attains-maximum free-energy-below-least geometric-below-arithmetic-mean
            largest-below-one-norm least-below-mixture log-of-one-plus-nonnegative
            log-pade-above-one logarithm-below-square one-norm-below-two-norm ramp-lipschitz
            reciprocal-sum scaled-lse-above-max sigmoid-slope stable-exponent three-means
            trap-3-forall-order-under-sum trap-9-divide-by-positive triangle-sum
            two-norm-below-one-norm-by-roots two-shares
        """,
        "equal": """
            cubic-in-two-factors entry-below-greatest inverse-deltas-positive
            log-softmax-nonpositive surprise-of-one-class-bounded tanh-below-identity-of-positive
            taylor-sum-positive trap-4-log-partition-nonnegative
        """,
        "reversed": """
            constant-logarithms-positive exp-above-third-order log-below-line-through-zero
            one-plus-squares-positive sigmoid-lipschitz softmax-variance-bound trap-5-two-classes
            young-of-three
        """,
    }
)
