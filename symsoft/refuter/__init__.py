"""Finds counterexamples with rigorous arithmetic. Trusted with nothing."""

from symsoft.refuter.counterexample import Counterexample
from symsoft.refuter.evaluate import evaluate
from symsoft.refuter.instance import instantiate
from symsoft.refuter.point import Enclosure, Point
from symsoft.refuter.search import instances, refute, survives, witness

__all__ = [
    "Counterexample",
    "Enclosure",
    "Point",
    "evaluate",
    "instances",
    "instantiate",
    "refute",
    "survives",
    "witness",
]
