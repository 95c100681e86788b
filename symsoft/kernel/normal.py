"""The normal form: a polynomial over atoms, in which equality is decided.

For every value of the names at which a term is *defined*, its normal form has the same value.
So a step may rely on the definedness of the terms it is given (a denominator is not 0, a
logarithm's argument is positive) but on nothing else: laws that need more ask `Env.sign`.
Equalities that remain hidden are answered "not equal by this form", never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import permutations
from math import gcd, lcm
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel.calculus import differentiate
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.poly import (
    Mono,
    Poly,
    accumulate,
    atoms,
    constant,
    is_number,
    leading,
    merge,
    minus,
    mono_of,
    mono_term,
    of_atom,
    plus,
    scale,
    to_term,
    value,
)
from symsoft.kernel.terms import (
    INDEX_OPS,
    ONE,
    ZERO,
    KernelError,
    Term,
    add,
    close,
    exp,
    fresh,
    log,
    mk,
    mul,
    neg,
    num,
    open_,
    power,
    sub,
    subst,
)

MAX_POWER = 64  # larger whole exponents of sums are refused
NAMED_ORDERS = 5  # bound indices whose orders are all tried


class Rewrite:
    """An equation used from left to right: `pattern` (an atom) = `replacement`, for all `vars`."""

    def __init__(self, variables: Sequence[Term], pattern: Term, replacement: Term) -> None:
        self.vars, self.pattern, self.replacement = frozenset(variables), pattern, replacement


class Env:
    """A context together with what normalising in it has found so far."""

    def __init__(self, context: Context, rewrites: tuple[Rewrite, ...] = ()) -> None:
        self.context, self.rewrites = context, rewrites
        self.cache: dict[Term, Poly] = {}
        self.signs: dict[Term, int] = {}
        self.inner: dict[tuple[Hypothesis, ...], Env] = {}
        self.facts: list[domain.Fact] = []
        self.reserved = frozenset(context.names).union(*(h.names for h in context.hypotheses))
        self.fuel = 200
        for h in context.hypotheses:
            self.facts.append(domain.fact(self, h))
        self.cache.clear()
        self.signs.clear()

    def assuming(self, *hypotheses: Hypothesis) -> Env:
        """This environment with more hypotheses."""
        if hypotheses not in self.inner:
            self.inner[hypotheses] = Env(self.context.assume(*hypotheses), self.rewrites)
        return self.inner[hypotheses]

    # --- questions ---

    def poly(self, term: Term) -> Poly:
        """The normal form of a term without definitions or loose bound variables."""
        found = self.cache.get(term)
        if found is None:
            found = self.cache[term] = NORMALISERS[term.op](self, term)
        return found

    def term(self, poly: Poly) -> Term:
        """A canonical term of a normal form."""
        term = to_term(poly)
        self.cache.setdefault(term, poly)
        return term

    def canonical(self, term: Term) -> Term:
        """The canonical term equal to `term`."""
        return self.term(self.poly(term))

    def sign(self, term: Term) -> int:
        """The signs the term may have, see `domain`."""
        return domain.sign(self, self.poly(term))

    def equal(self, left: Term, right: Term) -> bool:
        """Whether the normal form shows the two to be equal wherever both are defined."""
        return self.is_zero(minus(self.poly(left), self.poly(right)))

    def is_zero(self, poly: Poly) -> bool:
        """Whether a polynomial is 0 once its denominators are cleared."""
        return not self.cleared(poly)

    def holds(self, h: Hypothesis) -> bool:
        """Whether signs alone show `h`."""
        env = self.assuming(*(Hypothesis(g) for g in h.guards)) if h.guards else self
        mask = env.sign(sub(h.claim.lhs, h.claim.rhs))
        return not mask & ~domain.ALLOWED[h.claim.rel]

    def defined(self, term: Term) -> bool:
        """Whether `term` is certainly defined, wherever its free names range."""
        return all(n.limit is None and self.holds(n.need) for n in domain.needs(self, term))

    # --- arithmetic ---

    def times(self, *factors: Poly) -> Poly:
        """Product, with every law of atoms applied."""
        result = constant(1)
        for factor in factors:
            product: Poly = {}
            for left, a in result.items():
                for right, b in factor.items():
                    accumulate(product, self.monomial(merge(left, right)), a * b)
            result = product
        return result

    def monomial(self, exponents: dict[Term, Fraction]) -> Poly:
        """The normal form of a product of powers of atoms."""
        for atom, e in exponents.items():
            expanded = self._atom_law(atom, e)
            if expanded is not None:
                rest = {a: x for a, x in exponents.items() if a is not atom}
                return self.times(self.monomial(rest), expanded)
        for atom in exponents:
            if atom.op == "delta" and exponents[atom] == 1:
                done = self._delta_law(atom, exponents)
            elif atom.op == "iv" and exponents[atom] == 1:
                done = self._bracket_law(atom, exponents)
            else:
                done = self._division_law(atom, exponents)
            if done is not None:
                return done
        return {mono_of(exponents): Fraction(1)}

    def _atom_law(self, atom: Term, e: Fraction) -> Poly | None:
        """How one power of an atom is rewritten, None where it stays."""
        if atom.op in ("padd", "pmul"):
            whole = e.numerator // e.denominator  # a sum keeps an exponent below 1
            if whole >= 1:
                return self.times(self.power(self.poly(atom), whole), self._raw(atom, e - whole))
            if atom.op == "pmul" and e.denominator == 1 and e:
                return self.power(self.poly(atom), int(e))
        elif atom.op == "num" and e >= 1 or atom.op == "num" and e < 0:
            whole = e.numerator // e.denominator
            return scale(self._raw(atom, e - whole), atom.args[0] ** whole)
        elif atom.op in ("delta", "iv") and e > 0 and e != 1:
            return of_atom(atom)
        elif atom.op == "abs" and e.denominator == 1 and e not in (0, 1):
            odd = e % 2
            return self.times(
                self.power(self.poly(atom.args[0]), int(e - odd)), self._raw(atom, odd)
            )
        return None

    def _raw(self, atom: Term, e: Fraction) -> Poly:
        return of_atom(atom, e) if e else constant(1)

    def _delta_law(self, delta: Term, exponents: dict[Term, Fraction]) -> Poly | None:
        """delta_ij f(j) = delta_ij f(i), with the lesser index kept."""
        kept, gone = _orient(delta)
        rest = {a: e for a, e in exponents.items() if a is not delta}
        if gone is None or not any(_mentions(a, gone) for a in rest):
            return None
        moved = self.poly(replace_index(mono_term(mono_of(rest)), gone, kept))
        return self.times(of_atom(delta), moved)

    def _bracket_law(self, bracket: Term, exponents: dict[Term, Fraction]) -> Poly | None:
        """[a = r] a^n = [a = r] r^n for the leading atom a; [p > 0] [p = 0] = 0."""
        rel, inside, _ = bracket.args
        if rel == ">":
            return {} if mk("iv", "=", inside, ZERO) in exponents else None
        p = self.poly(inside)
        top = leading(p)
        if len(top) != 1 or top[0][1] != 1:
            return None
        atom = top[0][0]
        e = exponents.get(atom, Fraction(0))
        rest = {m: c for m, c in p.items() if m != top}
        if e < 1 or e.denominator != 1 or any(_has(a, atom) for m in rest for a, _ in m):
            return None
        others = {a: x for a, x in exponents.items() if a is not atom}
        return self.times(self.monomial(others), self.power(scale(rest, -1 / p[top]), int(e)))

    def _division_law(self, atom: Term, exponents: dict[Term, Fraction]) -> Poly | None:
        """lead(P)/P = 1 - (P - lead(P))/P for a sum P in the denominator."""
        if atom.op != "padd" or exponents[atom] >= 0:
            return None
        p = self.poly(atom)
        top = leading(p)
        if not top or any(e <= 0 or exponents.get(a, Fraction(0)) < e for a, e in top):
            return None
        quotient = merge(mono_of(exponents), tuple((a, -e) for a, e in top))
        quotient = {a: e for a, e in quotient.items() if e}
        rest = {m: c for m, c in p.items() if m != top}
        less = self.times(self.monomial(quotient), rest)
        quotient[atom] = quotient[atom] + 1
        whole = self.monomial({a: e for a, e in quotient.items() if e})
        return scale(minus(whole, less), 1 / p[top])

    def content(self, poly: Poly) -> tuple[Fraction, Mono, Poly]:
        """(c, m, q) with poly = c m q, q primitive with a positive leading coefficient."""
        coef, mono = Fraction(1), dict[Term, Fraction]()
        while poly:
            common = _common(poly)
            if not common and len(poly) > 1:
                break
            if len(poly) == 1:
                ((only, c),) = poly.items()
                return coef * c, mono_of(merge(mono_of(mono), only)), constant(1)
            mono = merge(mono_of(mono), common)
            inverse = tuple((a, -e) for a, e in common)
            divided: Poly = {}
            for m, c in poly.items():
                accumulate(divided, self.monomial(_nonzero(merge(m, inverse))), c)
            poly = divided
        if not poly:
            return Fraction(0), (), constant(1)
        size = Fraction(
            gcd(*(c.numerator for c in poly.values())), lcm(*(c.denominator for c in poly.values()))
        )
        if poly[leading(poly)] < 0:
            size = -size
        return coef * size, mono_of(mono), scale(poly, 1 / size)

    def factors(self, poly: Poly) -> tuple[Fraction, list[tuple[Term, Fraction]]]:
        """A coefficient and the atoms with their exponents whose product is `poly`."""
        coef, mono, prim = self.content(poly)
        parts = list(mono)
        if prim != constant(1):
            parts.append((self.term(prim), Fraction(1)))
        return coef, parts

    def power(self, poly: Poly, e: Fraction | int) -> Poly:
        """`poly` to a rational power, where that is defined."""
        e = Fraction(e)
        if e.denominator == 1 and e >= 0:
            if e > MAX_POWER and len(poly) > 1:
                raise KernelError(f"the exponent {e} of a sum is beyond {MAX_POWER}")
            result = constant(1)
            for bit in bin(int(e))[2:] if e else "":
                result = (
                    self.times(result, result, poly) if bit == "1" else self.times(result, result)
                )
            return result
        if not poly:
            if e > 0:
                return {}
            raise KernelError("0 stands in a denominator")
        split = self._split_brackets(poly, lambda p: self.power(p, e), domain.NONZERO)
        if split is not None and e.denominator == 1:
            return split
        coef, parts = self.factors(poly)
        if e.denominator == 1:
            inverse = self.monomial(_nonzero({a: x * e for a, x in parts}))
            return scale(inverse, coef ** int(e))
        return self._root(coef, parts, e)

    def _root(self, coef: Fraction, parts: list[tuple[Term, Fraction]], e: Fraction) -> Poly:
        """A fractional power of a product that is >= 0 as a whole (> 0 where e < 0)."""
        out, kept = self._sort_factors(coef, parts)
        nonnegative = all(not domain.sign(self, of_atom(a)) & domain.NEG for a, _ in kept)
        if coef > 0 and (nonnegative or len(kept) == 1):
            out, kept = out + kept, []
        powers = [of_atom(a, x * e) for a, x in out]
        if kept or coef < 0:
            rest = self.times(constant(-1 if coef < 0 else 1), self.monomial(_nonzero(dict(kept))))
            powers.append(of_atom(self.term(rest), e))
        number = self._number_power(abs(coef), e)
        return self.times(number, *(self.monomial(dict(m)) for p in powers for m in p))

    def _sort_factors(
        self, coef: Fraction, parts: list[tuple[Term, Fraction]]
    ) -> tuple[list[tuple[Term, Fraction]], list[tuple[Term, Fraction]]]:
        """Factors known to be positive, squares as powers of |a|; and the others."""
        positive, kept = [], []
        for a, x in parts:
            mask = domain.sign(self, of_atom(a))
            if mask == domain.POS or x.denominator > 1 and not mask & domain.NIL:
                positive.append((a, x))
            elif x % 2 == 0 and not mask & domain.NIL:
                positive.append((self._absolute(a), x))
            else:
                kept.append((a, x))
        if not kept or (len(kept) == 1 and kept[0][1] % 2 == 0 and coef > 0):
            positive += [(self._absolute(a), x) for a, x in kept]
            kept = []
        return positive, kept

    def _absolute(self, atom: Term) -> Term:
        mask = domain.sign(self, of_atom(atom))
        return atom if not mask & domain.NEG else mk("abs", atom)

    def _number_power(self, q: Fraction, e: Fraction) -> Poly:
        result = constant(1)
        for part, sign in ((q.numerator, 1), (q.denominator, -1)):
            for prime, n in _primes(part):
                result = self.times(result, self.monomial({num(prime): e * n * sign}))
        return result

    def logarithm(self, poly: Poly) -> Poly:
        """log of a polynomial that is positive."""
        if not poly:
            raise KernelError("the logarithm of 0")
        split = self._split_brackets(poly, self.logarithm, domain.POS)
        if split is not None:
            return split
        coef, parts = self.factors(poly)
        out, kept = self._sort_factors(coef, parts)
        if coef > 0 and len(kept) == 1:
            out, kept = out + kept, []
        result: Poly = {}
        for a, x in out:
            accumulate(result, self._log_atom(a), x)
        if kept or coef < 0:
            whole = scale(self.monomial(_nonzero(dict(kept))), -1 if coef < 0 else 1)
            accumulate(result, self.atom(mk("log", self.term(whole))))
        for part, sign in ((abs(coef).numerator, 1), (abs(coef).denominator, -1)):
            for prime, n in _primes(part):
                accumulate(result, of_atom(mk("log", num(prime))), n * sign)
        return result

    def _log_atom(self, a: Term) -> Poly:
        if a.op == "exp":
            return self.poly(a.args[0])
        if a.op == "pmul":
            return self.logarithm(self.poly(a))
        return self.atom(mk("log", a))

    def exponential(self, poly: Poly) -> Poly:
        """exp of a polynomial: a product of powers of exp(monomial)."""
        result = constant(1)
        for mono, coef in poly.items():
            result = self.times(result, self._exp_mono(mono, coef))
        return result

    def _exp_mono(self, mono: Mono, coef: Fraction) -> Poly:
        for atom, e in mono:
            if atom.op in ("delta", "iv") and e == 1:  # exp(b x) = 1 + b (exp(x) - 1)
                rest = tuple(pair for pair in mono if pair[0] is not atom)
                if self.defined(mono_term(rest)):
                    change = minus(self._exp_mono(rest, coef), constant(1))
                    return plus(constant(1), self.times(of_atom(atom), change))
        if len(mono) == 1 and mono[0][0].op == "log" and mono[0][1] == 1:
            return self.power(self.poly(mono[0][0].args[0]), coef)
        atom = exp(mono_term(mono)) if mono else exp(ONE)
        return self.monomial({atom: coef})

    def _split_brackets(self, poly: Poly, law: Callable[[Poly], Poly], need: int) -> Poly | None:
        """f(p) = b f(p at b = 1) + (1 - b) f(p at b = 0), where both are defined."""
        for b in atoms(poly):
            if b.op not in ("delta", "iv") or is_number(poly):
                continue
            sides = [at_bracket(poly, b, v) for v in (1, 0)]
            if all(not domain.sign(self, side) & ~need for side in sides):
                first, second = law(sides[0]), law(sides[1])
                return plus(second, self.times(of_atom(b), minus(first, second)))
        return None

    def cleared(self, poly: Poly) -> Poly:
        """`poly` times its denominators, which are not 0 where it is defined."""
        while True:
            low: dict[Term, Fraction] = {}
            for mono in poly:
                for a, e in mono:
                    if a.op == "padd" and e < low.get(a, Fraction(0)):
                        low[a] = e
            if not low:
                return poly
            a, e = min(low.items(), key=lambda pair: pair[0].key)
            # Fractional parts stay on the atom, so that every cleared exponent is >= 0.
            factor = -(e.numerator // e.denominator)
            result: Poly = {}
            for mono, c in poly.items():
                accumulate(
                    result, self.monomial(_nonzero(merge(mono, ((a, Fraction(factor)),)))), c
                )
            poly = result

    # --- atoms and rewriting ---

    def atom(self, atom: Term) -> Poly:
        """The polynomial of an atom, after the rewrites of this environment."""
        for rewrite in self.rewrites:
            found = match(rewrite.pattern, atom, rewrite.vars)
            if found is not None:
                self.fuel -= 1
                if self.fuel < 0:
                    raise KernelError("the equations rewrite in a circle")
                return self.poly(subst(rewrite.replacement, found))
        return of_atom(atom)

    def open(self, term: Term, dim: str) -> tuple[Term, Term]:
        """A fresh index and the body of a binder at it."""
        v = mk("ix", fresh(term.names, self.reserved), dim)
        return v, open_(term.args[-1], v)

    def in_range(self, index: Term, dim: str) -> bool:
        """Whether the index certainly lies in 1..dim."""
        if index.op == "lit":
            return self.holds(Hypothesis(Claim(">=", mk("dim", dim), num(index.args[0]))))
        return bool(index.args[1 if index.op == "ix" else 0] == dim)

    # --- sums ---

    def total(self, rng: tuple[str, int, int], v: Term, body: Poly) -> Poly:
        """The sum of `body` over the index `v`."""
        result: Poly = {}
        for mono, coef in body.items():
            accumulate(result, self._total_mono(rng, v, mono), coef)
        return result

    def _total_mono(self, rng: tuple[str, int, int], v: Term, mono: Mono) -> Poly:
        name = v.args[0]
        inside = {a: e for a, e in mono if name in a.names}
        outside = self.monomial({a: e for a, e in mono if name not in a.names})
        full = rng[1:] == (1, 0)
        for atom in inside:
            if full and atom.op == "delta" and inside[atom] == 1:
                other = atom.args[1] if atom.args[0] is v else atom.args[0]
                if self.in_range(other, rng[0]):
                    rest = mono_term(mono_of({a: e for a, e in inside.items() if a is not atom}))
                    return self.times(outside, self.poly(subst(rest, {v: other})))
        if not inside:
            size = constant(1 - rng[1] - rng[2])
            return self.times(outside, plus(self.poly(mk("dim", rng[0])), size))
        bound, factors = [(v, rng)], dict[Term, Fraction]()
        taken = set(self.reserved).union(*(a.names for a in inside))
        for a, e in inside.items():
            self._flatten(a, e, bound, factors, taken)
        return self.times(outside, self.atom(_name_bound(bound, mono_of(factors))))

    def _flatten(
        self,
        atom: Term,
        e: Fraction,
        bound: list[tuple[Term, tuple[str, int, int]]],
        factors: dict[Term, Fraction],
        taken: set[str],
    ) -> None:
        """Open sums inside a summand, so that nested sums have one form."""
        if atom.op != "sum" or e.denominator != 1 or not 0 < e <= NAMED_ORDERS:
            factors[atom] = factors.get(atom, Fraction(0)) + e
            return
        for _ in range(int(e)):
            w = mk("ix", fresh(taken), atom.args[1][0])
            taken.add(w.args[0])
            bound.append((w, atom.args[1]))
            for a, x in _mono_of_term(open_(atom.args[2], w)):
                self._flatten(a, x, bound, factors, taken)


# --- how each operator is normalised ------------------------------------------------------------


def _n_sum(env: Env, t: Term) -> Poly:
    dim, first, off = t.args[1]
    v, body = env.open(t, dim)
    removed = [mk("lit", n) for n in range(1, first)] + [mk("end", dim, n) for n in range(off)]
    if removed and len(removed) <= 8:
        ends = [open_(t.args[2], r) for r in removed]
        if all(env.in_range(r, dim) for r in removed) and all(env.defined(e) for e in ends):
            whole = env.total((dim, 1, 0), v, env.poly(body))
            return minus(whole, plus(*(env.poly(e) for e in ends)))
    return env.total(t.args[1], v, env.poly(body))


def _n_prod(env: Env, t: Term) -> Poly:
    v, body = env.open(t, t.args[1][0])
    p = env.poly(body)
    if domain.sign(env, p) == domain.POS:
        return env.exponential(env.total(t.args[1], v, env.logarithm(p)))
    return env.atom(mk("prod", "", t.args[1], close(env.term(p), v)))


def _n_max(env: Env, t: Term) -> Poly:
    v, body = env.open(t, t.args[1][0])
    p = env.poly(body)
    name = v.args[0]
    free = {m: c for m, c in p.items() if all(name not in a.names for a, _ in m)}
    rest = minus(p, free)
    if not rest:
        return free
    coef, mono, prim = env.content(rest)
    out = _nonzero({a: e for a, e in mono if name not in a.names})
    kept = {a: e for a, e in mono if name in a.names}
    factor = scale(env.monomial(out), abs(coef))
    if domain.sign(env, factor) & domain.NEG:
        factor, kept = constant(abs(coef)), dict(mono)
    inner = env.times(constant(1 if coef > 0 else -1), env.monomial(kept), prim)
    atom = mk("max", "", t.args[1], close(env.term(inner), v))
    return plus(free, env.times(factor, env.atom(atom)))


def _n_min(env: Env, t: Term) -> Poly:
    return scale(env.poly(mk("max", t.args[0], t.args[1], neg(t.args[2]))), -1)


def _n_lim(env: Env, t: Term) -> Poly:
    _, dom, side, point, inner = t.args
    v = mk("var", fresh(t.names, env.reserved), dom)
    body = env.canonical(open_(inner, v))
    if v.args[0] not in body.names:
        return env.poly(body)
    where = point if point.op == "inf" else env.canonical(point)
    return env.atom(mk("lim", "", dom, side, where, close(body, v)))


def _n_int(env: Env, t: Term) -> Poly:
    _, low, high, inner = t.args
    v = mk("var", fresh(t.names, env.reserved), "real")
    ends = [e if e.op == "inf" else env.canonical(e) for e in (low, high)]
    return env.atom(mk("int", "", *ends, close(env.canonical(open_(inner, v)), v)))


def _n_pow(env: Env, t: Term) -> Poly:
    base, exponent = env.poly(t.args[0]), env.poly(t.args[1])
    if is_number(exponent):
        return env.power(base, value(exponent))
    if domain.counts(exponent) and domain.sign(env, base) != domain.POS:
        return env.atom(mk("pow", env.term(base), env.term(exponent)))
    return env.exponential(env.times(exponent, env.logarithm(base)))


def _n_abs(env: Env, t: Term) -> Poly:
    coef, parts = env.factors(env.poly(t.args[0]))
    result = constant(abs(coef))
    for a, e in parts:
        mask = domain.sign(env, of_atom(a))
        if e % 2 == 0 or e.denominator > 1 or not mask & domain.NEG:
            result = env.times(result, env.monomial({a: e}))
        elif not mask & domain.POS:
            result = env.times(scale(result, -1), env.monomial({a: e}))
        else:
            result = env.times(result, *(env.monomial(dict(m)) for m in _powers(mk("abs", a), e)))
    return result


def _powers(atom: Term, e: Fraction) -> list[Mono]:
    return [((atom, e),)]


def _n_delta(env: Env, t: Term) -> Poly:
    left, right = t.args
    if left is right:
        return constant(1)
    if domain.apart(env, t):
        return {}
    return env.atom(t)


def _n_iv(env: Env, t: Term) -> Poly:
    rel, left, right = t.args
    p = minus(env.poly(left), env.poly(right))
    if rel in ("<", "<="):
        p, rel = scale(p, -1), {"<": ">", "<=": ">="}[rel]
    mask = domain.sign(env, p)
    if not mask & ~domain.ALLOWED[rel]:
        return constant(1)
    if not mask & domain.ALLOWED[rel]:
        return {}
    if rel == "!=":
        return minus(constant(1), _bracket(env, "=", p))
    if rel == ">=":
        return plus(_bracket(env, ">", p), _bracket(env, "=", p))
    return _bracket(env, rel, p)


def _bracket(env: Env, rel: str, p: Poly) -> Poly:
    """[p = 0] or [p > 0] with p in a form that is the same for all positive multiples."""
    if env.is_zero(p):
        return constant(1 if rel == "=" else 0)
    coef, parts = env.factors(p)
    known = domain.NONZERO if rel == "=" else domain.POS
    kept = {a: e for a, e in parts if domain.sign(env, env.monomial({a: e})) & ~known}
    inside = env.monomial(kept)
    if is_number(inside):
        return constant(1 if rel == ">" and coef > 0 else 0)
    lead = inside[leading(inside)]
    inside, coef = scale(inside, 1 / lead), coef * lead
    equal = env.atom(mk("iv", "=", env.term(inside), ZERO))
    if rel == "=":
        return equal
    above = env.atom(mk("iv", ">", env.term(inside), ZERO))
    return above if coef > 0 else minus(minus(constant(1), above), equal)


def _n_if(env: Env, t: Term) -> Poly:
    cond, yes, no = t.args
    c = env.poly(cond)
    if is_number(c):
        return env.poly(yes if value(c) == 1 else no)
    if env.defined(yes) and env.defined(no):
        first, second = env.poly(yes), env.poly(no)
        return plus(second, env.times(c, minus(first, second)))
    test = env.term(c)
    branches = [
        env.assuming(Hypothesis(Claim("=", test, num(v)))).canonical(branch)
        for v, branch in ((1, yes), (0, no))
    ]
    return env.atom(mk("if", test, *branches))


def _n_fact(env: Env, t: Term) -> Poly:
    return env.poly(domain.expand_fact(t))


NORMALISERS: dict[str, Callable[[Env, Term], Poly]] = {
    "num": lambda env, t: constant(t.args[0]),
    "pi": lambda env, t: env.atom(t),
    "dim": lambda env, t: env.atom(t),
    "var": lambda env, t: env.atom(t),
    "entry": lambda env, t: env.atom(t),
    "sym": lambda env, t: env.atom(t),
    "val": lambda env, t: _n_val(env, t),
    "app": lambda env, t: env.atom(mk("app", t.args[0], t.args[1], env.canonical(t.args[2]))),
    "add": lambda env, t: plus(*(env.poly(a) for a in t.args)),
    "padd": lambda env, t: plus(*(env.poly(a) for a in t.args)),
    "mul": lambda env, t: env.times(*(env.poly(a) for a in t.args)),
    "pmul": lambda env, t: env.times(*(env.poly(a) for a in t.args)),
    "pow": _n_pow,
    "exp": lambda env, t: env.exponential(env.poly(t.args[0])),
    "log": lambda env, t: env.logarithm(env.poly(t.args[0])),
    "abs": _n_abs,
    "delta": _n_delta,
    "iv": _n_iv,
    "if": _n_if,
    "sum": _n_sum,
    "prod": _n_prod,
    "max": _n_max,
    "min": _n_min,
    "lim": _n_lim,
    "int": _n_int,
    "deriv": lambda env, t: env.poly(differentiate(env, t.args[1], t.args[0])),
    "fact": _n_fact,
    "factix": _n_fact,
}


def _n_val(env: Env, t: Term) -> Poly:
    index = t.args[0]
    if index.op == "lit":
        return constant(index.args[0])
    if index.op == "end":
        return plus(env.poly(mk("dim", index.args[0])), constant(-index.args[1]))
    return env.atom(t)


# --- helpers ------------------------------------------------------------------------------------


def _nonzero(exponents: dict[Term, Fraction]) -> dict[Term, Fraction]:
    return {a: e for a, e in exponents.items() if e}


def _common(poly: Poly) -> Mono:
    """The greatest monomial that divides every one (least exponents, absent counts as 0)."""
    monos = [dict(m) for m in poly]
    found = {a for m in monos for a in m}
    low = {a: min(m.get(a, Fraction(0)) for m in monos) for a in found}
    return mono_of(low)


def at_bracket(poly: Poly, bracket: Term, v: int) -> Poly:
    """`poly` with the 0/1 atom `bracket` at `v`."""
    result: Poly = {}
    for mono, coef in poly.items():
        rest = tuple(pair for pair in mono if pair[0] is not bracket)
        if len(rest) == len(mono) or v:
            accumulate(result, {rest: coef})
    return result


def _primes(n: int) -> Iterable[tuple[int, int]]:
    """Prime factors below 1000 with their multiplicity, and what is left as one factor."""
    for p in range(2, 1000):
        if p * p > n:
            break
        count = 0
        while n % p == 0:
            n, count = n // p, count + 1
        if count:
            yield p, count
    if n > 1:
        yield n, 1


def _mono_of_term(term: Term) -> Mono:
    """The monomial that `mono_term` made `term` from (its coefficient is 1)."""
    factors = term.args if term.op == "pmul" else (term,)
    pairs = ((f.args[0], f.args[1].args[0]) if _is_power(f) else (f, Fraction(1)) for f in factors)
    return tuple(pairs)


def _is_power(term: Term) -> bool:
    return term.op == "pow" and bool(term.args[1].op == "num")


def _name_bound(bound: list[tuple[Term, tuple[str, int, int]]], mono: Mono) -> Term:
    """The nested sum over `bound`, in the order that gives the least term."""
    body = mono_term(mono)
    orders: Iterable[Any] = permutations(bound) if len(bound) <= NAMED_ORDERS else [bound]
    best: Term | None = None
    for order in orders:
        term = body
        for v, rng in order:
            term = mk("sum", "", rng, close(term, v))
        if best is None or term.key < best.key:
            best = term
    assert best is not None
    return best


def _orient(delta: Term) -> tuple[Term, Term | None]:
    """The index that is kept and the free index it replaces; a fixed one is always kept."""
    kept, gone = delta.args
    if gone.op != "ix":
        kept, gone = gone, kept
    return kept, gone if gone.op == "ix" else None


def _mentions(atom: Term, index: Term) -> bool:
    return index.args[0] in atom.names


def replace_index(term: Term, gone: Term, kept: Term) -> Term:
    """`term` with one index for another."""
    return subst(term, {gone: kept})


def _has(term: Term, part: Term) -> bool:
    return term is part or any(_has(a, part) for a in term.args if isinstance(a, Term))


def match(pattern: Term, term: Term, variables: frozenset[Term]) -> dict[Term, Term] | None:
    """The values of `variables` at which `pattern` is `term`."""
    found: dict[Term, Term] = {}

    def visit(p: Term, t: Term) -> bool:
        if p in variables:
            fits = not t.loose and (p.op == "ix") == (t.op in INDEX_OPS)
            return fits and found.setdefault(p, t) is t
        if p is t:
            return not any(v.args[0] in p.names for v in variables)
        if p.op != t.op or len(p.args) != len(t.args):
            return False
        return all(
            visit(a, b) if isinstance(a, Term) and isinstance(b, Term) else a == b
            for a, b in zip(p.args, t.args, strict=True)
        )

    return found if visit(pattern, term) else None


__all__ = ["Env", "Rewrite", "add", "log", "mul", "power"]
