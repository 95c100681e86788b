"""Running the command line the way a shell does: each command in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forking import ROOT as ROOT
from tests.forking import Template

MAIN = "from symsoft.cli import main; main()"


def needs(*tools: str) -> None:
    """Skip a test for want of a program that pip cannot install; fail where all must be there."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        said = f"{' and '.join(missing)} not installed; .ci/run installs what all tests need"
        if os.environ.get("SYMSOFT_TOOLS") == "all":
            pytest.fail(said)
        pytest.skip(said)


def python(code: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A fresh Python that runs `code`; the repository's symsoft is imported wherever `cwd` is."""
    found = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[0] = 'symsoft'\n{code}"
    command = [sys.executable, "-c", found, *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


def forked(code: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The same in a fork of a process that has imported symsoft, which is quicker."""
    return (_TEMPLATE.run if _CAN_FORK else python)(code, *arguments, cwd=cwd)


def symsoft(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """``symsoft …``, run in the folder `cwd`."""
    return forked(MAIN, *arguments, cwd=cwd)


def fresh(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """``symsoft …`` in a Python that imports everything anew, where that may matter."""
    return python(MAIN, *arguments, cwd=cwd)


_TEMPLATE, _CAN_FORK = Template(), hasattr(os, "fork")
