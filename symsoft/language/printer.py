"""What printing to LaTeX and to plain text have in common: precedence, letters, order of the parts.

A `Printer` turns a term into a `Piece`, text that knows how tightly it holds together; what the
marks look like is left to `symsoft.language.latex` and `symsoft.language.text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

from symsoft.kernel.terms import INDEX_OPS, ONE, ZERO, Term, ix, num, open_, var
from symsoft.language.layout import (
    Product,
    alternatives,
    arrange,
    complement,
    derivatives,
    excluded,
    is_inverse,
    is_ordinary,
    needs_bracket,
    short_function,
    split,
    summands,
    tall_exponent,
    unequal_indices,
)
from symsoft.language.marks import ATOM, POWER, PRODUCT, SUM, UNARY, Marks, Piece
from symsoft.language.naming import INDEX_LETTERS, SCALAR_LETTERS, choose_letter
from symsoft.language.ordering import BRACKET, arranged_indices, factor_rank

HALF = num(Fraction(1, 2))
NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


@dataclass(frozen=True)
class Printer(Marks):
    """Prints the terms of one formula."""

    def for_names(self, names: Iterable[str]) -> Self:
        """This printer for a formula in which these names occur; e is never a bound letter."""
        return replace(self, taken=frozenset(map(self.symbol, names)) | {"e"})

    def show(self, term: Term) -> Piece:
        """The printed form of any term."""
        if term.op in ("num", "mul", "pmul") or is_inverse(term):
            return self.signed(split(term))
        method: Callable[[Term], Piece] = getattr(self, f"_{term.op}", self._plain)
        return method(term)

    def relation(self, rel: str, left: Term, right: Term) -> Piece:
        """A relation between two terms."""
        pieces = self.show(left), self.show(right)
        text = f"{pieces[0].text} {self.words[rel]} {pieces[1].text}"
        return Piece(text, SUM, any(p.tall for p in pieces))

    def _scripted(self) -> Self:
        return replace(self, script=True)

    # --- sums and products ---

    def _add(self, term: Term) -> Piece:
        text, tall = "", False
        for p in summands(term):
            piece = self.product(p)
            part = self.group(piece, PRODUCT)
            sign = self.minus if p.negative else "+"
            text = f"{text} {sign} {part}" if text else self.minus * p.negative + part
            tall |= piece.tall
        return Piece(text or "0", SUM, tall)

    _padd = _add

    def signed(self, p: Product) -> Piece:
        """A product with its sign."""
        piece = self.product(p)
        if not p.negative:
            return piece
        return Piece(self.minus + self.group(piece, PRODUCT), SUM, piece.tall)

    def product(self, p: Product) -> Piece:
        """A product without its sign."""
        if not p.fraction:
            return self.row(self.pieces(p.numbers, p.factors))
        above, behind = (p.factors, ()) if self.script else arrange(p)
        stacked = self.stacks(replace(p, factors=above))
        inner = replace(self, fractions=self.fractions + 1) if stacked else self
        top = inner.row(inner.pieces(p.numbers, above))
        bottom = inner.row(inner.pieces(p.under_numbers, p.under))
        front = self.fraction(top, bottom) if stacked else self.slash(top, bottom)
        return self.row([front, *self.pieces((), behind, alone=False)]) if behind else front

    def pieces(
        self, numbers: Sequence[int], factors: Sequence[Term], alone: bool = True
    ) -> list[Piece]:
        """The factors of a product, brackets of conditions drawn together; no factor gives 1."""
        if alone and not numbers and len(factors) == 1:
            return [self.show(factors[0])]
        conditions = [c for f in factors if (c := self.condition_of(f))]
        plain = [f for f in factors if not self.condition_of(f)]
        early = [f for f in plain if factor_rank(f) < BRACKET]
        shown = [Piece(str(n)) for n in numbers] + [self.show(f) for f in early]
        if conditions:
            shown.append(self.bracket(conditions))
        return shown + [self.show(f) for f in plain[len(early) :]] or [Piece("1")]

    def row(self, pieces: Sequence[Piece]) -> Piece:
        """Factors side by side."""
        if len(pieces) == 1:
            return pieces[0]
        text = ""
        for n, piece in enumerate(pieces, start=1):
            loose = piece.level < PRODUCT or piece.trailing and n < len(pieces)
            part = self.parens(piece) if loose else piece.text
            text += (self.beside(text, part) if text else "") + part
        return Piece(text, PRODUCT, any(p.tall for p in pieces), pieces[-1].trailing)

    # --- conditions ---

    def condition_of(self, factor: Term) -> Piece | None:
        """The relation inside a factor that is an Iverson bracket or 1 - δ_ij."""
        if factor.op == "iv":
            return self.relation(*factor.args)
        pair = unequal_indices(factor)
        return self.related_indices("!=", arranged_indices(pair)) if pair else None

    def related_indices(self, rel: str, pair: Iterable[Term]) -> Piece:
        """A relation between two indices."""
        left, right = pair
        return Piece(f"{self.index(left)} {self.words[rel]} {self.index(right)}", SUM)

    def bracket(self, conditions: Sequence[Piece]) -> Piece:
        """The Iverson bracket of conditions."""
        text, tall = ", ".join(c.text for c in conditions), any(c.tall for c in conditions)
        return Piece(self.parens(Piece(text, SUM, tall), "[]"), ATOM, tall)

    def _iv(self, term: Term) -> Piece:
        return self.bracket([self.relation(*term.args)])

    def condition(self, term: Term) -> str:
        """A 0/1 term as the condition that it is 1."""
        if term.op == "delta":
            return self.related_indices("=", arranged_indices(term.args)).text
        if found := self.condition_of(term):
            return found.text
        if term.op == "mul":
            return ", ".join(map(self.condition, term.args))
        if either := alternatives(term):
            return f" {self.words['or']} ".join(map(self.condition, either))
        if refused := complement(term, "iv"):
            rel, left, right = refused.args
            return self.relation(NEGATED[rel], left, right).text
        return self.relation("=", term, ONE).text

    def _if(self, term: Term) -> Piece:
        rows = []
        while term.op == "if":
            test, value, term = term.args
            rows.append((self.show(value), self.condition(test)))
        return self.cases([*rows, (self.show(term), "")])

    # --- names and indices ---

    def index(self, term: Term) -> str:
        """An index as it stands in a subscript."""
        if term.op == "lit":
            return str(term.args[0])
        if term.op == "end":
            name, off = term.args
            return self.symbol(name) + (f"{self.minus}{off}" if off else "")
        return self.symbol(f"#{term.args[0]}" if term.op == "bv" else term.args[0])

    def _plain(self, term: Term) -> Piece:
        if term.op in ("var", "dim"):
            return Piece(self.symbol(term.args[0]))
        if term.op == "val":
            return Piece(self.index(term.args[0]), SUM if term.args[0].op == "end" else ATOM)
        if term.op in INDEX_OPS:
            return Piece(self.index(term))
        if term.op == "tangent":
            return self.call(self.symbol("tangent"), term.args)
        return Piece(self.words[term.op])

    def _inf(self, term: Term) -> Piece:
        if term.args[0] < 0:
            return Piece(self.minus + self.words["inf"], SUM)
        return Piece(self.words["inf"])

    def _entry(self, term: Term) -> Piece:
        return Piece(self.subscripted(term.args[0], [self.index(i) for i in term.args[1:]]))

    def _sym(self, term: Term) -> Piece:
        indices = arranged_indices(term.args[1:])
        return Piece(self.subscripted(term.args[0], [self.index(i) for i in indices]))

    def _delta(self, term: Term) -> Piece:
        indices = [self.index(i) for i in arranged_indices(term.args)]
        return Piece(self.subscripted("#delta", indices))

    def _def(self, term: Term) -> Piece:
        name, *args = term.args
        indices = [self.index(a) for a in args if a.op in INDEX_OPS]
        head = self.subscripted(name, indices) if indices else self.symbol(name)
        values = [a for a in args if a.op not in INDEX_OPS]
        return self.call(head, values) if values else Piece(head)

    def _app(self, term: Term) -> Piece:
        name, order, argument = term.args
        return self.call(self.primed(self.symbol(name), order), [argument])

    def call(self, head: str, args: Sequence[Term]) -> Piece:
        """A function with its arguments."""
        pieces = [self.show(a) for a in args]
        tall = any(p.tall for p in pieces)
        inside = Piece(", ".join(p.text for p in pieces), SUM, tall)
        return Piece(head + self.parens(inside), ATOM, tall)

    # --- powers and functions ---

    def _pow(self, term: Term) -> Piece:
        base, exponent = self.show(term.args[0]), term.args[1]
        if exponent is HALF:
            return self.root(base)
        power = self._scripted().show(exponent)
        text = self.raised(self.group(base, ATOM), power.text)
        return Piece(text, POWER, base.tall or power.tall)

    def _exp(self, term: Term) -> Piece:
        (exponent,) = term.args
        if not self.script and tall_exponent(exponent):
            return self.call(self.words["exp"], [exponent])
        return Piece(self.raised("e", self._scripted().show(exponent).text), POWER)

    def _log(self, term: Term) -> Piece:
        piece, log = self.show(term.args[0]), self.words["log"]
        bare = piece.level >= UNARY and term.args[0].op != "deriv"
        text = f"{log} {piece.text}" if bare else log + self.parens(piece)
        return Piece(text, UNARY, piece.tall, trailing=True)

    def _abs(self, term: Term) -> Piece:
        piece = self.show(term.args[0])
        return Piece(self.parens(piece, "||"), ATOM, piece.tall)

    # --- binders ---

    def bind(self, hint: str, body: Term, dim: str | None) -> tuple[Self, Term, Term]:
        """Choose a letter: the printer inside, the variable, and the body with it put in."""
        pool = SCALAR_LETTERS if dim is None else INDEX_LETTERS
        letter = choose_letter(hint, pool, self.symbol, self.taken)
        bound = var(letter) if dim is None else ix(letter, dim)
        inside = replace(self, taken=self.taken | {self.symbol(letter)})
        return inside, bound, open_(body, bound)

    def _over_index(self, term: Term) -> Piece:
        hint, (dim, first, off), body = term.args
        inside, bound, body = self.bind(hint, body, dim)
        letter, rest = self.symbol(bound.args[0]), split(body)
        left_out: list[Term] = []
        if term.op == "sum" and (first, off) == (1, 0):
            rest, left_out = excluded(rest, bound)
        if left_out:
            unequal = ", ".join(self.index(i) for i in arranged_indices(left_out))
            mark = self.under("sum", f"{letter} {self.words['!=']} {unequal}")
        else:
            mark = self.over_range(term.op, letter, self.symbol(dim), first, off)
        piece = inside.signed(rest)
        tall = piece.tall or term.op in ("sum", "prod")
        text = self.group(piece, UNARY if needs_bracket(term.op, rest, bound) else PRODUCT)
        return Piece(self.applied(term.op, mark, text), UNARY, tall, trailing=True)

    _sum = _prod = _max = _min = _over_index

    def _lim(self, term: Term) -> Piece:
        hint, domain, side, point, body = term.args
        inside, bound, body = self.bind(hint, body, None)
        where = self._scripted().show(point)
        mark = side or ("+" if domain != "real" and point is ZERO else "")
        target = self.raised(self.group(where, ATOM), mark) if mark else where.text
        below = f"{self.symbol(bound.args[0])} {self.words['to']} {target}"
        piece = inside.show(body)
        text = self.applied("lim", self.under("lim", below), self.group(piece, PRODUCT))
        return Piece(text, UNARY, piece.tall, trailing=True)

    def _int(self, term: Term) -> Piece:
        hint, low, high, body = term.args
        inside, bound, body = self.bind(hint, body, None)
        ends = [self._scripted().show(t).text for t in (low, high)]
        text = self.group(inside.show(body), PRODUCT)
        whole = self.integral(ends[0], ends[1], text, self.symbol(bound.args[0]))
        return Piece(whole, UNARY, True, trailing=True)

    def _deriv(self, term: Term) -> Piece:
        by, body = derivatives(term)
        d = self.words["d" if is_ordinary(by, body) else "partial"]
        above = self._degree(d, sum(n for _, n in by))
        each = (self._degree(self._joined(d, self.show(t).text), n) for t, n in by)
        below = self.gap.join(each)
        piece = self.show(body)
        if short_function(body):
            return self.ratio(self._joined(above, piece.text), below)
        text = f"{self.ratio(above, below).text} {self.group(piece, UNARY)}"
        return Piece(text, UNARY, True, trailing=True)

    def _degree(self, base: str, n: int) -> str:
        return base if n == 1 else self.raised(base, str(n))

    def _joined(self, d: str, what: str) -> str:
        return d + " " * bool("\\" in d or "^" in d) + what
