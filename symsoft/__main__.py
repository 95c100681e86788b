"""``python -m symsoft`` is ``symsoft``."""

from symsoft.cli import main

main()
