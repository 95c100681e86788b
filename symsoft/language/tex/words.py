"""What LaTeX's commands are to a reader of mathematics."""

from __future__ import annotations

from symsoft.language.naming import GREEK

GREEK_COMMANDS = frozenset(f"\\{word}" for word in GREEK) | {"\\varrho", "\\varpi"}

# Passed over, with so many arguments in braces.
PASSED = {
    **dict.fromkeys(
        r"""\, \! \; \: \> \  \thinspace \medspace \thickspace \negthinspace \displaystyle
        \textstyle \scriptstyle \limits \nolimits \nonumber \notag \allowbreak \nobreak \strut
        \mathstrut \left \right \middle \hfill \noindent \relax \mathopen \mathclose \mathrel
        \mathbin \mathord \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \big \Big \bigg \Bigg
        \bigm \Bigm \/""".split(),
        0,
    ),
    **dict.fromkeys(r"\label \tag \hspace \vspace \hphantom \vphantom \phantom \color".split(), 1),
    "\\ ": 0,
    "\\\n": 0,
}
GAPS = frozenset({"\\quad", "\\qquad"})

# Whose argument is read as if it stood alone.
SHOWN = frozenset({"\\boxed", "\\mathstrut", "\\ensuremath", "\\smash", "\\underline"})
BRACED = frozenset({"\\underbrace", "\\overbrace"})
STACKED = frozenset({"\\stackrel", "\\overset", "\\underset"})

LIMITED = frozenset(r"\sum \prod \max \min \lim".split()) | {"\\operatorname", "\\mathrm"}

FRACTIONS = frozenset({"\\frac", "\\tfrac", "\\dfrac", "\\cfrac"})

# A letter in these is a name of its own; of those that set in bold, also an array's plain name.
BOLD = frozenset({"\\mathbf", "\\boldsymbol", "\\bm", "\\vec", "\\bf", "\\pmb", "\\mathbfit"})
FONTS = BOLD | {
    "\\mathcal", "\\mathscr", "\\mathfrak", "\\mathbb", "\\mathsf", "\\mathtt", "\\mathit",
    "\\hat", "\\widehat", "\\bar", "\\tilde", "\\widetilde", "\\dot", "\\ddot", "\\overline",
}  # fmt: skip
UPRIGHT = frozenset({"\\mathrm", "\\operatorname", "\\operatorname*", "\\mathop", "\\rm"})
ONES = frozenset(
    rf"\{font}{{1}}" for font in "mathbb mathbf mathds mathbbm bm boldsymbol vec".split()
) | {"\\mathbb{I}"}

FUNCTIONS = {
    word: kind
    for kind, words in {
        "exp": "exp", "log": "log ln", "tanh": "tanh", "sinh": "sinh", "cosh": "cosh",
        "coth": "coth", "sign": "sign sgn", "sigmoid": "sigmoid",
    }.items()
    for word in words.split()
}  # fmt: skip
VECTOR_FUNCTIONS = {
    "softmax": "softmax",
    "Softmax": "softmax",
    "logsumexp": "logsumexp",
    "LogSumExp": "logsumexp",
    "LSE": "logsumexp",
    "lse": "logsumexp",
    "diag": "diag",
}
EXTREMA = {"max": "max", "min": "min"}
OTHER_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan det dim gcd inf sup Pr arg argmax argmin "
    "limsup liminf ker tr Var Cov".split()
)

# Letters that spell a function which was written without its backslash.
PLAIN = frozenset("exp log ln max min sum lim tanh softmax sigmoid".split())

BY_ENTRIES = frozenset({"\\odot", "\\circ"})
TIMES = frozenset({"\\cdot", "\\times", "*"}) | BY_ENTRIES
TRANSPOSES = frozenset({"\\top", "\\intercal"})
TRANSPOSED = frozenset({"\\top", "T", "\\mathsf{T}", "\\mathrm{T}", "\\mathsf{\\top}"})
IDENTITIES = frozenset({"I", "\\mathbf{I}", "\\bm{I}", "\\boldsymbol{I}", "\\mathrm{I}"})
RELATIONS = {
    "=": "=", ":=": "=", "\\coloneqq": "=", "\\equiv": "=", "\\triangleq": "=",
    "\\neq": "!=", "\\ne": "!=", "<": "<", "\\lt": "<", "\\le": "<=", "\\leq": "<=",
    "\\leqslant": "<=", "\\leqq": "<=", ">": ">", "\\gt": ">", "\\ge": ">=", "\\geq": ">=",
    "\\geqslant": ">=", "\\geqq": ">=",
}  # fmt: skip
OTHER_RELATIONS = frozenset(
    r"""\approx \propto \in \notin \to \rightarrow \mapsto \sim \simeq \cong \ll \gg \implies
    \Rightarrow \Longrightarrow \iff \Leftrightarrow \Longleftrightarrow \longrightarrow \subset
    \subseteq \prec \succ \preceq \succeq \leftarrow \Leftarrow \Longleftarrow \impliedby \doteq
    \asymp \mid \perp \because \therefore \lessgtr \lesssim \gtrsim \not""".split()
)
IMPLIES = frozenset(r"\implies \Rightarrow \Longrightarrow \therefore".split())
EQUIVALENT = frozenset(r"\iff \Leftrightarrow \Longleftrightarrow".split())
REASONS = frozenset(
    r"\Leftarrow \Longleftarrow \impliedby \because".split()
)  # follow what they are for
PASSED_OVER = OTHER_RELATIONS - IMPLIES - EQUIVALENT - REASONS - {"\\mid", "\\not"}
BEFORE_RELATION = frozenset({"\\to", "\\rightarrow", "\\in"})  # these also stand in scripts
DOTS = frozenset({"\\dots", "\\ldots", "\\cdots", "\\dotsc", "\\dotsb", "\\vdots", "\\ddots"})

OPENING = {"(": "(", "[": "[", "\\{": "\\{", "\\lbrace": "\\{", "\\lbrack": "[", "\\langle": "⟨"}
CLOSING = {")": "(", "]": "[", "\\}": "\\{", "\\rbrace": "\\{", "\\rbrack": "[", "\\rangle": "⟨"}
NORM_BARS = frozenset({"\\|", "\\lVert", "\\rVert", "\\Vert"})
OPENING_BARS = frozenset({"\\lvert"})
CLOSING_BARS = frozenset({"\\rvert"})
