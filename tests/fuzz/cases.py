"""The cases of a campaign: each is made from its number alone, so a run can stop and go on."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.data import decode, encode
from symsoft.kernel.terms import from_data
from symsoft.testing.strategies.contexts import grown_context, whole_context
from symsoft.testing.strategies.making import grown_claim
from symsoft.testing.strategies.source import Source
from tests.fuzz.differential import Outcome, examine
from tests.fuzz.limits import examine_limit, limit_case
from tests.fuzz.proofs.examine import examine_proof

REGRESSIONS = Path(__file__).parent / "regressions"
SEARCHED = 50  # one case in so many is given to the prover's search
LIMITS = 8  # one case in so many is a limit
SECONDS = 20


class _Slow(BaseException):
    """Not an Exception: nothing on the way may catch it."""


def case(number: int) -> tuple[Context, Claim]:
    """The context and claim with this number."""
    source = Source.seeded(number)
    whole = number % 3 == 0
    context = whole_context(1 + (number // 3) % 2) if whole else grown_context(source)
    return context, grown_claim(context, source, depth=2 + number % 3)


def run_case(number: int, kind: str = "claims") -> Outcome:
    """Examine the case with this number, for some seconds at most."""
    run = KINDS[kind]
    if not hasattr(signal, "setitimer"):
        return run(number)
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return run(number)
    except _Slow:
        return Outcome("slow")
    except Exception as error:  # that is a find too, and the campaign goes on
        return Outcome("wrong", f"{type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(number: int, frame: object) -> None:
    raise _Slow


def _run(number: int) -> Outcome:
    if number % LIMITS == 0:
        return examine_limit(*limit_case(number), number)
    return examine(*case(number), number, search=number % SEARCHED == 1)


KINDS: dict[str, Callable[[int], Outcome]] = {"claims": _run, "proofs": examine_proof}


def run_block(
    start: int, size: int, kind: str = "claims"
) -> tuple[int, Counter[str], dict[int, str]]:
    """The counts of a block of cases, and what is wrong, by number."""
    counts, wrong = Counter[str](), dict[int, str]()
    for number in range(start, start + size):
        outcome = run_case(number, kind)
        counts[outcome.status] += 1
        if outcome.wrong:
            wrong[number] = outcome.wrong
    return start, counts, wrong


# --- regressions --------------------------------------------------------------------------------


def save(number: int, wrong: str, kind: str = "claims", folder: Path = REGRESSIONS) -> Path:
    """Write a case that went wrong to a file, which the gate replays from then on."""
    file = folder / f"{'case' if kind == 'claims' else 'proof'}-{number}.json"
    data = {"wrong": wrong, **_data(number, kind)}
    file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return file


def _data(number: int, kind: str) -> dict[str, Any]:
    if kind == "proofs":
        return {"proof": number}
    if number % LIMITS == 0:
        context, f = limit_case(number)
        return {"context": encode(context), "limit": encode(f)}
    context, claim = case(number)
    return {"context": encode(context), "claim": encode(claim)}


def replay_case(data: Any) -> Outcome:
    """Examine a saved case again, with a search; a proof is the one that now has its number."""
    if "proof" in data:
        return examine_proof(data["proof"])
    context = decode(Context, data["context"])
    if "limit" in data:
        return examine_limit(context, from_data(data["limit"]), 0)
    return examine(context, decode(Claim, data["claim"]), 0, search=True)
