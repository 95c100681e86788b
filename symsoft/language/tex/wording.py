"""Letters and words: names with their scripts, functions, and the d of an integral."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.language.tex import words
from symsoft.language.tex.cursor import Cursor
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.fencing import Fenced
from symsoft.language.tex.grouped import spelled
from symsoft.language.tex.lexing import Token
from symsoft.language.tex.scope import Called
from symsoft.language.tex.slots import MEAN, bracket, separated


class Worded(Fenced):
    """Names and functions."""

    def letter(self, token: Token) -> None:
        if token.text == "d" and self.integrals and self.differential(token):
            return
        word = self.declared_word(token)
        if word:
            self.cursor.i += len(word) - 1
            self.name(rf"\mathrm{{{word}}}", token)
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

    def declared_word(self, token: Token) -> str:
        """``CS`` where that is declared, and is no product as one of its letters is not."""
        word, found, tokens = token.text, "", self.cursor.tokens
        for n in range(self.cursor.i, len(tokens) if self.scope.words else 0):
            if tokens[n].kind != "letter" or tokens[n].at != token.at + len(word):
                break
            word += tokens[n].text
            found = word if word in self.scope.words else found
        if found and all(self.scope.knows(c) for c in found):
            readings = (found, "a product of letters")
            raise Unreadable(f"{found} can be read in two ways", token.at, readings)
        return found

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

    def name(self, key: str, token: Token) -> None:
        """A name with its primes, and with its subscript where that is part of a declared one."""
        if key == "D" and self.is_derivative():
            self.emit("PARTIAL", "", token.at)
            return
        if not self.scope.is_function(key) or self.scope.knows(key + self.primes_ahead()):
            primes = self.primes_ahead()
            for _ in primes:
                self.cursor.next()
            key += primes
        key = self.superscripted(self.subscripted(self.scope.resolved(key)))
        if self.called(key):
            self.emit("FN", key, token.at)
        else:
            key = self.scope.unbracketed(key)
            plain, indexed = self.scope.halves.get(key, (key, key))
            self.emit("NAME", indexed if self.is_subscripted() else plain, token.at)

    def is_subscripted(self) -> bool:
        """Whether a subscript follows, behind a superscript or at once."""
        ahead = Cursor(self.cursor.tokens, self.cursor.end)
        ahead.i = self.cursor.i
        token = ahead.peek()
        if token is not None and token.is_("^"):
            ahead.next()
            ahead.argument("^")
            token = ahead.peek()
        return token is not None and token.is_("_")

    def is_derivative(self) -> bool:
        """Whether the D at hand is the one of ``D_j S_i``, for ∂_j: it is not declared, j is."""
        if self.scope.knows("D") or "D" in self.scope.broken or self.scope.resolved("D") != "D":
            return False
        ahead = Cursor(self.cursor.tokens[self.cursor.i :], self.cursor.end)
        token = ahead.peek()
        if token is None or not token.is_("_"):
            return False
        ahead.next()
        return self.scope.ranges_over(spelled(ahead.argument("_"))) is not None

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
        ahead.i, scripted = self.cursor.i, False
        while (token := ahead.peek()) is not None:
            ahead.next()
            if token.is_("_", "^"):
                scripted |= token.is_("_")
                ahead.argument(token.text)
            elif token.text in words.OPENING and scripted and self.scope.is_split(key):
                return False
            elif token.is_("(", "["):
                if scripted and self.is_factor(key, ahead.i - 1):
                    return False
                self.part(ahead.i)
                return True
            elif not token.is_("'", "\\left", "\\bigl"):
                return token.text in words.OPENING
        return False

    def is_factor(self, key: str, at: int) -> bool:
        r"""Whether the bracket in ``S_i (\delta_{ij} - S_j)`` is a factor: it holds numbers S_j.

        S takes a vector; one that is made of S would be written with S or S(z), and no subscript.
        """
        tokens, found = self.cursor.tokens, False
        rule = self.scope.meanings.get(key)
        if not isinstance(rule, Called) or not rule.indices:
            return False
        if len(rule.arguments) == 1 and rule.arguments[0][1] is None:
            return False
        for n in range(at + 1, bracket(tokens, at)):
            if tokens[n].text == key:
                if not tokens[n + 1].is_("_"):
                    return False
                found = True
        return found

    def mean(self, token: Token) -> bool:
        r"""``\langle E \rangle`` as a whole where such a thing is defined; two vectors are not."""
        start = self.cursor.i
        end = bracket(self.cursor.tokens, start - 1)
        inside = self.cursor.tokens[start : max(start, end)]
        if not self.scope.is_called(MEAN) or end < 0 or any(t.is_(",") for t in inside):
            return False
        inside = [t for t in inside if not t.is_("\\left", "\\right")]
        inner = self.inside(inside, token.at)
        self.cursor.i = end + 1
        self.emit("FN", MEAN, token.at)
        self.emit("OPEN", "(", token.at)
        self.out.extend(inner)
        self.emit("CLOSE", ")", token.at)
        return True

    def expectation(self, token: Token) -> bool:
        r"""``\mathbb{E}_{k \sim p}[…]`` and its bracket; False for anything else."""
        tokens, i = self.cursor.tokens, self.cursor.i
        if token.text in words.FONTS | words.UPRIGHT:
            braced = i < len(tokens) and tokens[i].is_("{")
            letter, i = tokens[i + braced : i + braced + 1], i + 1 + 2 * braced
        else:
            letter = [token]
        if [t.text for t in letter] != ["E"] or not all(t.is_("_", "{") for t in tokens[i : i + 2]):
            return False
        end = bracket(tokens, i + 1)
        below = tokens[i + 2 : max(i, end)]
        drawn = [n for n, t in enumerate(below) if t.is_("\\sim")]
        if len(drawn) != 1:
            return False
        self.cursor.i = end + 1
        self.mean_of(below[: drawn[0]], below[drawn[0]], below[drawn[0] + 1 :], token.at)
        return True

    def mean_of(self, letter: Sequence[Token], sign: Token, of: Sequence[Token], at: int) -> None:
        """An expectation, the cursor being behind its subscript."""
        while (ahead := self.cursor.peek()) and ahead.is_("\\left", "\\bigl"):
            self.cursor.next()
        tokens, start = self.cursor.tokens, self.cursor.i
        end = bracket(tokens, start)
        if ahead is None or ahead.text not in words.OPENING or end < 0:
            raise Unreadable("what an expectation is taken of stands in brackets", at)
        closing = end - tokens[end - 1].is_("\\right", "\\bigr")
        inside = tokens[start + 1 : closing]
        self.cursor.i = end + 1
        self.emit("OPEN", "(", at)
        self.emit("BIG", "mean", at)
        self.emit("SUB", "_", at)
        self.emit("LB", "{", at)
        self.out.extend(self.inside(letter, at))
        self.emit("TO", "sim", sign.at)
        self.out.extend(self.inside(of, at))
        self.emit("RB", "}", at)
        for kind, shown in (("OPEN", "("), ("CLOSE", ")")):
            self.emit(kind, shown, at)
            self.out.extend(self.inside(inside, at) if kind == "OPEN" else [])
        self.emit("CLOSE", ")", at)

    def part(self, start: int) -> None:
        """Set apart the arguments in the bracket whose inside begins at `start`."""
        tokens = self.cursor.tokens
        end = bracket(tokens, start - 1)
        if end > 0:
            tokens[start:end] = separated(tokens[start:end])

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
        elif spelled(inside) in words.VECTOR_FUNCTIONS:
            self.word(spelled(inside), token)
        else:
            raise Unreadable(f"{token.text} stands over more than one letter", token.at)

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

    def check_d(self, token: Token) -> None:
        if (
            token.text != "\\partial"
            and self.scope.is_number("d")
            and not self.scope.is_dimension("d")
        ):
            readings = ("the d of a derivative", "the number d that is declared")
            raise Unreadable("d can be read in two ways", token.at, readings)
