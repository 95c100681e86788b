"""What the names of a note stand for, by how LaTeX writes them: ``z``, ``\\theta``, ``k'``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from symsoft.kernel.context import (
    Array,
    Context,
    Declaration,
    Definition,
    Dimension,
    Function,
    Hypothesis,
    Index,
    Scalar,
)
from symsoft.kernel.terms import KernelError, Term, ix
from symsoft.language.naming import GREEK
from symsoft.language.tex import words
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.slots import MEAN, Slot, alike, signature
from symsoft.language.tex.tree import Conds, Node

_ACCENTS = {
    "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "widehat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "bar": "\N{COMBINING MACRON}",
    "overline": "\N{COMBINING MACRON}",
    "tilde": "\N{COMBINING TILDE}",
    "widetilde": "\N{COMBINING TILDE}",
    "dot": "\N{COMBINING DOT ABOVE}",
}


_PRIMES = ("", "'", "''", "'''")


@dataclass(frozen=True)
class Called:
    """``p_i(z, a) := body``, written out where it is used, as it takes vectors or is a rule.

    `indices` are keys with the dimension each ranges over; `arguments` are keys, with the
    dimension of a vector and None for a scalar.
    """

    indices: tuple[tuple[str, str], ...]
    arguments: tuple[tuple[str, str | None], ...]
    body: Node


Meaning: TypeAlias = Declaration | Called


@dataclass
class TexScope:
    """Names declared so far, `broken` ones with the reason why they cannot be used.

    One name may have several definitions that differ in their brackets: `variants` has their keys
    by what stands there, and `slots` what each takes.  `halves` are the keys of L and of L_n, where
    both are defined.  `words` are names of several plain letters, such as NLL.
    """

    meanings: dict[str, Meaning] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    variants: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    halves: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    marks: int = 0
    made_up: int = 0  # how often a letter was, which depends on those made up before

    def knows(self, key: str) -> bool:
        """Whether a name is declared."""
        return key in self.meanings

    def meaning(self, key: str, at: int) -> Meaning | None:
        """What a name stands for, None if it is not declared."""
        if key in self.broken:
            raise Unreadable(f"{key}: {self.broken[key]}", at)
        return self.meanings.get(key)

    def declare(self, key: str, meaning: Meaning, at: int) -> str:
        """The kernel's name for a new one; to say the same again is no mistake."""
        known = self.meanings.get(key)
        if known is not None and known != meaning:
            raise Unreadable(f"{key.partition('(')[0]} is already declared as something else", at)
        if known is None:
            self.plain[key] = _plain_name(key, set(self.plain.values()))
            self.meanings[key] = meaning
        return self.plain[key]

    def variant(self, key: str, brackets: Conds, slots: Sequence[Slot]) -> str:
        """The key of a definition with these brackets, new beside others of that name."""
        shape, known = signature(brackets) if brackets else "", self.variants.get(key, {})
        for name in known.get(shape, []):
            if alike(self.slots[name], slots):
                return name
        if not self.is_defined(key) or not known and not shape:
            return key
        return f"{key}({shape}{'′' * len(known.get(shape, []))})"

    def vary(self, key: str, brackets: Conds, slots: Sequence[Slot], name: str) -> None:
        """Take in that the definition `name` is that of `key` with these brackets."""
        known = self.variants.setdefault(key, {})
        if name != key and not known:
            known[""] = [key]
            self.slots[key] = ()
        known.setdefault(signature(brackets) if brackets else "", []).append(name)
        self.slots[name] = tuple(slots)
        if any(not slot.free and not slot.holes for slot in slots):
            self.broken[f"{key}(…)"] = "it is defined with brackets: write them"

    def unbracketed(self, key: str) -> str:
        """The key of the definition without brackets, of none where they tell what is meant."""
        whole = f"{key}(…)"
        return self.variants.get(key, {}).get("", [whole if whole in self.broken else key])[0]

    def halve(self, key: str, indexed: bool) -> str:
        """The key of a definition with or without indices, new beside the other kind."""
        other = self.meanings.get(key)
        if key in self.halves:
            return self.halves[key][indexed]
        if not isinstance(other, Definition) or key in self.variants:
            return key
        if bool(other.params) == indexed or any(p.op != "ix" for p in other.params):
            return key
        new = f"{key}(_)"
        self.halves[key] = (key, new) if indexed else (new, key)
        return new

    def is_split(self, key: str) -> bool:
        """Whether there is one with indices and no brackets beside those with brackets alone."""
        known = self.variants.get(key, {})
        others = [self.meanings[n] for shape, names in known.items() if shape for n in names]
        return "" in known and not any(_has_indices(m) for m in others)

    def is_function(self, key: str) -> bool:
        """Whether a prime after the name means a derivative."""
        return isinstance(self.meanings.get(key), Function) or self.is_called(key)

    def is_called(self, key: str) -> bool:
        """Whether a parenthesis after the name holds its arguments."""
        if self.variants.get(key, {}).keys() - {""}:
            return True
        match self.meanings.get(key):
            case Function():
                return True
            case Called(_, arguments):
                return bool(arguments)
            case Definition(params):
                return any(p.op == "var" for p in params)
        return _upright(key) in words.VECTOR_FUNCTIONS and not self.knows(key)

    def is_defined(self, key: str) -> bool:
        """Whether the name is one of a definition."""
        return isinstance(self.meanings.get(key), (Definition, Called))

    def is_number(self, key: str) -> bool:
        """Whether the name stands for a number or numbers."""
        return isinstance(self.meanings.get(key), (Scalar, Array, Dimension, Definition))

    def is_dimension(self, key: str) -> bool:
        """Whether the name is one of a dimension."""
        return isinstance(self.meanings.get(key), Dimension)

    def has_subscripted(self, key: str) -> bool:
        """Whether a name with a subscript that is part of it begins so."""
        return any(k.startswith(f"{key}_{{") for k in self.meanings)

    def styled(self, font: str, letter: str) -> str:
        """The key of a letter in a font; bold is how arrays are set, so it may be left out."""
        key = f"{font}{{{letter}}}"
        if self.knows(key) or font not in words.BOLD:
            return key
        if self.has_entries(letter):
            return letter
        others = [k for f in words.BOLD if self.has_entries(k := f"{f}{{{letter}}}")]
        return others[0] if len(others) == 1 else key

    @staticmethod
    def is_indexed(meaning: Meaning | None) -> bool:
        """Whether this is a definition with one index and no arguments: a vector."""
        match meaning:
            case Definition(params):
                return len(params) == 1 and params[0].op == "ix"
        return False

    def ranges_over(self, key: str) -> str | None:
        """The key of the dimension of a declared index, None for anything else."""
        found = self.meanings.get(key)
        if not isinstance(found, Index):
            return None
        return next(key for key, name in self.plain.items() if name == found.dim)

    def least(self, dim: str) -> int:
        """The least value of a dimension, by the kernel's name."""
        for key, name in self.plain.items():
            found = self.meanings[key]
            if name == dim and isinstance(found, Dimension):
                return found.least
        raise KeyError(dim)

    def dimension(self, key: str, at: int) -> str:
        """The kernel's name of a dimension."""
        if isinstance(self.meaning(key, at), Dimension):
            return self.plain[key]
        raise Unreadable(f"{key} is not declared as a dimension", at)

    def mark(self) -> str:
        """A name that nobody can write, for a variable about to be bound."""
        self.marks += 1
        return f"#{self.marks}"

    def entry_index(self, dim: str, n: int) -> Term:
        """The index for the entries of whole vectors, one that nobody can write."""
        self.made_up += 1
        key = f"#{dim},{n}"
        if key not in self.meanings:
            taken = {*self.plain.values(), *self.plain}
            letters = (f"{c}{primes}" for primes in _PRIMES for c in "ijklmn")
            self.plain[key] = next((x for x in letters if x not in taken), _plain_name(key, taken))
            self.meanings[key] = Index(dim)
        return ix(self.plain[key], dim)

    def resolved(self, key: str) -> str:
        """`key`, or the bold letter that is declared where the plain one is not."""
        if key in self.meanings or key in self.broken:
            return key
        bold = [k for font in words.BOLD if self.has_entries(k := f"{font}{{{key}}}")]
        return bold[0] if len(bold) == 1 else key

    def has_entries(self, key: str) -> bool:
        """Whether this is an array or a definition with indices alone."""
        match self.meanings.get(key):
            case Array():
                return True
            case Definition(params):
                return bool(params) and all(p.op == "ix" for p in params)
        return False

    def dimensions_of(self, key: str) -> tuple[str, ...]:
        """The dimensions of the indices of an array or definition."""
        match self.meanings.get(key):
            case Array(dims):
                return dims
            case Definition(params):
                return tuple(str(p.args[1]) for p in params if p.op == "ix")
        return ()

    def has_superscripted(self, key: str) -> bool:
        """Whether a name with a superscript that is part of it begins so."""
        return any(k.startswith(f"{key}^{{") for k in self.meanings)

    @property
    def version(self) -> tuple[int, int]:
        """Changes with every declaration."""
        return len(self.meanings), len(self.broken)

    @property
    def latex_names(self) -> Mapping[str, str]:
        """The kernel's names as LaTeX writes them."""
        named = {k: n for k, n in self.plain.items() if k[0] != "#" and k[-1] != ")" and k != MEAN}
        return {n: k for k, n in named.items() if k != n}

    def context(self, terms: Sequence[Term], hypotheses: Sequence[Hypothesis] = ()) -> Context:
        """The names that `terms` and `hypotheses` speak of, and those they depend on."""
        wanted = [n for t in terms for n in t.names] + [n for h in hypotheses for n in _names(h)]
        return self._context(wanted, tuple(hypotheses))

    def context_of(self, name: str) -> Context:
        """A name with all that it is made of."""
        return self._context([name], ())

    def _context(self, wanted: list[str], hypotheses: tuple[Hypothesis, ...]) -> Context:
        names = {self.plain[k]: m for k, m in self.meanings.items() if not isinstance(m, Called)}
        used = set[str]()
        while wanted:
            name = wanted.pop()
            if name in names and name not in used:
                used.add(name)
                wanted.extend(_needs(names[name]))
        return Context({n: d for n, d in names.items() if n in used}, hypotheses)

    def check(self, term: Term, at: int) -> None:
        """Refuse a term that the kernel would not accept."""
        try:
            self.context([term]).check_term(term)
        except KernelError as error:
            raise Unreadable(str(error), at) from None


