"""Where results are kept: the user's cache folder by the habit of the platform.

Not in the project: branches and worktrees share what they have in common, and a repository of a
stranger cannot bring results along.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "SYMSOFT_CACHE"


def cache_folder() -> Path:
    """The folder of the environment variable SYMSOFT_CACHE, else the user's cache folder."""
    said = os.environ.get(VARIABLE)
    return Path(said) if said else user_cache_path("symsoft", appauthor=False)
