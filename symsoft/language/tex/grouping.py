"""From TeX's tokens to those of the grammar: arguments get their braces, names their scripts.

What depends on how TeX reads, and not on what is meant, is settled here: ``x^12`` is x¹·2, a brace
may be left out, ``|`` opens or closes, and a ``d`` belongs to an integral or a derivative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import lark

from symsoft.language.tex import words
from symsoft.language.tex.cursor import Cursor, dee
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.lexing import MOST_NESTED, Token
from symsoft.language.tex.scope import TexScope

_OPERANDS = frozenset({"NAME", "NUM", "RB", "CLOSE", "RBAR", "INF", "ONE", "PRIME"})
_SIGNS = {"+": "PLUS", "-": "MINUS", "/": "SLASH", ",": "COMMA", "_": "SUB", "^": "SUP"}


def group(tokens: Sequence[Token], end: int, scope: TexScope) -> list[lark.Token]:
    """The grammar's tokens; `end` is the offset behind the formula."""
    return _Grouper(tokens, end, scope, 0).run()


class _Grouper:
    def __init__(self, tokens: Sequence[Token], end: int, scope: TexScope, depth: int) -> None:
        if depth > MOST_NESTED:
            raise Unreadable(
                f"nested more than {MOST_NESTED} deep", tokens[0].at if tokens else end
            )
        self.cursor, self.scope, self.depth = Cursor(tokens, end), scope, depth
        self.out: list[lark.Token] = []
        self.brackets: list[lark.Token] = []
        self.sided: list[int] = []  # where bars of \left and \bigl stand
        self.integrals: list[int] = []
        self.since_bars: list[str] | None = None

    def run(self) -> list[lark.Token]:
        while (token := self.cursor.peek()) is not None:
            self.cursor.next()
            self.one(token)
        for opened in self.brackets:
            raise Unreadable(f"{opened.value} is never closed", _at(opened))
        for at in self.integrals:
            raise Unreadable("this integral has no dx", at)
        return self.out

    def emit(self, kind: str, value: str, at: int) -> None:
        if self.since_bars is not None:
            self.since_bars.append(kind)
        self.out.append(lark.Token(kind, value, start_pos=at))

    def inside(self, tokens: Sequence[Token], end: int) -> list[lark.Token]:
        return _Grouper(tokens, end, self.scope, self.depth + 1).run()

    def braces(self, tokens: Sequence[Token], at: int) -> None:
        """The tokens grouped, between braces."""
        end = tokens[-1].at + 1 if tokens else at
        inside = self.inside(tokens, end)
        if not inside:
            raise Unreadable("these braces hold nothing", at)
        self.emit("LB", "{", at)
        self.out.extend(inside)
        self.emit("RB", "}", end)

    # --- one token ---

    def one(self, token: Token) -> None:
        match token.kind:
            case "number":
                self.emit("NUM", token.text, token.at)
            case "letter":
                self.letter(token)
            case "text":
                self.word(token.text, token)
            case "sign":
                self.sign(token)
            case _:
                self.command(token)

    def letter(self, token: Token) -> None:
        if token.text == "d" and self.integrals and self.differential(token):
            return
        word = self.plain_word(token)
        if word:
            self.cursor.i += len(word) - 1
            self.word(word, Token("command", word, token.at))
        else:
            self.name(token.text, token)

    def is_function(self, word: str) -> bool:
        """Whether letters are a function, as they cannot be a product: one is not declared."""
        known = word in words.FUNCTIONS or word in words.VECTOR_FUNCTIONS
        return known and not all(c == "e" or self.scope.knows(c) for c in word)

    def plain_word(self, token: Token) -> str:
        """``exp(x)`` without its backslash is e·x·p·(x) for TeX, and hardly meant so."""
        word, tokens = token.text, self.cursor.tokens
        for n in range(self.cursor.i, min(self.cursor.i + 6, len(tokens))):
            if tokens[n].kind != "letter" or tokens[n].at != token.at + len(word):
                break
            word += tokens[n].text
            if word in words.PLAIN:
                if self.is_function(word):
                    return word
                readings = (f"\\{word}", "a product of letters")
                raise Unreadable(f"{word} can be read in two ways", token.at, readings)
        return ""

    def sign(self, token: Token) -> None:
        text = token.text
        if text == "^" and self.primes_above():
            return
        if text in ("_", "^"):
            self.emit(_SIGNS[text], text, token.at)
            self.braces(self.cursor.argument(f"{text}"), token.at)
        elif text == "{":
            self.cursor.i -= 1
            self.braces(self.cursor.group(), token.at)
        elif text == "|":
            self.bar(token, None)
        elif text == "'":
            self.emit("PRIME", "'", token.at)
        elif text == ":" and (ahead := self.cursor.peek()) and ahead.is_("="):
            self.cursor.next()
            self.emit("REL", "=", token.at)
        elif not self.shared(token):
            why = {"}": "a brace } closes nothing", "&": "& stands inside a formula"}
            raise Unreadable(why.get(text, f"{text} is not understood here"), token.at)

    def primes_above(self) -> bool:
        r"""``f^{\prime}`` is f'."""
        here, held = self.cursor.i, list(self.cursor.tokens)
        at, inside = self.cursor.at, self.cursor.argument("^")
        if inside and all(t.is_("\\prime") for t in inside):
            for _ in inside:
                self.emit("PRIME", "'", at)
            return True
        self.cursor.tokens, self.cursor.i = held, here
        return False

    def shared(self, token: Token) -> bool:
        """What may be a sign or a command."""
        text, at = token.text, token.at
        if text in _SIGNS:
            self.emit(_SIGNS[text], text, at)
        elif text in words.TIMES:
            self.emit("TIMES", text, at)
        elif text in words.RELATIONS:
            self.emit("REL", words.RELATIONS[text], at)
        elif text in words.OPENING:
            self.open(words.OPENING[text], at)
        elif text in words.CLOSING:
            self.close(words.CLOSING[text], token)
        else:
            return False
        return True

    def command(self, token: Token) -> None:
        text = token.text
        for known, read in _COMMANDS:
            if text in known:
                read(self, token)
                return
        if self.shared(token):
            return
        why = f"{text} is not known here"
        if text in words.DOTS:
            why = "… stands for something left out; write it as a sum or product"
        elif text in words.OTHER_RELATIONS:
            why = f"{text} is no relation that symsoft can prove"
        elif text.lstrip("\\") in words.OTHER_FUNCTIONS:
            why = f"{text} is outside the language of symsoft"
        raise Unreadable(why, token.at)

    # --- names ---

    def name(self, key: str, token: Token) -> None:
        """A name with its primes, and with its subscript where that is part of a declared one."""
        if not self.scope.is_function(key) or self.scope.knows(key + self.primes_ahead()):
            primes = self.primes_ahead()
            for _ in primes:
                self.cursor.next()
            key += primes
        key = self.superscripted(self.subscripted(self.scope.resolved(key)))
        self.emit("FN" if self.called(key) else "NAME", key, token.at)

    def primes_ahead(self) -> str:
        """Primes that stand directly behind."""
        tokens, here, end = self.cursor.tokens, self.cursor.i, self.cursor.i
        while end < len(tokens) and tokens[end].is_("'"):
            end += 1
        return "'" * (end - here)

    def subscripted(self, key: str) -> str:
        here = self.cursor.i
        token = self.cursor.peek()
        if token and token.is_("_") and self.scope.has_subscripted(key):
            held = list(self.cursor.tokens)
            self.cursor.next()
            whole = f"{key}_{{{spelled(self.cursor.argument('_'))}}}"
            if self.scope.knows(whole):
                return whole
            self.cursor.tokens = held
        self.cursor.i = here
        return key

    def superscripted(self, key: str) -> str:
        r"""A name such as ``x^*`` or ``p^{\text{new}}`` that is declared so."""
        if not self.scope.has_superscripted(key):
            return key
        here, held, between = self.cursor.i, list(self.cursor.tokens), list[Token]()
        if (token := self.cursor.peek()) and token.is_("_"):  # p_i^* is p^*_i
            self.cursor.next()
            between = [token, *self.cursor.kept_group("_")]
        if (token := self.cursor.peek()) and token.is_("^"):
            self.cursor.next()
            whole = f"{key}^{{{spelled(self.cursor.argument('^'))}}}"
            if self.scope.knows(whole):
                self.cursor.tokens[self.cursor.i : self.cursor.i] = between
                return whole
        self.cursor.tokens, self.cursor.i = held, here
        return key

    def called(self, key: str) -> bool:
        """Whether a parenthesis that makes this an application follows, scripts between."""
        if not self.scope.is_called(key):
            return False
        ahead = Cursor(self.cursor.tokens, self.cursor.end)
        ahead.i = self.cursor.i
        while (token := ahead.peek()) is not None:
            ahead.next()
            if token.is_("_", "^"):
                ahead.argument(token.text)
            elif not token.is_("'", "\\left", "\\bigl"):
                return token.text in words.OPENING
        return False

    def word(self, word: str, token: Token) -> None:
        """Upright letters: a function, or a name."""
        if word in words.FUNCTIONS:
            self.emit("FUNC", words.FUNCTIONS[word], token.at)
        elif word in words.EXTREMA:
            self.emit("BIG", word, token.at)
        elif word in ("e", "d") and token.kind == "command":
            self.letter(Token("letter", word, token.at))
        elif token.kind == "text" and not self.scope.knows(rf"\mathrm{{{word}}}"):
            if word not in words.VECTOR_FUNCTIONS:
                raise Unreadable(f"the text “{word}” stands inside a formula", token.at)
            self.name(rf"\mathrm{{{word}}}", token)
        elif word in words.OTHER_FUNCTIONS:
            raise Unreadable(f"{word} is outside the language of symsoft", token.at)
        else:
            self.name(rf"\mathrm{{{word}}}", token)

    def upright(self, token: Token) -> None:
        if (star := self.cursor.peek()) and star.is_("*"):
            self.cursor.next()
        self.word(self.cursor.word_group(), token)

    def font(self, token: Token) -> None:
        inside = self.cursor.argument(token.text)
        if token.text in words.BOLD and inside and inside[0].text in words.FONTS - words.BOLD:
            self.cursor.tokens[self.cursor.i : self.cursor.i] = inside  # a bold ŷ is a ŷ
            return
        key = f"{token.text}{{{spelled(inside)}}}"
        bare = [t for t in inside if t.text not in words.BOLD | {"{", "}"}]
        if key in words.ONES:
            self.emit("ONE", key, token.at)
        elif len(bare) == 1 and bare[0].kind in ("letter", "command"):
            self.name(self.scope.styled(token.text, bare[0].text), token)
        elif self.scope.knows(key):
            self.name(key, token)
        else:
            raise Unreadable(f"{token.text} stands over more than one letter", token.at)

    # --- brackets ---

    def open(self, kind: str, at: int) -> None:
        if len(self.brackets) >= MOST_NESTED:
            raise Unreadable(f"nested more than {MOST_NESTED} deep", at)
        self.emit("OPEN" if kind != "|" else "LBAR", kind, at)
        self.brackets.append(self.out[-1])
        self.since_bars = None

    def close(self, kind: str, token: Token) -> None:
        if not self.brackets:
            raise Unreadable(f"{token.text} closes nothing", token.at)
        opened = self.brackets.pop()
        if opened.value != kind:
            raise Unreadable(f"{opened.value} is closed by {token.text}", token.at)
        self.emit("CLOSE" if kind != "|" else "RBAR", token.text, token.at)
        self.since_bars = [] if kind == "|" else None

    def bar(self, token: Token, opens: bool | None, by_side: bool = False) -> None:
        after_operand = bool(self.out) and self.out[-1].type in _OPERANDS
        inside = bool(self.brackets) and self.brackets[-1].value == "|"
        sided = inside and _at(self.brackets[-1]) in self.sided  # only \\right| closes it
        if opens is None:
            opens = sided or not (inside and after_operand)
            between = self.since_bars
            if (
                opens
                and not sided
                and after_operand
                and between
                and not set(between) & {"PLUS", "MINUS", "REL"}
            ):
                readings = ("|x|·y·|z|", "|x·|y|·z|")
                raise Unreadable("the bars | can be paired in two ways", token.at, readings)
        if opens:
            self.open("|", token.at)
            if by_side:
                self.sided.append(_at(self.brackets[-1]))
        else:
            self.close("|", token)

    def norm(self, token: Token) -> None:
        """Norm bars do not nest."""
        if any(b.value == "‖" for b in self.brackets):
            self.close("‖", token)
        else:
            self.open("‖", token.at)

    def left(self, token: Token) -> None:
        """The bar after \\left or \\right has a side, the full stop after them is nothing."""
        ahead = self.cursor.peek()
        if ahead is not None and ahead.is_("."):
            self.cursor.next()
        elif ahead is not None and ahead.is_("|", "\\vert"):
            self.bar(self.cursor.next(), token.text in ("\\left", "\\bigl"), by_side=True)

    # --- fractions, roots, integrals, cases ---

    def fraction(self, token: Token) -> None:
        above, at = self.cursor.argument(token.text), self.cursor.at
        below = self.cursor.argument(token.text)
        first, second = dee(above), dee(below)
        if first and second and (above[0].text == "\\partial") == (below[0].text == "\\partial"):
            self.check_d(above[0])
            self.emit("DFRAC", "", token.at)
            self.derived(above, token.at, below=False)
            self.derived(below, at, below=True)
        else:
            self.emit("FRAC", "", token.at)
            self.braces(above, token.at)
            self.braces(below, at)

    def derived(self, tokens: Sequence[Token], at: int, below: bool) -> None:
        """A half of a derivative; below, each d or ∂ that stands outside of braces is one."""
        self.emit("LB", "{", at)
        start, i = 0, 0
        while i < len(tokens):
            size = dee(tokens[i:]) if below or not i else 0
            if size:
                self.out.extend(self.inside(tokens[start:i], tokens[i].at))
                self.emit("DEE", "d", tokens[i].at)
                start = i = i + size
            else:
                i = _after(tokens, i)
        self.out.extend(self.inside(tokens[start:], at))
        self.emit("RB", "}", at)

    def check_d(self, token: Token) -> None:
        if (
            token.text != "\\partial"
            and self.scope.is_number("d")
            and not self.scope.is_dimension("d")
        ):
            readings = ("the d of a derivative", "the number d that is declared")
            raise Unreadable("d can be read in two ways", token.at, readings)

    def root(self, token: Token) -> None:
        self.emit("SQRT", "", token.at)
        ahead = self.cursor.peek()
        if ahead is not None and ahead.is_("["):
            degree = list[Token]()
            self.cursor.next()
            while self.cursor and not self.cursor.tokens[self.cursor.i].is_("]"):
                degree.append(self.cursor.next())
            if not self.cursor:
                raise Unreadable("[ is never closed", ahead.at)
            self.cursor.next()
            self.emit("ROOT", "", ahead.at)
            self.braces(degree, ahead.at)
        self.braces(self.cursor.argument("\\sqrt"), token.at)

    def integral(self, token: Token) -> None:
        self.integrals.append(token.at)
        self.emit("INT", "", token.at)

    def differential(self, token: Token) -> bool:
        ahead = self.cursor.peek()
        if ahead is None or not (ahead.kind == "letter" or ahead.text in words.GREEK_COMMANDS):
            return False
        self.check_d(token)
        self.cursor.next()
        self.integrals.pop()
        self.emit("DX", "d", token.at)
        self.emit("LB", "{", ahead.at)
        self.emit("NAME", ahead.text, ahead.at)
        self.emit("RB", "}", ahead.at)
        return True

    def environment(self, token: Token) -> None:
        name, inside = self.cursor.environment(token)
        if name not in ("cases", "dcases"):
            raise Unreadable(f"the environment {name} is not understood here", token.at)
        self.emit("CASES", "", token.at)
        for n, row in enumerate(_split(inside, "\\\\")):
            if n:
                self.emit("ROW", "", row[0].at)
            self.case(row, token.at)
        self.emit("ENDCASES", "", self.cursor.at)

    def case(self, row: Sequence[Token], at: int) -> None:
        value, condition = _case(row, at)
        self.out.extend(self.inside(value, at))
        self.emit("AND", "", condition[0].at if condition else at)
        if condition and all(t.kind == "text" for t in condition) or not condition:
            self.emit("OTHERWISE", "", at)
        else:
            self.out.extend(self.inside(condition, at))

    def shown(self, token: Token) -> None:
        """What a box and the like hold."""
        inside = self.cursor.argument(token.text)
        self.braces(inside, token.at)
        ahead = self.cursor.peek()
        if token.text in words.BRACED and ahead is not None and ahead.is_("_", "^"):
            self.cursor.next()
            self.cursor.argument("_")

    def stacked(self, token: Token) -> None:
        self.cursor.argument(token.text)
        self.cursor.tokens[self.cursor.i : self.cursor.i] = self.cursor.argument(token.text)

    def substack(self, token: Token) -> None:
        lines = _split(self.cursor.argument(token.text), "\\\\")
        for n, line in enumerate(lines):
            if n:
                self.emit("COMMA", ",", line[0].at)
            self.out.extend(self.inside(line, token.at))


