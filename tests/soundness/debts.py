"""True statements of the corpus that are not proved yet: each name is a debt."""

KNOWN_UNKNOWN = frozenset(
    """
    between
    entropy-to-zero-at-unique-maximum
    exp-quadratic
    gaussian-constant-given
    max-entropy-mean-constraint
    no-information
    product-of-products
    product-splits-last
    tanh-below-identity
    trap-10-derivative-of-abs-where-defined
    trap-8-abs-of-delta-difference
    unknown-at-equal-points
    """.split()
)
