"""Displays that did not change are not read again; told is what a reading would find."""

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from symsoft.notes import checking
from symsoft.notes.checking import Memory, Options, decide, keep, read
from symsoft.notes.reading import _Reader
from symsoft.notes.source import KINDS, MARKDOWN, Document, Line, load
from symsoft.prover.decide import Verdict
from symsoft.store import open_store
from symsoft.store.signed import Signed
from tests.sampling import spread

CORPUS = sorted(p for p in (Path(__file__).parent / "corpus").iterdir() if p.suffix in KINDS)
LET = (
    "<!-- symsoft: let K dimension; let i, j, k index K; let z, w vector K; let a, b, c real -->\n"
)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Verdicts that depend on all that is asked, and cost nothing."""

    def verdict(context, claim, **_):
        asked = repr((sorted(context.names.items()), context.hypotheses, claim))
        told = hashlib.sha256(asked.encode()).hexdigest()
        return Verdict("refuted" if told[0] < "3" else "proved", reason=told)

    monkeypatch.setattr(checking, "decide_claim", verdict)


@pytest.fixture
def signed(tmp_path):
    return Signed(open_store(tmp_path / "store"))


@pytest.fixture
def displays(monkeypatch):
    """The displays that are read."""
    found, original = [], _Reader.links
    monkeypatch.setattr(_Reader, "links", lambda self, d: found.append(d) or original(self, d))
    return found


def document(text):
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(text.split("\n"), 1)]
    return Document(Path("n.md"), MARKDOWN, lines)


def told(note, signed, everything=False):
    options, complaints = Options(everything, suggest=False), []
    readings = list(read(note, options, complaints, signed))
    memory = Memory()
    findings = [decide(reading, options, memory) for reading in readings]
    keep(signed, zip(readings, findings, strict=True))
    return [(f.data(), f.understood) for f in findings], [(str(p), m) for p, m in complaints]


def without(note, n):
    """The note when a line is deleted."""
    return Document(note.path, note.kind, [*note.lines[:n], *note.lines[n + 1 :]])


@pytest.mark.parametrize("path", spread(CORPUS, 6), ids=lambda p: p.name)
def test_the_same_is_told_after_any_edit(path, signed):
    note, rng = load(path), random.Random(path.name)
    everything = rng.random() < 0.5
    afresh = told(note, None, everything)
    assert told(note, signed, everything) == afresh
    assert told(note, signed, everything) == afresh
    for n in rng.sample(range(len(note.lines)), 3):
        edited = without(note, n)
        assert told(edited, signed, everything) == told(edited, None, everything), n


CHAIN = "$$ a = b $$\n$$ = c $$\n$$ = c + 0 $$\n"
CASES = {
    "it goes on with another chain": (CHAIN, CHAIN.replace("a = b", "a = w_i")),
    "a chain further up": (CHAIN, CHAIN.replace("= c $", "= c, \\quad a = b $")),
    "what goes on stands elsewhere": (CHAIN, "$$ c = a $$\n" + CHAIN[CHAIN.index("$$ =") :]),
    "what is before an arrow": (
        "$$ a = b $$\n$$ \\Rightarrow a + c = b + c $$",
        "$$ a = 2b $$\n$$ \\Rightarrow a + c = b + c $$",
    ),
    "a command": ("\\newcommand{\\x}{a}\n$$ \\x = b $$", "\\newcommand{\\x}{c}\n$$ \\x = b $$"),
    "a command inside of a display": (
        "$$ \\def\\x{a} a = b $$\n$$ \\x = b $$",
        "$$ \\def\\x{c} a = b $$\n$$ \\x = b $$",
    ),
    "a definition": (
        "<!-- symsoft: define s = a + b -->\n$$ s = b + a $$",
        "<!-- symsoft: define s = a - b -->\n$$ s = b + a $$",
    ),
    "a hypothesis": ("<!-- symsoft: given a = b -->\n$$ a + c = b + c $$", "$$ a + c = b + c $$"),
    "a label": ("<!-- symsoft: label x -->\n$$ a = b $$", "<!-- symsoft: label y -->\n$$ a = b $$"),
    "a display that is skipped": (CHAIN, "<!-- symsoft: skip -->\n" + CHAIN),
    "a mark of a quotation": ("$$ a = b $$", "> $$ a\n> = b $$"),
    "an environment": (
        "\\begin{align} a &= b \\\\ &= c \\end{align}",
        "\\begin{gather} a &= b \\\\ &= c \\end{gather}",
    ),
}


@pytest.mark.parametrize(("first", "second"), CASES.values(), ids=CASES)
def test_what_a_display_rests_on(first, second, signed):
    first, second = document(LET + first), document(LET + second)
    assert told(first, None) != told(second, None)  # else the case shows nothing
    for note in (first, second, first, second):
        assert told(note, signed) == told(note, None)


PAGE = LET + "".join(f"$$ a + {n} = {n} + a $$\n\n" for n in range(30))


def test_only_what_changed_is_read(signed, displays):
    told(document(PAGE), signed)
    assert len(displays) == 30
    displays.clear()
    told(document("Some text.\n\n" + PAGE), signed)
    assert displays == []
    told(document(PAGE.replace("$ a + 7 = 7", "$ a + 7 = 8")), signed)
    lines = [document(PAGE).place(d.at).line for d in displays]
    assert lines == [2 + 2 * 6, 2 + 2 * 7]  # the one before, for a chain that might go on


def test_a_chain_is_read_as_far_as_it_is_needed(signed, displays):
    note = PAGE + CHAIN
    told(document(note), signed)
    displays.clear()
    told(document(note + "$$ = c + 0 + 0 $$"), signed)
    assert len(displays) == 4


def test_what_someone_else_kept_is_not_believed(signed, tmp_path, displays):
    told(document(PAGE), signed)
    other = tmp_path / "other" / signed.store.path.name
    other.parent.mkdir()
    shutil.copy(signed.store.path, other)  # the file came along, the secret did not
    displays.clear()
    told(document(PAGE), Signed(open_store(other.parent)))
    assert len(displays) == 30


def test_what_may_change_is_not_kept(signed, displays, monkeypatch):
    monkeypatch.setattr(checking, "decide_claim", lambda *_, **__: Verdict("unknown", reason="?"))
    told(document(PAGE), signed)
    displays.clear()
    told(document(PAGE), signed)
    assert len(displays) == 30