def spelled(tokens: Sequence[Token]) -> str:
    """Tokens in one way of writing them: ``{\\rm max}`` and ``\\text{max}`` are ``max``."""
    left_out = words.UPRIGHT | words.BOLD | {"{", "}", "\\,", "\\ "}
    return "".join(t.text for t in tokens if t.text not in left_out)


def _at(token: lark.Token) -> int:
    return token.start_pos or 0


def _after(tokens: Sequence[Token], i: int) -> int:
    """The place after the token or group at `i`; a script belongs to what it stands at."""
    depth = 0
    i += tokens[i].is_("_", "^") and i + 1 < len(tokens)
    while i < len(tokens):
        depth += tokens[i].is_("{") - tokens[i].is_("}")
        i += 1
        if depth <= 0:
            break
    return i


def _split(tokens: Sequence[Token], separator: str) -> list[list[Token]]:
    """Parts between separators outside of environments; empty ones left out."""
    parts, depth = [list[Token]()], 0
    for token in tokens:
        depth += token.is_("\\begin", "{") - token.is_("\\end", "}")
        if token.is_(separator) and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _case(row: Sequence[Token], at: int) -> tuple[list[Token], list[Token]]:
    """Value and condition of a row of ``cases``, the words between and commas left out."""
    cells = _split(row, "&")
    if len(cells) == 1:
        first = next((n for n, t in enumerate(row) if t.kind == "text"), len(row))
        cells = [list(row[:first]), list(row[first:])]
    if len(cells) != 2 or not cells[1]:
        raise Unreadable("a row of cases is a value, & and a condition", row[0].at)
    value, condition = (_trimmed(cell) for cell in cells)
    outer = _outside_environments(condition)
    told = [t.text.lower().strip(" ,.:") for t in outer if t.kind == "text"]
    outer_text = {id(t) for t in outer if t.kind == "text"}
    plain = [t for t in condition if id(t) not in outer_text and not t.is_("\\quad", "\\qquad")]
    if told in (["otherwise"], ["else"], ["elsewhere"]) and not plain:
        return value, [t for t in condition if t.kind == "text"]
    if any(word not in ("", "if", "for", "when", "where") for word in told) or not plain:
        raise Unreadable(f"the condition “{' '.join(told)}” is not understood", row[0].at)
    return value, plain


