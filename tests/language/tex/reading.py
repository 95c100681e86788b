"""Reading LaTeX in tests: a scope with the usual names, and the same names in SymPy."""

from fractions import Fraction

from symsoft import dim, function, indices, matrix, scalar, vector
from symsoft.kernel.terms import Term, mk
from symsoft.language.tex import lex, parse, read_term
from symsoft.notes.directives import State, obey

DECLARED = r"""let K dimension; let D dimension; let M >= 3 dimension; let i, j, k, l index K;
let d index D; let m index M; let z, y, w, o vector K; let q vector K positive; let u vector M;
let W matrix K D; let S matrix K K symmetric; let x vector D; let a, b, c, \theta real;
let t, T positive; let s nonnegative; let f, g function; let \mathbf{h} vector K; let z' vector K;
let \hat{y} vector K; let x_{0} real;
define p_i = \frac{e^{z_i}}{\sum_{k=1}^{K} e^{z_k}}; define L = -\sum_k y_k \log p_k;
define \sigma(a) = \frac{1}{1 + e^{-a}}; define \ell(z) = \log \sum_k e^{z_k};
define \phi(w)_i = \frac{e^{w_i}}{\sum_k e^{w_k}}"""

K, D, M = dim("K"), dim("D"), dim("M", min=3)
i, j, k, l = indices("i j k l", K)
d = indices("d", D)
m = indices("m", M)
z, y, w, o = (vector(n, K) for n in "zywo")
q, u, x = vector("q", K, positive=True), vector("u", M), vector("x", D)
W, S = matrix("W", (K, D)), matrix("S", (K, K), symmetric=True)
a, b, c, theta = (scalar(n) for n in ("a", "b", "c", "theta"))
t, T = (scalar(n, positive=True) for n in "tT")
s = scalar("s", nonnegative=True)
f, g = function("f"), function("g")
h = vector("h", K)


def state() -> State:
    """What the directives above declare; a mistake in them fails the test."""
    found = State()
    assert list(obey(found, DECLARED, 0, len(DECLARED))) == []
    return found


def read(latex: str, of: State | None = None) -> Term:
    """The term for a formula, definitions folded."""
    known = of or state()
    tokens = lex(latex, 0, len(latex), known.macros)
    return read_term(parse(tokens, len(latex), known.scope), known.scope)


def unfolded(latex: str, of: State | None = None) -> Term:
    """The term with definitions written out."""
    known = of or state()
    term = read(latex, known)
    return known.scope.context([term]).unfold(term)


def bare(term: Term) -> Term:
    """The term in one way of writing it: letters of binders left out, sums and products flat.

    Only what is plainly the same is made the same: the order of terms and factors, nesting of
    sums in sums, and -(x) against (-1) x.
    """
    args = [bare(arg) if isinstance(arg, Term) else arg for arg in term.args]
    if term.op in ("sum", "prod", "max", "min", "lim", "int"):
        args[0] = ""
    if term.op in ("add", "mul"):
        parts = [p for arg in args for p in (arg.args if arg.op == term.op else (arg,))]
        numbers = [p for p in parts if p.op == "num"]
        if term.op == "mul" and numbers:
            value = numbers[0].args[0]
            for number in numbers[1:]:
                value *= number.args[0]
            parts = [p for p in parts if p.op != "num"]
            parts += [mk("num", value)] if value != 1 or not parts else []
        parts.sort(key=lambda p: p.key)
        return parts[0] if len(parts) == 1 else mk(term.op, *parts)
    if term.op == "pow" and [arg.op for arg in args] == ["num", "num"] and args[1].args[0] == -1:
        return mk("num", 1 / args[0].args[0])
    if term.op == "pow" and args[0].op == "pow" and args[1] is mk("num", Fraction(-1)):
        base, exponent = args[0].args
        if exponent.op == "num" and exponent.args[0].denominator == 1:
            return mk("pow", base, mk("num", -exponent.args[0]))
    return mk(term.op, *args)
