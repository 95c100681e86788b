"""Certificates: replayed, tampered with in every place, and hostile in size and type."""

import copy
import json
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from symsoft.kernel import (
    Array,
    Claim,
    Context,
    Definition,
    Dimension,
    Hypothesis,
    Index,
    KernelError,
    Theorem,
    check,
    replay,
)
from symsoft.kernel import Scalar as Real
from symsoft.kernel.data import encode
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    add,
    binder,
    div,
    exp,
    from_data,
    ix,
    log,
    mk,
    mul,
    neg,
    num,
    power,
    sub,
    total,
    var,
)
from symsoft.refuter import refute
from tests.sampling import spread

ALGEBRA = {"rule": "algebra"}
i, j, k = (ix(name, "K") for name in "ijk")
c, x = var("c"), var("x", "positive")


def z(index):
    return mk("entry", "z", index)


def y(index):
    return mk("entry", "y", index)


PARTITION = total(k, exp(z(k)))
NAMES = {
    "K": Dimension(),
    **{name: Index("K") for name in "ijk"},
    "z": Array(("K",)),
    "y": Array(("K",)),
    "c": Real(),
    "x": Real("positive"),
    "p": Definition((i,), div(exp(z(i)), PARTITION)),
}
CONTEXT = Context(NAMES)


def p(index):
    return mk("def", "p", index)


# --- three certificates -------------------------------------------------------------------------


def jacobian() -> Theorem:
    """d p_i / d z_j = p_i (delta_ij - p_j), with the entropy's coefficients as a step."""
    claim = Claim("=", mk("deriv", z(j), p(i)), mul(p(i), sub(mk("delta", i, j), p(j))))
    middle = sub(mul(p(i), mk("delta", i, j)), mul(p(i), p(j)))
    proof = {"rule": "chain", "steps": [["=", middle, ALGEBRA], ["=", None, ALGEBRA]]}
    return check(CONTEXT, claim, proof, [middle])


def cross_entropy() -> Theorem:
    """d/dz_j of -sum y_k log p_k is p_j - y_j where sum y = 1, divided by a number c."""
    loss = neg(total(k, mul(y(k), log(p(k)))))
    context = CONTEXT.assume(Hypothesis(Claim("=", total(k, y(k)), ONE)))
    claim = Claim("=", mk("deriv", z(j), div(loss, c)), div(sub(p(j), y(j)), c))
    return check(context, claim, {"rule": "algebra", "with": [[0, total(k, y(k))]]})


def differences() -> Theorem:
    """e^(x u_i) / sum e^(x u_k) -> [u_i = 0] / #{k: u_k = 0} for u <= 0 with the maximum 0."""
    bound = mk("entry", "u", mk("bv", 0))
    top = mk("max", "k", ("K", 1, 0), bound)
    zeros = mk("sum", "k", ("K", 1, 0), mk("iv", "=", bound, ZERO))
    facts = (
        Hypothesis(Claim("=", top, ZERO)),
        Hypothesis(Claim("<=", u(k), ZERO), (k,)),
        Hypothesis(Claim(">", zeros, ZERO)),
    )
    claim = Claim("=", scaled_limit(u), div(mk("iv", "=", u(i), ZERO), zeros))
    names = {"K": Dimension(), "i": Index("K"), "k": Index("K"), "u": Array(("K",))}
    proof = {"rule": "limit", "with": [[0, top]], "sides": [{"steps": [], "then": ALGEBRA}]}
    return check(Context(names, facts), claim, proof)


def u(index):
    return mk("entry", "u", index)


def scaled_limit(w):
    scaled = div(exp(mul(x, w(i))), total(k, exp(mul(x, w(k)))))
    return binder("lim", "x", "positive", "", mk("inf", 1), var=x, body=scaled)


def sharpening() -> Theorem:
    """e^(x z_i) / sum e^(x z_k) -> [z_i = max z] / #{k: z_k = max z} as x -> oo."""
    top = mk("max", "k", ("K", 1, 0), z(mk("bv", 0)))
    ties = total(k, mk("iv", "=", z(k), top))
    at = {"i": i, "u": ["k", sub(z(k), top)]}
    side = {"steps": [{"lemma": differences(), "at": at}], "then": ALGEBRA}
    claim = Claim("=", scaled_limit(z), div(mk("iv", "=", z(i), top), ties))
    return check(CONTEXT, claim, {"rule": "limit", "sides": [side]})