def _outside_environments(tokens: Sequence[Token]) -> list[Token]:
    found, depth = list[Token](), 0
    for token in tokens:
        depth += token.is_("\\begin")
        if not depth:
            found.append(token)
        depth -= token.is_("\\end")
    return found


def _trimmed(cell: list[Token]) -> list[Token]:
    while cell and (cell[-1].is_(",", ".", ";") or cell[-1].is_("\\quad", "\\qquad")):
        cell.pop()
    return cell


_Read = Callable[[_Grouper, Token], None]
_COMMANDS: list[tuple[frozenset[str], _Read]] = [
    (words.GREEK_COMMANDS, lambda g, t: g.name(t.text, t)),
    (words.FONTS, _Grouper.font),
    (words.UPRIGHT, _Grouper.upright),
    (words.FRACTIONS, _Grouper.fraction),
    (frozenset({"\\sum", "\\prod", "\\lim"}), lambda g, t: g.emit("BIG", t.text[1:], t.at)),
    (
        frozenset(f"\\{w}" for w in (*words.FUNCTIONS, *words.EXTREMA)),
        lambda g, t: g.word(t.text[1:], t),
    ),
    (frozenset({"\\partial"}), lambda g, t: g.emit("PARTIAL", "", t.at)),
    (frozenset({"\\nabla"}), lambda g, t: g.emit("NABLA", "", t.at)),
    (words.TRANSPOSES, lambda g, t: g.emit("NAME", "\\top", t.at)),
    (frozenset({"\\infty"}), lambda g, t: g.emit("INF", "", t.at)),
    (frozenset({"\\in"}), lambda g, t: g.emit("TO", "in", t.at)),
    (frozenset({"\\to", "\\rightarrow"}), lambda g, t: g.emit("TO", "to", t.at)),
    (frozenset({"\\sqrt"}), _Grouper.root),
    (frozenset({"\\int"}), _Grouper.integral),
    (frozenset({"\\begin"}), _Grouper.environment),
    (frozenset({"\\substack"}), _Grouper.substack),
    (frozenset({"\\left", "\\right", "\\bigl", "\\bigr"}), _Grouper.left),
    (words.SHOWN | words.BRACED, _Grouper.shown),
    (words.STACKED, _Grouper.stacked),
    (words.GAPS, lambda g, t: None),
    (words.NORM_BARS, _Grouper.norm),
    (words.OPENING_BARS, lambda g, t: g.bar(t, True)),
    (words.CLOSING_BARS, lambda g, t: g.bar(t, False)),
    (frozenset({"\\vert"}), lambda g, t: g.bar(t, None)),
    (frozenset({"\\prime"}), lambda g, t: g.emit("PRIME", "'", t.at)),
]
