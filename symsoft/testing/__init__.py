"""For tests of one's own: claims that must be proved, or refuted.

from symsoft.testing import assert_equal, assert_proved, assert_refuted

def test_softmax_sums_to_one():
    assert_equal(sum_over(p[k], k), 1)
"""

from symsoft.testing.asserts import assert_equal, assert_proved, assert_refuted

__all__ = ["assert_equal", "assert_proved", "assert_refuted"]
