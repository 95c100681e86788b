r"""What could be read in two ways, or not at all, is refused with its place, and never guessed."""

import pytest

from symsoft.language.tex import Unreadable
from tests.language.tex.reading import read
from tests.sampling import spread

AMBIGUOUS = [
    (r"\log q_i q_j", 9),
    (r"\log q_i (1 - q_j)", 9),
    (r"\log 2 t", 7),
    (r"\exp a b", 7),
    (r"\exp a / T", 9),
    (r"\log t \cdot a", 13),
    (r"\log t \exp(a)", 7),
    (r"\log(t)^2", 7),
    (r"\tanh^{-1} a", 5),
    (r"a/b c", 2),
    (r"a / b (c + a)", 4),
    (r"a / \sum_k y_k z_k", 4),
    (r"1/2 a", 2),
    (r"\sum_k z_k - y_k", 0),
    (r"c \sum_k z_k + y_k", 2),
    (r"\sum_k y_k \log q_k + (1 - y_k) \log (1 - q_k)", 0),
    (r"\max_k z_k c", 11),
    (r"|a|b|c|", 4),
    (r"\frac{\partial}{\partial z_j} z_i - \log \sum_k e^{z_k}", 36),
    (r"\frac{\partial}{\partial z_j} z_i e^{z_i}", 34),
    (r"\sum_{i \neq j} z_i z_j", 6),
    (r"z_i^{(2)}", 5),
    (r"a^{(2)}", 3),
    (r"f^2(a)", 1),
    (r"W^T_{id}", 1),
    (r"a \; (3)", 5),
    (r"exp(a)", 0),
    (r"a log(b)", 2),
    (r"L(a)", 1),
    (r"\lim_{c \to \infty} e^{-c} + c", 0),
]


@pytest.mark.parametrize(("latex", "at"), AMBIGUOUS, ids=[latex for latex, _ in AMBIGUOUS])
def test_two_readings_are_told_and_none_is_chosen(latex, at):
    with pytest.raises(Unreadable) as raised:
        read(latex)
    assert len(raised.value.readings) == 2
    assert raised.value.at == at


