"""Contexts and claims: the declared names with their domains, and the hypotheses.

A `Context` says what each name stands for; `check_term` refuses a term that uses a name otherwise.
Certificates carry a context as JSON data, see `symsoft.kernel.data`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from symsoft.kernel import terms as tm
from symsoft.kernel.data import Record, decode
from symsoft.kernel.terms import KernelError, Term

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

    def subst(self, mapping: Mapping[Term, Term]) -> Hypothesis:
        """Replace free names; quantified ones that would capture are renamed first."""
        kept = {k: v for k, v in mapping.items() if k not in self.vars}
        brought = frozenset[str]().union(*(v.names for v in kept.values()))
        taken = set(brought | self.claim.names).union(*(g.names for g in self.guards))
        for v in self.vars:
            if v.args[0] in brought:
                kept[v] = tm.mk(v.op, tm.fresh(taken), v.args[1])
                taken.add(kept[v].args[0])
        variables = tuple(kept.get(v, v) for v in self.vars)
        guards = tuple(g.subst(kept) for g in self.guards)
        return Hypothesis(self.claim.subst(kept), variables, guards)

    def unfolded(self, context: Context) -> Hypothesis:
        """The hypothesis with every definition written out."""
        guards = tuple(g.unfolded(context) for g in self.guards)
        return Hypothesis(self.claim.unfolded(context), self.vars, guards)

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
        declared = self.names.get(dim)
        if not isinstance(declared, Dimension):
            raise KernelError(f"{dim} is not declared as a dimension")
        return declared.least

    def declare(self, name: str, declaration: Declaration) -> Context:
        """This context with one more name; one that is taken is refused."""
        if name in self.names:
            raise KernelError(f"the name {name} is already used")
        return Context({**self.names, name: declaration}, self.hypotheses)

    def assume(self, *hypotheses: Hypothesis) -> Context:
        """This context with more hypotheses."""
        return Context(self.names, self.hypotheses + hypotheses)

    def with_vars(self, variables: Iterable[Term]) -> Context:
        """This context with local ``ix`` and ``var`` names.

        They hide declared ones, and the hypotheses that speak of those.
        """
        names, hidden = dict(self.names), set[str]()
        for v in variables:
            if v.op not in ("ix", "var"):
                raise KernelError("only indices and scalars can be quantified")
            if v.op == "ix":
                self.least(v.args[1])
            names[v.args[0]] = Index(v.args[1]) if v.op == "ix" else Scalar(v.args[1])
            hidden.add(v.args[0])
        return Context(names, tuple(h for h in self.hypotheses if not hidden & h.names))

    def unfold(self, term: Term) -> Term:
        """`term` with every definition replaced by its body."""
        defined = {n for n, d in self.names.items() if isinstance(d, Definition)}

        @cache
        def visit(t: Term) -> Term:
            if not defined & t.names:
                return t
            args = [visit(a) if isinstance(a, Term) else a for a in t.args]
            if t.op != "def":
                return tm.mk(t.op, *args)
            definition = self.names[t.args[0]]
            assert isinstance(definition, Definition)
            return _instantiate(definition.params, visit(definition.body), args[1:])

        return visit(term)

    # --- well-formedness ---

    def check(self) -> None:
        """Refuse declarations and hypotheses that do not fit together."""
        seen: dict[str, Declaration] = {}
        for name, declared in self.names.items():
            if not Context(seen)._fits(declared) or not _is_name(name):
                raise KernelError(f"{name!r} is not declared well: {declared}")
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
                known = all(map(self.least, dims)) and domain in DOMAINS
                return known and (square or not symmetric)
            case Definition(params, body):
                self._inside(params).check_term(body)
                return True
        return declared.domain in DOMAINS

    def check_hypothesis(self, h: Hypothesis) -> None:
        """Refuse a hypothesis that is not well-formed here."""
        inner = self._inside(h.vars)
        for claim in (*h.guards, h.claim):
            inner.check_claim(claim)

    def _inside(self, variables: tuple[Term, ...]) -> Context:
        """`with_vars`; no definition may use a hidden name, or writing it out would capture."""
        inner = self.with_vars(variables)
        for v in variables:
            used = any(
                isinstance(d, Definition) and v.args[0] in d.names for d in self.names.values()
            )
            if used or not _is_name(v.args[0]) or v.op == "var" and v.args[1] not in DOMAINS:
                raise KernelError(f"{v.args[0]} cannot be quantified here")
        return inner

    def check_claim(self, claim: Claim) -> None:
        """Refuse a claim that is not well-formed in this context."""
        if claim.rel not in tm.RELATIONS:
            raise KernelError(f"unknown relation {claim.rel}")
        self.check_term(claim.lhs)
        if claim.rel != "=" or claim.rhs not in INFINITIES:
            self.check_term(claim.rhs)

    def check_term(self, term: Term) -> None:
        """Refuse a term that uses a name otherwise than declared, or is no real number."""
        if term.loose:
            raise KernelError("unbound bound variable")
        if self._kind(term, ()) != REAL:
            raise KernelError("an index stands where a number is needed")

    def index_dim(self, index: Term) -> str | None:
        """The dimension an index term ranges over, None for a number such as 2."""
        if index.loose or index.op not in tm.INDEX_OPS:
            raise KernelError(f"not an index here: {index.key}")
        return self._kind(index, ())

    def _kind(self, t: Term, bound: tuple[Kind, ...]) -> Kind:
        """The kind of a well-formed term; `bound` has those of what encloses it, innermost first."""
        if not _SENSIBLE.get(t.op, bool)(t.args or (t,)):
            raise KernelError(f"{t.key} has no meaning here")
        if t.op in ("bv", "lit"):
            return bound[t.args[0]] if t.op == "bv" else None
        parts, wanted = [a for a in t.args if isinstance(a, Term)], self._wanted(t)
        if len(parts) != len(wanted):
            raise KernelError(f"{t.args[0]} takes {len(wanted)} arguments, not {len(parts)}")
        scopes = [bound] * (len(parts) - 1) + [self._scope(t, bound)]
        for part, want, scope in zip(parts, wanted, scopes, strict=False):
            if t.op in ("lim", "int") and part in INFINITIES and part is not parts[-1]:
                continue
            found = self._kind(part, scope)
            if found != want and (REAL in (found, want) or None not in (found, want)):
                raise KernelError(f"{part.key} is of the wrong kind for {t.key}")
        return {"ix": t.args[-1], "end": t.args[0]}.get(t.op, REAL) if t.args else REAL

    def _wanted(self, t: Term) -> list[Kind]:
        """The kinds that the arguments of `t` must have; a name not declared so is refused."""
        match t.op, self.names.get(t.args[0]) if t.op in tm.NAMED else None:
            case (_, None) if t.op not in tm.NAMED:
                codes = tm.arguments(t.op, len(t.args))
                return [None if code == "i" else REAL for code in codes if code in "itb"]
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
        """What encloses the last argument of `t`."""
        if t.op not in tm.BINDERS:
            return bound
        if t.op in ("lim", "int"):
            return (REAL, *bound)
        dim, first, off = t.args[1]
        needed = first + off - (t.op in ("sum", "prod"))  # a sum may be empty, a maximum not
        if first < 1 or off < 0 or needed > self.least(dim) or first + off > MOST_REMOVED:
            raise KernelError(f"the range {first}..{dim}-{off} needs a larger least {dim}")
        return (dim, *bound)


# What must hold of the arguments of an operator besides their kinds.
_SENSIBLE: dict[str, Callable[[Any], bool]] = {
    "inf": lambda args: False,
    "lit": lambda args: bool(args[0] >= 1),
    "iv": lambda args: args[0] in tm.RELATIONS,
    "lim": lambda args: args[1] in DOMAINS and args[2] in ("", "-"),
    "deriv": lambda args: args[0].op in tm.TARGETS,
}


def _is_name(name: str) -> bool:
    """Whether an author may use the name: the kernel takes names with # and @ for its own."""
    return name != "" and name[0] not in "#@"


def _instantiate(params: tuple[Term, ...], body: Term, args: list[Any]) -> Term:
    """The body at `args`: all parameters become binders first, so that nothing is captured."""
    for param in params:  # the last parameter ends up innermost, with number 0
        body = tm.close(body, param)
    for n, arg in reversed(list(enumerate(args))):
        body = tm.open_(body, tm.shift(arg, n))
    return body


def read_claim(data: Any) -> Claim:
    """The claim written as `data`."""
    claim: Claim = decode(Claim, data)
    return claim


def read_hypothesis(data: Any) -> Hypothesis:
    """The hypothesis written as `data`."""
    hypothesis: Hypothesis = decode(Hypothesis, data)
    return hypothesis