def _names(h: Hypothesis) -> frozenset[str]:
    return h.names | {v.args[1] for v in h.vars if v.op == "ix"}


def _needs(declared: Declaration) -> set[str]:
    match declared:
        case Index(dim):
            return {dim}
        case Array(dims):
            return set(dims)
        case Definition(params, body):
            bound = {p.args[0] for p in params}  # whatever else has such a name
            return set(body.names) - bound | {p.args[1] for p in params if p.op == "ix"}
    return set()


def _has_indices(meaning: Meaning) -> bool:
    """Whether a definition takes a subscript, as far as its parameters tell."""
    match meaning:
        case Definition(params):
            return any(p.op == "ix" for p in params)
        case Called(indices):
            return bool(indices)
    return False


def _upright(key: str) -> str:
    found = re.fullmatch(r"\\mathrm\{(\w+)\}", key)
    return found[1] if found else ""


def _plain_name(key: str, taken: set[str]) -> str:
    r"""A plain name for messages: ``theta`` for ``\theta``, ``ŷ`` for ``\hat{y}``."""
    bare = re.sub(r"_\{(.*)\}", r"_\1", key.split("(")[0].replace(MEAN, "mean"))
    found = re.fullmatch(r"\\(\w+)\{\\?(\w+)\}(.*)", bare)
    if found:
        font, letter, rest = found.groups()
        word = GREEK.get(letter, letter)
        bare = unicodedata.normalize("NFC", word + _ACCENTS.get(font, "")) + rest
    name = "".join(c for c in bare if c.isalnum() or c in "_'" or unicodedata.combining(c)) or "x"
    while name in taken:
        name += "₂" if key[-1] == ")" else "'"
    return name
