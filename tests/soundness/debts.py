"""True statements of the corpus that are not proved yet: each name is a debt."""

KNOWN_UNKNOWN = frozenset(
    """
    max-entropy-mean-constraint
    no-information
    product-of-products
    product-splits-last
    trap-10-derivative-of-abs-where-defined
    unknown-at-equal-points
    """.split()
)
