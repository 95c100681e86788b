"""Contexts and claims: the declared names with their domains, and the hypotheses.

A `Context` says what each name stands for; `check_term` refuses a term that uses a name otherwise.
Certificates carry a context as JSON data, see `symsoft.kernel.data`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from symsoft.kernel import terms as tm
from symsoft.kernel.data import Record
from symsoft.kernel.terms import KernelError, Term, require

DOMAINS = ("real", "positive", "nonnegative")

# The kind of a real number.  That of an index is its dimension, None for an index such as 2.
REAL = ""
Kind = str | None

INFINITIES = (tm.mk("inf", 1), tm.mk("inf", -1))
MOST_REMOVED = 100  # a range with more ends left out is refused rather than waited for


@dataclass(frozen=True)
class Dimension(Record):
    """A positive whole number, at least `least`."""

    least: int = 1


@dataclass(frozen=True)
class Index(Record):
    """Ranges over 1..dimension."""

    dim: str


@dataclass(frozen=True)
class Scalar(Record):
    """A real number in `domain`."""

    domain: str = "real"


@dataclass(frozen=True)
class Array(Record):
    """Real entries: one dimension for a vector, two for a matrix."""

    dims: tuple[str, ...]
    domain: str = "real"
    symmetric: bool = False


@dataclass(frozen=True)
class Function(Record):
    """An unknown smooth function from the reals to `domain`."""

    domain: str = "real"


@dataclass(frozen=True)
class Definition(Record):
    """``name(params) := body``; params are ``ix`` or ``var`` terms, free in the body."""

    params: tuple[Term, ...]
    body: Term

    @property
    def names(self) -> frozenset[str]:
        """Names that occur free in the body, the parameters left out."""
        return self.body.names - {p.args[0] for p in self.params}


Declaration = Dimension | Index | Scalar | Array | Function | Definition


@dataclass(frozen=True)
class Claim(Record):
    """A relation between two terms; ``inf`` may stand alone on the right of ``=``."""

    rel: str
    lhs: Term
    rhs: Term

    def subst(self, mapping: Mapping[Term, Term]) -> Claim:
        """Replace free names."""
        return Claim(self.rel, tm.subst(self.lhs, mapping), tm.subst(self.rhs, mapping))

    def unfolded(self, context: Context) -> Claim:
        """The claim with every definition written out."""
        return Claim(self.rel, context.unfold(self.lhs), context.unfold(self.rhs))

    @property
    def names(self) -> frozenset[str]:
        """Names that occur free."""
        return self.lhs.names | self.rhs.names


@dataclass(frozen=True)
class Hypothesis(Record):
    """For all `vars` (``ix`` or ``var`` terms) that meet the `guards`: `claim`."""

    claim: Claim
    vars: tuple[Term, ...] = ()
    guards: tuple[Claim, ...] = ()

    def map(self, change: Callable[[Term], Term]) -> Hypothesis:
        """The hypothesis with every term changed."""
        claims = [Claim(c.rel, change(c.lhs), change(c.rhs)) for c in (self.claim, *self.guards)]
        return Hypothesis(claims[0], tuple(map(change, self.vars)), tuple(claims[1:]))

    def apart(self, taken: frozenset[str]) -> Hypothesis:
        """The hypothesis with quantified names that are not among `taken`."""
        used = {*taken, *self.names, *(v.args[0] for v in self.vars)}
        new: dict[Term, Term] = {}
        for v in self.vars:
            if v.args[0] in taken:
                new[v] = tm.mk(v.op, tm.fresh(used), v.args[1])
                used.add(new[v].args[0])
        return self.map(lambda t: tm.subst(t, new))

    def subst(self, mapping: Mapping[Term, Term]) -> Hypothesis:
        """Replace free names; quantified ones that would capture are renamed first."""
        kept = {k: v for k, v in mapping.items() if k not in self.vars}
        brought = frozenset[str]().union(*(v.names for v in kept.values()))
        return self.apart(brought).map(lambda t: tm.subst(t, kept))

    def unfolded(self, context: Context) -> Hypothesis:
        """The hypothesis with every definition written out."""
        return self.map(context.unfold)

    @property
    def names(self) -> frozenset[str]:
        """Names that occur free, the quantified ones left out."""
        inside = self.claim.names.union(*(g.names for g in self.guards))
        return inside - {v.args[0] for v in self.vars}


@dataclass(frozen=True)
class Context(Record):
    """Declared names and the hypotheses made about them."""

    names: Mapping[str, Declaration] = field(default_factory=dict)
    hypotheses: tuple[Hypothesis, ...] = ()

    def least(self, dim: str) -> int:
        """The least value of a dimension."""
        match self.names.get(dim):
            case Dimension(least):
                return least
        raise KernelError(f"{dim} is not declared as a dimension")

    def declare(self, name: str, declaration: Declaration) -> Context:
        """This context with one more name; one that is taken is refused."""
        require(name not in self.names, f"the name {name} is already used")
        return Context({**self.names, name: declaration}, self.hypotheses)

    def assume(self, *hypotheses: Hypothesis) -> Context:
        """This context with more hypotheses."""
        return Context(self.names, self.hypotheses + hypotheses)

    def with_vars(self, variables: Collection[Term]) -> Context:
        """This context with local ``ix`` and ``var`` names.

        They hide declared ones, and the hypotheses that speak of those.  A definition may not use
        a name that is hidden: written out it would speak of another.
        """
        names, hidden = dict(self.names), {v.args[0] for v in variables}
        for v in variables:
            require(v.op in _LOCAL and self._fits(_LOCAL[v.op](v.args[1])), f"no variable: {v.key}")
            names[v.args[0]] = _LOCAL[v.op](v.args[1])
        for name, d in self.names.items():
            used = isinstance(d, Definition) and hidden & d.names
            require(not used, "{} is defined by a name that is quantified", name)
        return Context(names, tuple(h for h in self.hypotheses if not hidden & h.names))

    def unfold(self, term: Term) -> Term:
        """`term` with every definition replaced by its body."""
        if not any(isinstance(self.names.get(name), Definition) for name in term.names):
            return term
        defined = {n for n, d in self.names.items() if isinstance(d, Definition)}

        @cache
        def visit(t: Term) -> Term:
            if not defined & t.names:
                return t
            args = [visit(a) if isinstance(a, Term) else a for a in t.args]
            definition = self.names.get(t.args[0]) if t.op == "def" else None
            if not isinstance(definition, Definition):
                return tm.mk(t.op, *args)
            at = dict(zip(definition.params, args[1:], strict=True))
            return tm.subst(visit(definition.body), at)

        return visit(term)

    # --- well-formedness ---

    def check(self) -> None:
        """Refuse declarations and hypotheses that do not fit together."""
        seen: dict[str, Declaration] = {}
        for name, declared in self.names.items():
            # The kernel takes names with # and @ for its own.
            fits = name and name[0] not in "#@" and Context(seen)._fits(declared)
            require(fits, f"{name!r} is not declared well: {declared}")
            seen[name] = declared
        for h in self.hypotheses:
            self.check_hypothesis(h)

    def _fits(self, declared: Declaration) -> bool:
        """Whether a declaration makes sense after those of this context."""
        match declared:
            case Dimension(least):
                return least >= 1
            case Index(dim):
                return self.least(dim) >= 1
            case Array(dims, domain, symmetric):
                square = len(dims) == 2 and dims[0] == dims[1]
                return all(map(self.least, dims)) and domain in DOMAINS and square | (not symmetric)
            case Definition(params, body):
                self.with_vars(params).check_term(body)
                return True
        return declared.domain in DOMAINS

    def check_hypothesis(self, h: Hypothesis) -> None:
        """Refuse a hypothesis that is not well-formed here."""
        inner = Context(self.names).with_vars(h.vars)
        for claim in (*h.guards, h.claim):
            inner.check_claim(claim)

    def check_claim(self, claim: Claim) -> None:
        """Refuse a claim that is not well-formed in this context."""
        require(claim.rel in tm.RELATIONS, f"unknown relation {claim.rel}")
        self.check_term(claim.lhs)
        if claim.rel != "=" or claim.rhs not in INFINITIES:
            self.check_term(claim.rhs)

    def check_term(self, term: Term) -> None:
        """Refuse a term that uses a name otherwise than declared, or is no real number."""
        require(not term.loose, "unbound bound variable")
        require(self._kind(term, ()) == REAL, "an index stands where a number is needed")

    def _kind(self, t: Term, bound: tuple[Kind, ...]) -> Kind:
        """The kind of a well-formed term.

        `bound` has the kinds of the bound variables that enclose it, innermost first.
        """
        require(t.op not in _SENSIBLE or _SENSIBLE[t.op](*t.args), "{} has no meaning here", t.key)
        if t.op in ("bv", "lit"):
            return bound[t.args[0]] if t.op == "bv" else None
        parts, wanted = [a for a in t.args if isinstance(a, Term)], self._wanted(t)
        require(len(parts) == len(wanted), "{} should have {} arguments", t.key, len(wanted))
        scopes = [bound] * (len(parts) - 1) + [self._scope(t, bound)]
        for part, want, scope in zip(parts, wanted, scopes, strict=False):
            if t.op in ("lim", "int") and part in INFINITIES and part is not parts[-1]:
                continue
            found = self._kind(part, scope)
            fits = found == want or REAL not in (found, want) and None in (found, want)
            require(fits, "{} is of the wrong kind for {}", part.key, t.key)
        return str(t.args[t.op == "ix"]) if t.op in ("ix", "end") else REAL

    def _wanted(self, t: Term) -> list[Kind]:
        """The kinds that the arguments of `t` must have; a name not declared so is refused."""
        if t.op not in tm.NAMED:
            codes = tm.arguments(t.op, len(t.args))
            return [None if code == "i" else REAL for code in codes if code in "itb"]
        match t.op, self.names.get(t.args[0]):
            case "dim", Dimension():
                return []
            case "end", Dimension(least) if t.args[1] < least:
                return []
            case ("var", Scalar(of)) | ("ix", Index(of)) if of == t.args[1]:
                return []
            case "entry" | "sym", Array(dims, _, symmetric) if symmetric == (t.op == "sym"):
                return list(dims)
            case "app", Function():
                return [REAL]
            case "def", Definition(params):
                return [p.args[1] if p.op == "ix" else REAL for p in params]
        raise KernelError(f"{t.args[0]} is not declared as in {t.key}")

    def _scope(self, t: Term, bound: tuple[Kind, ...]) -> tuple[Kind, ...]:
        """The kinds of the bound variables that enclose the last argument of `t`."""
        if t.op not in tm.BINDERS:
            return bound
        if t.op in ("lim", "int"):
            return (REAL, *bound)
        dim, first, off = t.args[1]
        needed = first + off - (t.op in ("sum", "prod"))  # a sum may be empty, a maximum not
        fits = first >= 1 and needed <= self.least(dim) and first + off <= MOST_REMOVED
        require(fits and off >= 0, "the range {1}..{0}-{2} needs a larger least {0}", *t.args[1])
        return (dim, *bound)


_LOCAL: dict[str, type[Index] | type[Scalar]] = {"ix": Index, "var": Scalar}

# What must hold of the arguments of an operator besides their kinds.
_SENSIBLE: dict[str, Callable[..., bool]] = {
    "inf": lambda sign: False,
    "lit": lambda n: bool(n >= 1),
    "iv": lambda rel, *sides: rel in tm.RELATIONS,
    "lim": lambda hint, domain, side, *parts: domain in DOMAINS and side in ("", "-"),
    "deriv": lambda variable, body: variable.op in tm.TARGETS,
}
