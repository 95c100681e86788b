"""True statements with a slip of the pen in one of their terms."""

from __future__ import annotations

from tests.soundness.neighbours import neighbours

CASES = neighbours(
    {
        "delta-lost": """
            delta-squared delta-substitutes diff-p-i-by-z-k fisher-information-hessian
            gradient-of-log-softmax minimal-family-gradient-any softmax-complement-is-rest
            softmax-to-one-hot-at-unique-maximum trap-8-abs-of-delta-difference
            trap-8-delta-square-of-sum unknown-delta unknown-normalised-gradient
        """,
        "delta-zero": """
            delta-chain delta-in-exp fisher-information gradient-of-softmax-squared
            log-spherical-gradient regression-hessian trap-8-delta-in-exponent trap-8-delta-in-log
        """,
        "least": """
            largest-probability limit-of-scaled-lse max-of-exponentials max-over-shift
            power-mean-to-max scaled-lse-below-max-plus-log trap-7-collision-to-share
            two-norm-below-greatest variance-below-greatest-square
        """,
        "bracket-lost": """
            cold-softmax limit-of-positive-rates limit-of-two-class-softmax sigmoid-scaled-by-sign
            softmax-to-argmax-written-out softmax-to-argmin
        """,
        "swapped": """
            continuous-at-point delta-in-partial-sum deviation-by-an-entry distance-to-one-hot
            focal-to-cross-entropy gaussian-shared-identity-covariance geometric-mean-gradient
            kl-gradient-first label-smoothing label-smoothing-gradient log-of-sum-of-unknown
            maximum-at-entry no-information others-by-piecewise product-gradient
            race-of-exponentials softmax-below-sigmoid softmax-by-temperature softmax-of-log
            subs-without-capture taylor-softmax-large trap-1-second-derivative-same-letter-true
            trap-5-derivative-by-first-entry unknown-of-sum-gradient
        """,
        "other-index": """
            confidently-wrong-loss-slope contrastive-gradient gaussian-posterior-mean-gradient
            index-equality jacobian-times-vector others-by-piecewise-ne softmax-by-scale
            softmax-log-odds-split symmetric-bilinear temperature-as-power
            trap-8-delta-in-denominator trap-8-softmax-of-one-hot
        """,
        "other-column": """
            gradient-of-inverse-softmax hessian-of-log-softmax linear-logits-log-odds
            log-product-gradient piecewise-same-branches plain-normalisation-gradient
            scaled-lse-gradient softmax-monotone softmax-ratio softmax-reflects-order
            spherical-gradient trap-1-derivative-by-bound-letter
            trap-6-log-of-quotient-of-negatives trap-8-delta-moves-index
        """,
        "other-vector": """
            cauchy-schwarz-weighted cumulant-as-derivative-at-scale hessian-quadratic-form
            kl-of-softmaxes kl-where-positive one-norm-by-roots quotient-of-sums-inside-sum
            third-central-moment trap-1-inner-letter-shadows
        """,
        "last-lost": """
            bars-of-products entry-below-lse expected-reward-gradient gaussian-variance-gradient
            hot-softmax-first-order logistic-score product-of-sums-same-letter temperatures-compose
            trap-1-product-of-sums-one-letter variance-with-every-k-bound
        """,
        "first-lost": """
            cauchy-schwarz-by-roots diff-log-S-by-bound-letter least-squares-gradient
            partial-sum-below softmax-to-argmax spherical-scale-and-sign square-of-sum
            trap-1-free-and-bound-letter
        """,
        "last-lost-left": """
            collision-gradient limit-of-constant-members-two log-posterior-by-feature luce-powers
            nonzero-from-hypothesis softmax-along-line trap-1-softmax-inside-its-own-letter
            triple-connected
        """,
        "mean": """
            double-partial-sum jacobian-trace logistic-regression-gradient
            logistic-score-simplified lse-gap-to-log-ties lse-monotone minimal-pmf multinomial-pmf
            one-norm-of-a-sum slope-of-constant-logarithms
        """,
        "exp-sign": """
            abs-of-exp cross-entropy-gradient-by-label data-loss-gradient log-softmax-mean-logit
            overcomplete-is-minimal own-and-others product-of-softmax
            second-derivative-of-exp-scale series-of-log-S-first-order sigmoid-sum-difference
            softmax-last-against-rest solve-p-1-for-z-1 trap-2-vector-equality-after-derivative
            trap-8-sum-of-exp-delta
        """,
        "log-lost": """
            box-cox entropy-gradient entropy-of-softmax likelihood-of-data log-of-exp
            log-of-two-negative-factors trap-6-log-of-square uniform-logits-entropy
        """,
        "with-K": """
            entropy-where-positive free-entry-beside-sums log1p-over-x logistic-density-normalised
            posterior-by-weight
        """,
        "without-K": """
            centred-lse-to-mean derivative-of-log-of-square hessian-diagonal polynomial sum-linear
            tanh-addition
        """,
        "one-too-many": """
            hot-softmax kl-with-itself root-where-nonnegative shift-derivative-zero
        """,
        "negated": """
            count-of-partial gaussian-mean-gradient log-softmax-notation lse-along-line
        """,
        "squared": """
            exponential-mean gaussian-shared-precision gradient-of-squared-norm sigmoid-as-exp
        """,
        "halved": """
            cancel-where-nonzero focal-loss integral-of-derivative integral-of-log-of-a-sum
            max-under-hypothesis softmax-all-equal-any-scale
        """,
        "doubled": """
            jacobian-symmetric regression-gradient-general softmax-shift sqrt-conjugate
        """,
        "inverted": """
            geometric-series-three lse-of-equal-logits minimal-family-gradient
            trap-6-log-of-product-by-abs
        """,
    }
)
