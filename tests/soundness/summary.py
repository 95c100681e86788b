"""What becomes of the corpus: ``python -m tests.soundness.summary [--timeout S] [GROUP…]``."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from importlib import import_module

from tests.soundness import groups
from tests.soundness.case import Case

TRUE = ("proves", "sound")
COLUMNS = ("true proved", "true unknown", "false refuted", "false unknown", "refused", "other")


@dataclass(frozen=True)
class Outcome:
    """What `decide` said about a case: a status, ``refused`` or ``error``."""

    case: Case
    status: str
    reason: str
    seconds: float

    @property
    def silent_error(self) -> bool:
        """A wrong verdict: a false statement proved, a true one refuted, a guess."""
        wrong = {
            "proves": ("refuted",),
            "sound": ("refuted",),
            "refutes": ("proved",),
            "not proved": ("proved", "refuted"),
            "refuses": ("proved", "refuted"),
        }
        return self.status in wrong[self.case.expect]

    @property
    def column(self) -> str:
        """The column of the table it counts in."""
        kind = "true" if self.case.expect in TRUE else "false"
        name = f"{kind} {self.status}"
        if self.case.expect in ("not proved", "refuses") and not self.silent_error:
            return "refused" if self.status in ("unknown", "refused") else "other"
        return name if name in COLUMNS else "other"

    @property
    def open(self) -> bool:
        """Worth a look: not settled the way the corpus hopes."""
        hoped = {"proves": "proved", "refutes": "refuted", "refuses": "refused"}
        return self.status != hoped.get(self.case.expect, self.status)


def run(case: Case, timeout: float) -> Outcome:
    """Decide one case; an exception is an outcome too."""
    from symsoft import decide
    from symsoft.language.errors import UnsupportedTerm

    start = time.perf_counter()
    try:
        verdict = decide(case.build(), given=list(case.given), timeout=timeout)
        status, reason = verdict.status, str(verdict.reason)
    except UnsupportedTerm as refusal:
        status, reason = "refused", str(refusal)
    except Exception as error:  # a crash is shown in the table, it does not end the run
        status, reason = "error", f"{type(error).__name__}: {error}"
    return Outcome(case, status, " ".join(reason.split()), time.perf_counter() - start)


def report(group: str, outcomes: list[Outcome]) -> None:
    """Print one group: counts, what is open and why, the slowest."""
    counts = Counter(o.column for o in outcomes if not o.silent_error)
    errors = [o for o in outcomes if o.silent_error]
    line = "  ".join(f"{name} {counts[name]}" for name in COLUMNS if counts[name])
    print(f"{group}: {len(outcomes)} cases  {line}  SILENT ERRORS {len(errors)}")
    for o in outcomes:
        if o.silent_error or o.open:
            mark = "!!!" if o.silent_error else "   "
            print(f"{mark} {o.status:8} [{o.case.expect}] {o.case.name}: {o.reason[:150]}")
    slowest = sorted(outcomes, key=lambda o: -o.seconds)[:3]
    print("    slowest: " + ", ".join(f"{o.case.name} {o.seconds:.2f} s" for o in slowest))


def main() -> int:
    """Run the groups named, or all; 1 when a verdict is wrong."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*")
    parser.add_argument("--timeout", type=float, default=10)
    options = parser.parse_args()
    everything: list[Outcome] = []
    for group in options.groups or groups.names():
        try:
            import_module(f"tests.soundness.corpus.{group}")
        except Exception as error:  # one group that cannot be built does not hide the others
            print(f"{group}: cannot be built: {type(error).__name__}: {error}")
            continue
        outcomes = [run(case, options.timeout) for case in groups.cases(group)]
        report(group, outcomes)
        sys.stdout.flush()
        everything += outcomes
    if not options.groups:
        counts = Counter(o.column for o in everything if not o.silent_error)
        wrong = sum(o.silent_error for o in everything)
        print("all:", len(everything), "cases ", dict(counts), " SILENT ERRORS", wrong)
    return 1 if any(o.silent_error for o in everything) else 0


if __name__ == "__main__":
    sys.exit(main())
