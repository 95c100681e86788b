"""Finds counterexamples with rigorous arithmetic. Trusted with nothing."""

from symsoft.refuter.counterexample import Counterexample
from symsoft.refuter.evaluate import evaluate
from symsoft.refuter.finding import Finding, recheck, show_refuted, show_undefined, show_value
from symsoft.refuter.fitting import NotShown
from symsoft.refuter.instance import instantiate
from symsoft.refuter.point import Enclosure, Point
from symsoft.refuter.search import instances, refute, survives, witness

__all__ = [
    "Counterexample",
    "Enclosure",
    "Finding",
    "NotShown",
    "Point",
    "evaluate",
    "instances",
    "instantiate",
    "recheck",
    "refute",
    "show_refuted",
    "show_undefined",
    "show_value",
    "survives",
    "witness",
]