REFUSED = {
    # names
    r"v": "v is not declared",
    r"\alpha": r"\alpha is not declared",
    r"v_i": "v is not declared",
    r"z_v": "v is not declared as an index",
    r"z": "z has entries",
    r"p": "p has entries",
    r"a_i": "a takes no subscript",
    r"z_{ij}": "z takes 1 indices, not 2",
    r"W_i": "W takes 2 indices, not 1",
    r"z_d": "ranges over D, not over K",
    r"W_{di}": "ranges over D, not over K",
    r"\delta_{id}": "compares indices over D and K",
    r"\delta_i": "δ takes two indices, not 1",
    r"z_0": "whole numbers from 1 on",
    r"z_{i+1}": "an index is a letter",
    r"y_i'": "a prime at",
    r"f": "f is a function",
    r"\sigma": r"\sigma",
    r"\sigma(a, b)": "takes 1 arguments",
    r"\operatorname{softmax}(z)": "write an entry",
    r"\operatorname{softmax}(a)_i": "takes a vector",
    r"\operatorname{softmax}(z w)_i": "not multiplied",
    r"\operatorname{softmax}(z + u)_i": "do not fit: K and M",
    r"\operatorname{foo}(a)": "is not declared",
    r"\phi(u)_i": "a vector over K",
    r"\mathbf{a}": "is not declared",
    r"\bar{z}_i": "is not declared",
    r"\mathbf{z_i}": "more than one letter",
    # ranges
    r"\sum_n 1": "the range of n is not known",
    r"\sum z_k": "what sum runs over is missing",
    r"\sum_{k=0}^{K-1} z_k": "start at 1",
    r"\sum_{k=1}^{N} z_k": "N is not declared",
    r"\sum_{k=1}^{a} z_k": "a range ends at",
    r"\sum_{k=i}^{K} z_k": "a range starts with",
    r"\sum_{k=1}^{K} z_n": "n is not declared",
    r"\sum_{k=1}^{100} a": "0 to 30 terms",
    r"\sum_{i<j} z_i": "in two ways",
    r"\sum_{i<j} z_i z_j": "in two ways",
    r"\sum_{1 \le i < j \le m} z_i": "1 ≤ k ≤ K",
    r"\sum_{k=3}^{K} z_k": "may run backwards",
    r"\max_{k=2}^{K} z_k": "may be empty",
    r"\max z c": "needs an index",
    r"\max c": "needs an index",
    r"\max(c)": "max of one number",
    r"\sum_{k,k} z_k": "bound twice",
    # calculus
    r"\frac{\partial z_i}{\partial p_j}": "does not mention it",
    r"\frac{\partial \sigma(a)}{\partial \sigma(a)}": "a derivative is by",
    r"\frac{\partial a}{\partial z_d}": "ranges over D",
    r"\frac{\partial^2 a^2}{\partial a}": "of order 2",
    r"\frac{\partial a}{\partial a \partial b}": "of order 1",
    r"\partial_j (z_i y_i)": "the one vector that what follows",
    r"\nabla a": "needs what it is taken by",
    r"\lim_{v \to 0} a": "not declared as a scalar",
    r"\lim a": "a limit is written",
    r"\int_0^1 a": "no dx",
    r"\int a \, da": "definite",
    # signs
    r"\sin a": "outside the language",
    r"a + \infty": "infinity",
    r"\dots": "left out",
    r"z_1 + \cdots + z_K": "left out",
    r"a \pm b": r"\pm is not known",
    r"a!": "! is not understood",
    r"\|a\|": "vectors are needed",
    r"\|z\|_3": "of norms",
    r"\|a\|_1": "a vector is needed",
    r"{a \over b \over c}": "not known",
    r"a \over b": "not known",
    r"a = b": "is not expected here",
    r"(a = b)": "a relation stands inside",
    r"(a, b)": "a comma stands",
    r"a \in b": "∈ is not expected",
    r"\sqrt[3]{a}": "of even degree",
    r"\begin{cases} a & i = j \\ b & i = k \end{cases}": "not the opposite",
    r"\begin{cases} a & c < 0 \\ b & c > 0 \end{cases}": "not the opposite",
    r"\begin{cases} a & c < 0 \\ b & c < 1 \\ a & \text{otherwise} \end{cases}": "overlap",
    r"\begin{cases} a \\ b \end{cases}": "a row of cases",
    r"\begin{matrix} a \end{matrix}": "not understood here",
    # TeX
    r"": "empty",
    r"{a": "never closed",
    r"a}": "closes nothing",
    r"(a": "never closed",
    r"a)": "closes nothing",
    r"(a]": "closed by",
    r"\frac{a}": "missing",
    r"a^": "missing",
    r"a_i_j": "two scripts",
    r"z^2^2": "two scripts",
    r"{}": "empty",
    r"a +": "a part is missing",
    r"a + + b": "not expected",
    r"\frac{}{a}": "hold nothing",
    r"a & b": "stands inside a formula",
    r"a \text{ or } b": "stands inside a formula",
    r"\begin{cases} a": "never closed",
    "a \N{SNOWMAN}": "has no meaning",
}  # fmt: skip


@pytest.mark.parametrize(("latex", "why"), REFUSED.items(), ids=list(REFUSED))
def test_what_is_not_understood_is_refused(latex, why):
    with pytest.raises(Unreadable) as raised:
        read(latex)
    assert why in str(raised.value)
    assert 0 <= raised.value.at <= len(latex)


SHAPES = ["{", "(", r"\left(", r"\frac{", r"\sqrt{", "a^{", r"\log ", "|", r"\sum_k ", "z_{"]


@pytest.mark.parametrize("deep", [50, 2000, 9000])
@pytest.mark.parametrize("shape", spread(SHAPES, 5))
def test_deep_nesting_ends_in_a_clear_refusal(shape, deep):
    opened = {"{": "}", "(": ")"}.get(shape[-1], "")
    middle = "}{a" if shape == r"\frac{" else ""
    with pytest.raises(Unreadable):
        read(shape * deep + "a" + (middle + opened) * deep + " v")
