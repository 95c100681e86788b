"""The normal form: a polynomial over atoms, in which equality is decided.

For every value of the names at which a term is *defined*, its normal form has the same value.
So a step may rely on the definedness of the terms it is given (a denominator is not 0, a
logarithm's argument is positive) but on nothing else: laws that need more ask for signs.
Equalities that remain hidden are answered "not equal by this form", never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar
from math import gcd, lcm
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.domain import at_bracket
from symsoft.kernel.nesting import Exponents, Range, flatten, name_bound
from symsoft.kernel.operators import NORMALISERS
from symsoft.kernel.poly import Mono, Poly, Rational, constant, minus, of_atom, plus, scale
from symsoft.kernel.terms import ZERO, Term, mk, num, sub

MAX_POWER = 400  # the largest exponent of a sum times the number of its terms
REWRITES = 20  # within one another
# Called at each product of monomials; one whose time is up may raise from it.
at_work: ContextVar[Callable[[], object]] = ContextVar("at_work", default=bool)


class Rewrite:
    """An equation used from left to right: `pattern` (an atom) = `replacement`, for all `vars`."""

    def __init__(self, variables: Sequence[Term], pattern: Term, replacement: Term) -> None:
        self.vars, self.pattern, self.replacement = frozenset(variables), pattern, replacement
        self.names = (pattern.names | replacement.names) - {v.args[0] for v in variables}


Rewrites = tuple[Rewrite, ...]


class Env:
    """A context together with what normalising in it has found so far."""

    def __init__(self, context: Context, rewrites: Rewrites = (), base: Env | None = None) -> None:
        self.context, self.rewrites, self.nested, self.cases = context, rewrites, 0, True
        self.base = base  # the environment that this one has more hypotheses than
        self.cache: dict[Term, Poly] = {}
        self.signs: dict[frozenset[tuple[Mono, Rational]], int] = {}
        self.inner: dict[tuple[Hypothesis | Claim, ...], Env] = {}
        self.reserved = frozenset(context.names).union(*(h.names for h in context.hypotheses))
        self._facts: list[domain.Fact] | None = None

    @property
    def facts(self) -> list[domain.Fact]:
        """What the hypotheses say, each in the light of those before it."""
        if self._facts is None:
            base, cases, self.cases = self.base, self.cases, False
            self._facts = list(base.facts) if base else []
            for h in self.context.hypotheses[len(base.context.hypotheses) if base else 0 :]:
                if h.claim.rhs.op != "inf":
                    self._facts += domain.facts(self, h)
            self.cache, self.signs, self.cases = {}, {}, cases
        return self._facts

    def assuming(self, *hypotheses: Hypothesis) -> Env:
        """This environment with more hypotheses."""
        if hypotheses not in self.inner:
            self.inner[hypotheses] = Env(self.context.assume(*hypotheses), self.rewrites, self)
        return self.inner[hypotheses]

    def given(self, *claims: Claim) -> Env:
        """This environment with more plain hypotheses."""
        return self.assuming(*map(Hypothesis, claims)) if claims else self

    def case(self, *claims: Claim) -> Env:
        """This environment where `claims` hold, or itself, as there are no cases within cases and
        none while it is worked out what the hypotheses say."""
        if self.cases and claims and claims not in self.inner:
            context = self.context.assume(*map(Hypothesis, claims))
            self.inner[claims] = Env(context, self.rewrites, self)
            self.inner[claims].cases = False
        return self.inner.get(claims, self) if self.cases else self

    def local(self, variables: Collection[Term]) -> Env:
        """This environment with local names, without the equations that speak of those they hide:
        an equation about a free index says nothing about one that has its name."""
        hidden = {v.args[0] for v in variables}
        rewrites = tuple(r for r in self.rewrites if not hidden & r.names)
        inner = Env(self.context.with_vars(variables), rewrites)
        inner.cases = self.cases
        return inner

    def poly(self, term: Term) -> Poly:
        """The normal form of a term without definitions or loose bound variables."""
        found = self.cache.get(term)
        if found is None:
            tm.require(term.op in NORMALISERS, "{} is no number here", term.op)
            found = self.cache[term] = NORMALISERS[term.op](self, term)
        return found

    def term(self, poly: Poly) -> Term:
        """A canonical term of a normal form."""
        term = pl.to_term(poly)
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
        """Whether a polynomial is 0 once its denominators, which are not 0, are cleared."""
        while poly:
            below = {a for mono in poly for a, e in mono if e < 0 and a.op == "padd"}
            clear = [a for a in below if not domain.sign(self, of_atom(a)) & domain.NIL]
            if not clear:
                return False
            # Fractional parts stay on the atom, so that every cleared exponent is >= 0.
            a = min(clear, key=lambda a: a.key)
            e = min(dict(mono).get(a, 0) for mono in poly)
            poly = self.multiplied(poly, ((a, -(e.numerator // e.denominator)),))
        return True

    def holds(self, h: Hypothesis) -> bool:
        """Whether signs alone show `h`."""
        env, gap = self.case(*h.guards), sub(h.claim.lhs, h.claim.rhs)
        # The signs of the parts before that of the whole: while it is worked out, theirs are less.
        mask = domain.manifest(env, h.claim.lhs if h.claim.rhs is ZERO else gap)
        return not mask & ~domain.ALLOWED[h.claim.rel]

    def defined(self, term: Term) -> bool:
        """Whether `term` is certainly defined, wherever its free names range."""
        return all(type(n) is Hypothesis and self.holds(n) for n in domain.needs(self, term))

    def open(self, t: Term, *avoid: Term) -> tuple[Term, Term]:
        """A fresh index and the body of the binder `t` at it."""
        name = tm.fresh(t.names, self.reserved, *(a.names for a in avoid))
        v = mk("ix", name, t.args[1][0])
        return v, tm.open_(t.args[2], v)

    def in_range(self, index: Term, dim: str) -> bool:
        """Whether the index certainly lies in 1..dim."""
        if index.op == "lit":
            return self.holds(Hypothesis(Claim(">=", mk("dim", dim), num(index.args[0]))))
        return bool(index.args[1 if index.op == "ix" else 0] == dim)

    def in_domain(self, value: Term, v: Term) -> bool:
        """Whether an index, or a number where it is defined, is one that `v` may stand for."""
        if v.op == "ix":
            return self.in_range(value, v.args[1])
        return not self.sign(value) & ~domain.OF_DOMAIN[v.args[1]]

    # --- products ---

    def times(self, *factors: Poly) -> Poly:
        """Product, with every law of atoms applied."""
        result = dict(factors[0]) if factors else constant(1)
        for factor in factors[1:]:
            less, more = (result, factor) if pl.is_number(result) else (factor, result)
            product: Poly = {}
            for mono, coef in less.items():
                pl.accumulate(product, self.multiplied(more, mono) if mono else more, coef)
            result = product
        return result

    def multiplied(self, poly: Poly, mono: Mono) -> Poly:
        """`poly` times a monomial."""
        result: Poly = {}
        for m, coef in poly.items():
            pl.accumulate(result, self.monomial(pl.merge(m, mono)), coef)
        return result

    def monomial(self, exponents: Exponents) -> Poly:
        """The normal form of a product of powers of atoms."""
        at_work.get()()
        exponents = {a: e for a, e in exponents.items() if e}
        lawful = [(atom, e) for atom, e in exponents.items() if atom.op in _REWRITTEN]
        for atom, e in lawful:
            expanded = self._atom_law(atom, e)
            if expanded is not None:
                return self.times(self.monomial(_without(exponents, atom)), expanded)
        for atom, e in lawful:
            if atom.op in _LAWS and (e == 1 or atom.op == "padd"):
                done = _LAWS[atom.op](self, atom, exponents)
                if done is not None:
                    return done
        return {pl.mono_of(exponents): 1}

    def _atom_law(self, atom: Term, e: Rational) -> Poly | None:
        """How one power of an atom is rewritten, None where it stays."""
        whole = e.numerator // e.denominator
        if atom.op in ("padd", "pmul") and whole >= 1:  # a sum keeps an exponent below 1
            return self.times(self.power(self.poly(atom), whole), self.monomial({atom: e - whole}))
        if atom.op == "pmul" and e.denominator == 1:
            return self.power(self.poly(atom), e)
        if atom.op == "num" and whole:
            return scale(self.monomial({atom: e - whole}), pl.number_power(atom.args[0], whole))
        if atom.op in ("delta", "iv") and e > 0 and e != 1:
            return of_atom(atom)
        if atom.op == "abs" and e.denominator == 1 and e != 1:
            square = self.power(self.poly(atom.args[0]), e - e % 2)
            return self.times(square, self.monomial({atom: e % 2}))
        return None

    def _delta_law(self, delta: Term, exponents: Exponents) -> Poly | None:
        """delta_ij f(j) = delta_ij f(i), with the lesser index, or a fixed one, kept."""
        kept, gone = delta.args if delta.args[1].op == "ix" else delta.args[::-1]
        rest = _without(exponents, delta)
        if gone.op != "ix" or all(gone.args[0] not in a.names for a in rest):
            return None
        moved = tm.subst(pl.mono_term(pl.mono_of(rest)), {gone: kept})
        if not self.defined(moved):  # the term is defined where gone = kept, and elsewhere is 0
            return None
        return self.times(of_atom(delta), self.poly(moved))

    def _bracket_law(self, bracket: Term, exponents: Exponents) -> Poly | None:
        """[p > 0] [p = 0] = 0, and [a = r] a^n = [a = r] r^n for the leading atom a."""
        inside = bracket.args[1]
        if bracket.args[0] == ">":
            return {} if mk("iv", "=", inside, ZERO) in exponents else None
        p = self.poly(inside)
        top = pl.leading(p)
        atom = top[0][0] if len(top) == 1 and top[0][1] == 1 else bracket
        e = exponents[atom] if atom in exponents and atom is not bracket else 0
        rest = {m: c for m, c in p.items() if m != top}
        if e < 1 or e.denominator > 1 or any(atom in tm.subterms(a) for m in rest for a, _ in m):
            return None
        value = self.power(scale(rest, pl.over(-1, p[top])), e)
        return self.times(self.monomial(_without(exponents, atom)), value)

    def _division_law(self, atom: Term, exponents: Exponents) -> Poly | None:
        """lead(P)/P = 1 - (P - lead(P))/P for a sum P in the denominator."""
        p = self.poly(atom)
        top = pl.leading(p)
        if exponents[atom] > 0 or not top or any(e <= 0 or exponents.get(a, 0) < e for a, e in top):
            return None
        quotient = pl.merge(pl.mono_of(exponents), tuple((a, -e) for a, e in top))
        rest = {m: c for m, c in p.items() if m != top}
        less = self.times(self.monomial(quotient), rest)
        whole = self.monomial({**quotient, atom: quotient[atom] + 1})
        return scale(minus(whole, less), pl.over(1, p[top]))

    def content(self, poly: Poly) -> tuple[Rational, Mono, Poly]:
        """(c, m, q) with poly = c m q, q primitive with a positive leading coefficient."""
        mono: Mono = ()
        while poly:
            common = _common(poly)
            if len(poly) == 1:
                return poly[common], pl.mono_of(pl.merge(mono, common)), constant(1)
            if not common:
                break
            mono = pl.mono_of(pl.merge(mono, common))
            poly = self.multiplied(poly, tuple((a, -e) for a, e in common))
        if not poly:
            return 0, (), constant(1)
        numerators, denominators = zip(*(c.as_integer_ratio() for c in poly.values()), strict=True)
        size = pl.over(gcd(*numerators), lcm(*denominators))
        size = size if poly[pl.leading(poly)] > 0 else -size
        return size, mono, scale(poly, pl.over(1, size))

    def factors(self, poly: Poly) -> tuple[Rational, Mono]:
        """A coefficient and the atoms with their exponents whose product is `poly`."""
        coef, mono, prim = self.content(poly)
        if prim == constant(1):
            return coef, mono
        # The primitive part may be an atom that the monomial has a root of.
        return coef, pl.mono_of(pl.merge(mono, ((self.term(prim), 1),)))

    # --- powers, logarithms, exponentials ---

    def power(self, poly: Poly, e: Rational) -> Poly:
        """`poly` to a rational power, where that is defined."""
        e = pl.whole(e)
        if not poly and e:
            tm.require(e >= 0, "0 stands in a denominator")
            return {}
        if e.denominator == 1 and e >= 0:
            fits = len(poly) == 1 or e * len(poly) <= MAX_POWER
            tm.require(fits, f"the power {e} of a sum of {len(poly)} terms is too large")
            if len(poly) == 1:
                ((mono, coef),) = poly.items()
                powers = self.monomial({a: x * e for a, x in mono})
                return scale(powers, pl.number_power(coef, int(e)))
            return self.times(*[poly] * int(e))
        split = self.split(poly, lambda p: self.power(p, e), domain.NONZERO)
        if split is not None and e.denominator == 1:
            return split
        coef, parts = self.factors(poly)
        if not coef:
            return self.power({}, e)
        if e.denominator == 1:
            return scale(self.monomial({a: x * e for a, x in parts}), pl.number_power(coef, int(e)))
        coef, out, kept = self._sort_factors(coef, parts)
        if all(not domain.sign(self, of_atom(a)) & domain.NEG for a in kept) and coef > 0:
            out, kept = {**out, **kept}, {}
        roots = [self.monomial({a: x * e}) for a, x in out.items()]
        if kept or coef < 0:
            roots.append(self.monomial({self.term(self._rest(coef, kept)): e}))
        roots += [self.monomial({num(p): e * m}) for p, m in pl.primes(pl.size(coef))]
        return self.times(*roots)

    def logarithm(self, poly: Poly) -> Poly:
        """log of a polynomial that is positive."""
        split = self.split(poly, self.logarithm, domain.POS)
        if split is not None:
            return split
        coef, parts = self.factors(poly)
        tm.require(coef, "the logarithm of 0")
        coef, out, kept = self._sort_factors(coef, parts)
        result: Poly = {}
        for a, x in out.items():
            one = self.poly(a.args[0]) if a.op == "exp" else self.atom(mk("log", a))
            pl.accumulate(result, one, x)
        if kept or coef < 0:
            pl.accumulate(result, self.atom(mk("log", self.term(self._rest(coef, kept)))))
        for p, m in pl.primes(pl.size(coef)):
            pl.accumulate(result, of_atom(mk("log", num(p))), m)
        return result

    def _rest(self, coef: Rational, kept: Exponents) -> Poly:
        return scale(self.monomial(kept), 1 if coef > 0 else -1)

    def _sort_factors(self, coef: Rational, parts: Mono) -> tuple[Rational, Exponents, Exponents]:
        """A product that is >= 0 (> 0 under a logarithm): a number, the factors whose powers may be
        taken one by one (those > 0, -a for a < 0, |a| for its squares, one alone), and others."""
        out, kept = Exponents(), Exponents()
        for a, x in parts:
            signs = domain.sign(self, of_atom(a))
            if x % 2 == 1 and (signs == domain.NEG or len(parts) == 1 and coef < 0):
                coef, a, signs = -coef, self.term(scale(self.monomial({a: 1}), -1)), domain.POS
            plain = signs == domain.POS or x.denominator > 1 and not signs & domain.NIL
            if plain or x % 2 == 0 and not signs & domain.NIL:
                key = a if plain else self._absolute(a)
                out[key] = out.get(key, 0) + x  # |a| may be a factor already
            else:
                kept[a] = x
        if len(kept) == 1 and coef > 0:
            ((a, x),), kept = kept.items(), Exponents()
            key = self._absolute(a) if x % 2 == 0 else a
            out[key] = out.get(key, 0) + x
        return coef, out, kept

    def _absolute(self, atom: Term) -> Term:
        return mk("abs", atom) if domain.sign(self, of_atom(atom)) & domain.NEG else atom

    def exponential(self, poly: Poly) -> Poly:
        """exp of a polynomial: a product of powers of exp(monomial)."""
        return self.times(*(self._exp_mono(mono, coef) for mono, coef in poly.items()))

    def _exp_mono(self, mono: Mono, coef: Rational) -> Poly:
        for atom, e in mono:
            rest = tuple(pair for pair in mono if pair[0] is not atom)
            if atom.op in ("delta", "iv") and e == 1 and self.defined(pl.mono_term(rest)):
                change = minus(self._exp_mono(rest, coef), constant(1))  # e^(b x) = 1 + b (e^x - 1)
                return plus(constant(1), self.times(of_atom(atom), change))
        if len(mono) == 1 and mono[0][0].op == "log" and mono[0][1] == 1:
            return self.power(self.poly(mono[0][0].args[0]), coef)
        return self.monomial({tm.exp(pl.mono_term(mono)): coef})

    def split(self, poly: Poly, law: Callable[[Poly], Poly], need: int) -> Poly | None:
        """f(p) = b f(p at b = 1) + (1 - b) f(p at b = 0), where both are defined."""
        for b in pl.atoms(poly):
            if b.op in ("delta", "iv"):
                sides = [at_bracket(poly, b, v) for v in (1, 0)]
                if all(not domain.sign(self, side) & ~need for side in sides):
                    first, second = law(sides[0]), law(sides[1])
                    return plus(second, self.times(of_atom(b), minus(first, second)))
        return None

    # --- atoms, rewriting and sums ---

    def atom(self, atom: Term) -> Poly:
        """The polynomial of an atom, after the rewrites of this environment."""
        for rewrite in self.rewrites:
            found = match(self, rewrite.pattern, atom, rewrite.vars)
            if found is not None:
                tm.require(self.nested < REWRITES, "the equations rewrite in a circle")
                self.nested += 1
                try:
                    return self.poly(tm.subst(rewrite.replacement, found))
                finally:
                    self.nested -= 1
        return of_atom(atom)

    def total(self, rng: Range, v: Term, body: Poly) -> Poly:
        """The sum of `body` over `v`; a range that may be empty keeps what may be undefined."""
        result: Poly = {}
        safe = self.context.least(rng[0]) - rng[2] >= rng[1]
        for mono, coef in body.items():
            free = (p for p in mono if v.args[0] not in p[0].names)
            outer = {a for a, e in free if safe or self.defined(pl.mono_term(((a, e),)))}
            inside = {a: e for a, e in mono if a not in outer}
            outside = self.monomial({a: e for a, e in mono if a not in inside})
            pl.accumulate(result, self.times(outside, self._total(rng, v, inside)), coef)
        return result

    def _total(self, rng: Range, v: Term, inside: Exponents) -> Poly:
        for atom, e in inside.items():
            if rng[1:] == (1, 0) and atom.op == "delta" and e == 1:
                other = atom.args[1] if atom.args[0] is v else atom.args[0]
                if self.in_range(other, rng[0]):
                    rest = pl.mono_term(pl.mono_of(_without(inside, atom)))
                    return self.poly(tm.subst(rest, {v: other}))
        if not inside:
            return plus(self.poly(mk("dim", rng[0])), constant(1 - rng[1] - rng[2]))
        bound, factors = [(v, rng)], Exponents()
        taken = set(self.reserved).union([v.args[0]], *(a.names for a in inside))
        for a, e in inside.items():
            flatten(a, e, bound, factors, taken)
        return self.atom(name_bound(bound, pl.mono_of(factors)))


_REWRITTEN = frozenset({"padd", "pmul", "num", "delta", "iv", "abs"})
_LAWS = {"delta": Env._delta_law, "iv": Env._bracket_law, "padd": Env._division_law}


# --- helpers ------------------------------------------------------------------------------------


def _without(exponents: Exponents, atom: Term) -> Exponents:
    return {a: e for a, e in exponents.items() if a is not atom}


def _common(poly: Poly) -> Mono:
    """The greatest monomial that divides every one (least exponents, absent counts as 0)."""
    monos = [dict(m) for m in poly]
    found = {a for m in monos for a in m}
    return pl.mono_of({a: min(m.get(a, 0) for m in monos) for a in found})


def match(
    env: Env, pattern: Term, term: Term, variables: frozenset[Term]
) -> dict[Term, Term] | None:
    """The values of `variables`, in their domains, at which `pattern` is `term`."""
    found: dict[Term, Term] = {}
    names = {v.args[0] for v in variables}

    def visit(p: Any, t: Any) -> bool:
        if p in variables:
            fits = not t.loose and (p.op == "ix") == (t.op in tm.INDEX_OPS)
            return fits and found.setdefault(p, t) is t
        if not isinstance(p, Term) or not names & p.names:
            return bool(p == t)
        same = p.op == t.op and len(p.args) == len(t.args)
        return same and all(visit(a, b) for a, b in zip(p.args, t.args, strict=True))

    if not visit(pattern, term) or not all(env.in_domain(t, v) for v, t in found.items()):
        return None
    return found if all(v.op == "ix" or env.defined(t) for v, t in found.items()) else None
