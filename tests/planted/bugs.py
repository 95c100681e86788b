"""Bugs to plant in the kernel: a piece of its source, and what stands there instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bug:
    """In the module `file` of the kernel, `old` becomes `new`."""

    name: str
    file: str
    old: str
    new: str


BUGS = [
    Bug(
        "capture: a term put under a binder keeps its bound numbers",
        "terms",
        "            return shift(mapping[t], d)\n        if not names & t.names:",
        "            return mapping[t]\n        if not names & t.names:",
    ),
    Bug(
        "capture: what a derivative is taken by may be replaced by any term",
        "terms",
        '    require(apart, "a replacement would change what a derivative means")',
        "    del apart",
    ),
    Bug(
        "an even power is positive, also that of 0",
        "domain",
        "mask = (mask & NIL) | (POS if mask & NONZERO else 0)",
        "mask = POS",
    ),
    Bug(
        "an empty sum has the sign of its terms",
        "domain",
        "return ANY if mask & NONZERO == NONZERO else mask | empty",
        "return ANY if mask & NONZERO == NONZERO else mask",
    ),
    Bug(
        "what is defined for the members of a range alone leaves a sum that may have none",
        "normal",
        "if safe or self.defined(pl.mono_term(((a, e),)))}",
        "if safe or a}",
    ),
    Bug(
        "a guarded hypothesis tells indices apart without its guard",
        "domain",
        "return any(not f.hypothesis.vars and not f.hypothesis.guards for f in known)",
        "return any(True for f in known)",
    ),
    Bug(
        "a hypothesis about a free index speaks of the bound one that hides it",
        "context",
        "return Context(names, tuple(h for h in self.hypotheses if not hidden & h.names))",
        "return Context(names, self.hypotheses)",
    ),
    Bug(
        "a quantified equation is used outside the domain of its variable",
        "normal",
        "if not visit(pattern, term) or not all(env.in_domain(t, v) for v, t in found.items()):",
        "if not visit(pattern, term):",
    ),
    Bug(
        "log x^2 is 2 log x for negative x too",
        "normal",
        'return mk("abs", atom) if domain.sign(self, of_atom(atom)) & domain.NEG else atom',
        "return atom",
    ),
    Bug(
        "a delta collapses its sum though its index may be out of range",
        "normal",
        "                if self.in_range(other, rng[0]):\n",
        "                if True:\n",
    ),
    Bug(
        "an exponent is constant where a hypothesis says so",
        "calculus",
        "if pl.is_number(p) and x.args[0] not in e.names:",
        "if pl.is_number(p):",
    ),
    Bug(
        "|x| and roots are differentiated at their corner",
        "calculus",
        "    smooth = not jumps and not t.loose and not domain.manifest(env, t) & domain.NIL\n",
        "    smooth = True\n",
    ),
    Bug(
        "a limit is taken from the right alone",
        "analysis",
        "return [left] if side else [right, left]",
        "return [left] if side else [right]",
    ),
    Bug(
        "ties are forgotten: e^(gamma t) tends to 0 for gamma <= 0",
        "limits",
        "        return Lead(env.times(factor, tie))\n",
        "        return Lead({})\n",
    ),
    Bug(
        "a function is continuous at the end of an interval where it jumps",
        "analysis",
        "    return all(t.op not in broken or x.args[0] not in t.names for t in tm.subterms(f))",
        "    return True",
    ),
    Bug(
        "an antiderivative need not have the integrand as its derivative",
        "analysis",
        '    require(same, "that is no antiderivative of the integrand")',
        "    del same",
    ),
    Bug(
        "an inequality is multiplied by a factor of unknown sign",
        "rules",
        '    require(env.sign(factor) == domain.POS, "the factor is not known to be positive")',
        "    pass",
    ),
    Bug(
        "a case is left out: a number is negative or positive",
        "rules",
        '(("<", "negative"), ("=", "zero"), (">", "positive"))',
        '(("<", "negative"), (">", "positive"))',
    ),
    Bug(
        "from a <= b and b <= c follows a < c",
        "rules",
        '    return first[0] if first != second or first[1:] == "" else first\n',
        "    return first[0]\n",
    ),
    Bug(
        "a cited theorem's hypotheses need not be met",
        "citing",
        '        require(shown, "a hypothesis or condition of the cited theorem is not met here")',
        "        del shown",
    ),
    Bug(
        "a cited theorem speaks of all indices by a name that means one of them",
        "citing",
        "require(new not in env.reserved, ",
        "require(True, ",
    ),
    Bug(
        "an inner index takes the name of an outer one that its summand does not speak of",
        "normal",
        "union([v.args[0]], *(a.names for a in inside))",
        "union(*(a.names for a in inside))",
    ),
    Bug(
        "an equation about a free index speaks of a bound one that hides it",
        "normal",
        "        rewrites = tuple(r for r in self.rewrites if not hidden & r.names)\n",
        "        rewrites = self.rewrites\n",
    ),
    Bug(
        "conditions are not stated with the theorem",
        "theorem",
        "    return env.assuming(*found) if found else env, found\n",
        "    return env.assuming(*found) if found else env, ()\n",
    ),
    Bug(
        "nested sums over different ranges change places",
        "nesting",
        'return mk("sum", "", ranges[v], tm.close(inner, v))',
        'return mk("sum", "", min(ranges.values()), tm.close(inner, v))',
    ),
]
