"""Results kept from run to run, by their content.

A verdict is kept under a hash of all that it depends on: the claim, its context, the theorems that
may be cited, the options, and the sources of symsoft.  What is taken out is never believed: a proof
is replayed by the kernel for the claim that was asked, a counterexample is evaluated again.

    from symsoft.store.verdicts import decide_claim

    with keeping(open_store()):
        verdict = decide_claim(context, claim)      # looked up, else decided and kept

Nothing is kept outside of such a block; `symsoft.decide` alone keeps nothing.
"""

from symsoft.store.active import active, keeping
from symsoft.store.database import Disk, Layers, Memory, Store, open_store

__all__ = ["Disk", "Layers", "Memory", "Store", "active", "keeping", "open_store"]