THEOREMS = {f.__name__: f() for f in (jacobian, cross_entropy, sharpening)}


@pytest.mark.parametrize("name", THEOREMS)
def test_certificates_replay_after_a_journey_through_json(name):
    theorem = THEOREMS[name]
    again = replay(json.loads(json.dumps(theorem.certificate)))
    assert again == theorem
    assert again.certificate == theorem.certificate
    assert again.steps == theorem.steps


def test_conditions_are_part_of_a_theorem():
    assert THEOREMS["cross_entropy"].conditions == (Hypothesis(Claim("!=", c, ZERO)),)
    assert THEOREMS["jacobian"].conditions == THEOREMS["sharpening"].conditions == ()


def test_theorems_are_made_by_the_kernel_alone():
    with pytest.raises(KernelError):
        Theorem(CONTEXT, Claim("=", ZERO, ONE), (), ALGEBRA)
    with pytest.raises(KernelError):
        Theorem(CONTEXT, Claim("=", ZERO, ONE), (), ALGEBRA, (), object())


# --- tampering ----------------------------------------------------------------------------------

Path = tuple[Any, ...]


def places(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of JSON data with the way to it."""
    yield path, data
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(part, (*path, key))


def replaced(data: Any, path: Path, value: Any) -> Any:
    """A copy of JSON data with another part at one place."""
    if not path:
        return value
    new = copy.deepcopy(data)
    here = new
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = value
    return new


WORDS = ["i", "j", "k", "K", "z", "y", "c", "x", "=", "<", "<=", "real", "positive", "algebra"]
WORDS += ["exp", "log", "sum", "max", "mul", "add", "0", "1", "-1", "2", "", "@u", "lim", "sign"]


def edits(part: Any) -> Iterator[Any]:
    """Other values that might be taken for `part`."""
    match part:
        case bool():
            yield not part
        case int():
            yield from (part + 1, part - 1, -part, 1000)
        case str():
            yield from (word for word in WORDS if word != part)
        case list():
            yield []
            for n in range(len(part)):
                yield part[:n] + part[n + 1 :]
                yield [*part[:n], part[n], *part[n:]]
            for n in range(len(part) - 1):
                yield [*part[:n], part[n + 1], part[n], *part[n + 2 :]]
                if isinstance(part[n], list):
                    yield part[n]
        case dict():
            for key in part:
                yield {other: v for other, v in part.items() if other != key}
    yield from (None, 7, "unknown", ["num", "0"], ["pi"], {})


def judged(certificate: Any, theorem: Theorem) -> str:
    """What became of an edited certificate: refused, the same theorem, or another true one."""
    try:
        found = replay(certificate)
    except KernelError:
        return "refused"
    same = (theorem.context, theorem.claim, theorem.conditions)
    if (found.context, found.claim, found.conditions) == same:
        return "same"
    deadline = time.monotonic() + 2
    shown = refute(found.context, found.claim, conditions=found.conditions, deadline=deadline)
    return "true" if shown is None else f"FALSE: {found.claim}"


STRIDES = {"jacobian": 13, "cross_entropy": 13, "sharpening": 17}


def edited(name: str, stride: int, start: int) -> Iterator[tuple[Path, Any]]:
    """Every `stride`-th edit of a certificate."""
    certificate = json.loads(json.dumps(THEOREMS[name].certificate))
    every = ((path, new) for path, part in places(certificate) for new in edits(part))
    for n, (path, new) in enumerate(every):
        if n % stride == start:
            yield path, replaced(certificate, path, new)


@pytest.mark.parametrize("name", spread(STRIDES, 3))
def test_edited_certificates_prove_nothing_false(name):
    counts: dict[str, int] = {}
    for path, certificate in edited(name, STRIDES[name], 5):
        verdict = judged(certificate, THEOREMS[name])
        assert not verdict.startswith("FALSE"), (path, verdict)
        counts[verdict] = counts.get(verdict, 0) + 1
    assert counts["refused"] >= 60


CLAIM, PROOF, NAME = ("claim",), ("proof",), ("context", 1)
STEP = (*PROOF, "sides", 0, "steps", 0)
FORGERIES: list[tuple[str, Path, Any]] = [
    ("jacobian", ("format",), "another"),
    ("jacobian", ("version",), 2),
    ("jacobian", ("version",), None),
    ("jacobian", ("context",), None),
    ("jacobian", ("context", 0), "claim"),
    ("jacobian", (*NAME, "K"), ["dimension", 0]),
    ("jacobian", (*NAME, "z"), ["array", ["K", "K"], "real", False]),
    ("jacobian", (*NAME, "z"), ["array", ["K"], "real", True]),
    ("jacobian", (*NAME, "z"), ["function", "real"]),
    ("jacobian", (*NAME, "z"), ["definition", [], ["num", "0"]]),
    ("jacobian", (*NAME, "i"), ["scalar", "real"]),
    ("jacobian", (*NAME, "p", 2), encode(exp(z(i)))),
    ("jacobian", (*NAME, "p", 1), [encode(j)]),
    ("jacobian", (*NAME, "@forged"), ["scalar", "real"]),
    ("jacobian", ("context", 2), [["claim", "=", ["num", "0"], ["num", "1"]]]),
    ("jacobian", CLAIM, None),
    ("jacobian", (*CLAIM, 1), "<"),
    ("jacobian", (*CLAIM, 1), "!="),
    ("jacobian", (*CLAIM, 3), encode(mul(p(i), sub(mk("delta", i, j), p(i))))),
    ("jacobian", (*CLAIM, 3), encode(ZERO)),
    ("jacobian", (*CLAIM, 3), encode(mk("inf", 1))),
    ("jacobian", (*CLAIM, 2), encode(p(i))),
    ("jacobian", (*CLAIM, 2, 1), encode(z(i))),
    ("jacobian", (*CLAIM, 2, 1), encode(y(j))),
    ("jacobian", (*CLAIM, 2, 1), encode(num(2))),
    ("jacobian", ("steps",), None),
    ("jacobian", ("steps",), {}),
    ("jacobian", ("steps",), [encode(i)]),
    ("jacobian", ("steps",), [encode(div(ONE, c))]),
    ("jacobian", ("steps", 0), encode(log(ZERO))),
    ("jacobian", ("conditions",), None),
    ("jacobian", ("conditions",), [encode(Hypothesis(Claim("!=", c, ZERO)))]),
    ("jacobian", PROOF, None),
    ("jacobian", PROOF, []),
    ("jacobian", PROOF, {}),
    ("jacobian", PROOF, {"rule": "no such rule"}),
    ("jacobian", PROOF, {"rule": ["algebra"]}),
    ("jacobian", PROOF, {"rule": None}),
    ("jacobian", PROOF, {"rule": "chain", "steps": []}),
    ("jacobian", PROOF, {"rule": "instance", "hypothesis": 0, "at": [], "then": ALGEBRA}),
    ("jacobian", PROOF, {"rule": "differentiate", "hypothesis": 0, "by": [], "then": ALGEBRA}),
    ("jacobian", PROOF, {"rule": "integral", "region": "real", "primitive": ["pi"]}),
    ("jacobian", PROOF, {"rule": "lemma", "theorem": {}, "then": ALGEBRA}),
    ("jacobian", PROOF, {"rule": "lemma", "theorem": None, "then": ALGEBRA}),
    ("jacobian", PROOF, {"rule": "lemma", "theorem": "x", "then": ALGEBRA}),
    ("jacobian", PROOF, {"rule": "algebra", "with": [[0, encode(c)]]}),
    ("jacobian", (*PROOF, "steps", 0, 0), "<"),
    ("jacobian", (*PROOF, "steps", 0, 1), encode(c)),
    ("jacobian", (*PROOF, "steps", 1, 1), encode(i)),
    ("jacobian", (*PROOF, "steps", 0, 2), {}),
    ("jacobian", (*PROOF, "steps", 1, 1), encode(p(j))),
    ("cross_entropy", ("context", 2), []),
    ("cross_entropy", ("context", 2, 0, 1, 3), encode(num(2))),
    ("cross_entropy", ("context", 2, 0, 1, 1), "<="),
    ("cross_entropy", ("conditions",), []),
    ("cross_entropy", ("conditions", 0, 1, 1), ">"),
    ("cross_entropy", ("conditions", 0, 1, 2), encode(x)),
    ("cross_entropy", ("conditions", 0, 2), [encode(c)]),
    ("cross_entropy", PROOF, ALGEBRA),
    ("cross_entropy", (*PROOF, "with", 0, 0), 1),
    ("cross_entropy", (*PROOF, "with", 0, 0), -1),
    ("cross_entropy", (*PROOF, "with", 0, 0), False),
    ("cross_entropy", (*PROOF, "with", 0, 0), "0"),
    ("cross_entropy", (*PROOF, "with", 0, 1), encode(y(j))),
    ("cross_entropy", (*PROOF, "with", 0, 1), "y"),
    ("cross_entropy", (*PROOF, "with", 0), [0]),
    ("cross_entropy", (*PROOF, "with"), 5),
    ("cross_entropy", (*CLAIM, 3), encode(div(sub(y(j), p(j)), c))),
    ("sharpening", (*CLAIM, 3), encode(ZERO)),
    ("sharpening", (*CLAIM, 3), encode(ONE)),
    ("sharpening", (*CLAIM, 2, 2), "complex"),
    ("sharpening", (*CLAIM, 2, 4), ["inf", -1]),
    ("sharpening", (*CLAIM, 2, 4), ["num", "0"]),
    ("sharpening", (*PROOF, "sides"), []),
    ("sharpening", (*PROOF, "sides", 0, "steps"), []),
    ("sharpening", (*PROOF, "sides", 0, "then"), {"rule": "order"}),
    ("sharpening", (*PROOF, "sides", 0, "steps", 0), {"l_hopital": [["pi"], ["pi"]]}),
    ("sharpening", (*PROOF, "sides", 0, "steps", 0), {"l_hopital": []}),
    ("sharpening", (*STEP, "at"), {}),
    ("sharpening", (*STEP, "at", "i"), encode(j)),
    ("sharpening", (*STEP, "at", "i"), encode(c)),
    ("sharpening", (*STEP, "at", "K"), encode(mk("dim", "K"))),
    ("sharpening", (*STEP, "at", "u", 0), "c"),
    ("sharpening", (*STEP, "at", "u", 1), encode(z(k))),
    ("sharpening", (*STEP, "at", "u", 1), encode(ZERO)),
    ("sharpening", (*STEP, "at", "u", 1), encode(log(z(k)))),
    ("sharpening", (*STEP, "at", "u", 1), encode(var("@t", "positive"))),
    ("sharpening", (*STEP, "lemma", "context", 2), []),
    ("sharpening", (*STEP, "lemma"), None),
]


@pytest.mark.parametrize("name, path, value", FORGERIES)
def test_forgeries_are_refused(name, path, value):
    certificate = json.loads(json.dumps(THEOREMS[name].certificate))
    with pytest.raises(KernelError):
        replay(replaced(certificate, path, value))


def test_no_certificate_at_all():
    for data in (None, 1, "", [], {}, "certificate", [[]], {"format": "symsoft-certificate"}):
        with pytest.raises(KernelError):
            replay(data)


# --- size ---------------------------------------------------------------------------------------


def nested(op: str, depth: int, innermost: Any) -> Any:
    data = innermost
    for _ in range(depth):
        data = [op, data]
    return data


def deep_proof(depth: int) -> Any:
    statement = encode(Hypothesis(Claim("=", ZERO, ZERO)))
    proof: Any = ALGEBRA
    for _ in range(depth):
        proof = {"rule": "have", "claim": statement, "proof": ALGEBRA, "then": proof}
    return proof


def refused(certificate: Any) -> None:
    with pytest.raises(KernelError):
        replay(certificate)


@pytest.mark.parametrize("depth", [1_000, 10_000])
@pytest.mark.parametrize(
    "path",
    [
        ("context",),
        ("context", 1),
        ("context", 1, "K"),
        ("context", 1, "K", 1),
        ("context", 1, "p", 2),
        ("context", 2),
        CLAIM,
        (*CLAIM, 3),
        ("steps",),
        ("steps", 0),
        ("conditions",),
        PROOF,
        (*PROOF, "steps", 0, 1),
        ("version",),
        ("format",),
    ],
)
def test_deep_nesting_is_refused(depth, path):
    certificate = THEOREMS["jacobian"].certificate
    for op, innermost in (("exp", ["pi"]), ("exp", []), ("deriv", "x")):
        refused(replaced(certificate, path, nested(op, depth, innermost)))


def test_deep_proofs_are_refused():
    certificate = dict(THEOREMS["jacobian"].certificate)
    refused({**certificate, "proof": deep_proof(10_000)})
    lemma: Any = certificate
    for _ in range(2_000):
        lemma = {**certificate, "proof": {"rule": "lemma", "theorem": lemma, "then": ALGEBRA}}
    refused(lemma)


def test_terms_too_deep_for_python_are_refused():
    term = c
    for _ in range(3_000):
        term = mk("abs", term)
    with pytest.raises(KernelError):
        check(CONTEXT, Claim("=", term, term), ALGEBRA)


GIANTS = [10**18, 10**100, 10**5_000]


@pytest.mark.parametrize("giant", GIANTS, ids=["18", "100", "5000"])
def test_giant_integers_are_no_trouble(giant):
    certificate = THEOREMS["jacobian"].certificate
    for path, value in [
        ((*CLAIM, 3), ["val", ["lit", giant]]),
        ((*CLAIM, 3), ["val", ["end", "K", giant]]),
        ((*CLAIM, 3), ["bv", giant]),
        ((*CLAIM, 3), ["sum", "k", ["K", giant, 0], ["pi"]]),
        ((*CLAIM, 3), ["sum", "k", ["K", 1, giant], ["pi"]]),
        ((*CLAIM, 3), ["app", "f", giant, ["pi"]]),
        ((*CLAIM, 3), ["inf", giant]),
        ((*CLAIM, 3), encode(num(giant)) if giant < 10**1000 else ["num", "1" * 5_000]),
        (("version",), giant),
        (("context", 2), [giant]),
        ((*PROOF, "steps", 0, 0), giant),
    ]:
        refused(replaced(certificate, path, value))


def test_a_dimension_with_a_giant_least_value():
    for giant in GIANTS:
        certificate = replaced(THEOREMS["jacobian"].certificate, (*NAME, "K"), ["dimension", giant])
        certificate = replaced(certificate, (*CLAIM, 3), ["sum", "k", ["K", 10**9, 0], ["pi"]])
        refused(certificate)


TOWERS = {
    "power of a number": power(num(2), 10**9),
    "power of a fraction": power(num(Fraction(2, 3)), -(10**9)),
    "power of a product": power(mul(num(2), c), 10**9),
    "power of a sum": power(add(c, x), 10**9),
    "power of a root": power(power(num(2), Fraction(1, 2)), 10**9),
    "power of a power": power(power(power(num(2), 1000), 1000), 1000),
    "power of a power of a sum": power(power(power(add(c, x), 60), 60), 60),
    "power of an exponential": exp(mul(num(10**9), log(num(2)))),
    "power of a long sum": power(add(c, x, exp(c), exp(x), log(x), mk("pi"), ONE), 60),
    "difference of giant powers": sub(power(num(3), 10**8), power(num(3), 10**8 - 1)),
}


@pytest.mark.parametrize("name", TOWERS)
def test_huge_exponents_are_refused(name):
    with pytest.raises(KernelError):
        check(CONTEXT, Claim("=", TOWERS[name], ZERO), ALGEBRA)


def test_nothing_but_a_kernel_error_leaves_check():
    proofs: list[Any] = [None, 3, "algebra", [], [ALGEBRA], {"rule": {}}, {1: 2}, object()]
    proofs += [{"rule": rule} for rule in ("chain", "have", "limit", "lemma", "cases", "order")]
    proofs += [{"rule": "chain", "steps": steps} for steps in (None, 1, "xyz", [1], [[]], {})]
    proofs += [{"rule": "have", "claim": h, "proof": 1, "then": 2} for h in (None, [], "h", 1)]
    proofs += [{"rule": "cases", "index": pair} for pair in (None, [1], [["lit", 1]] * 2, "ij")]
    for proof in proofs:
        with pytest.raises(KernelError):
            check(CONTEXT, Claim("=", c, add(c, ZERO, ONE)), proof)


def test_ill_made_statements_are_refused_by_check():
    claim: Any = "c = c"
    context: Any = {"c": "real"}
    for arguments in (
        (CONTEXT, claim, ALGEBRA),
        (context, Claim("=", c, c), ALGEBRA),
        (CONTEXT, Claim("=", c, c), ALGEBRA, [None]),
        (CONTEXT, Claim("=", c, c), ALGEBRA, 5),
    ):
        with pytest.raises(KernelError):
            check(*arguments)


def test_terms_in_a_proof_may_be_terms_or_data():
    middle = mul(c, ONE)
    for term in (middle, encode(middle), from_data(encode(middle))):
        proof = {"rule": "chain", "steps": [["=", term, ALGEBRA], ["=", None, ALGEBRA]]}
        assert replay(check(CONTEXT, Claim("=", c, c), proof).certificate).claim.lhs is c
