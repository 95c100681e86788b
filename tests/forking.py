"""Code in forks of one process that has imported what it needs.

Importing SymPy and symsoft takes longer than what most tests ask of them.  A fork begins where
that is done, and is else a process like any other: with its own folder, environment, output and
exit code, and with nothing that an earlier one left behind, as what is forked runs no code.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from pkgutil import iter_modules

ROOT = Path(__file__).parent.parent
_SERVE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.forking import serve; serve()"


class Template:
    """The process that is forked; it is started when code is to run, and ends with this one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run `code` in a fork, with arguments and in a folder."""
        with tempfile.TemporaryDirectory() as folder:
            files = [os.path.join(folder, name) for name in ("out", "err")]
            status = self._ask(json.dumps([code, arguments, str(cwd), dict(os.environ), files]))
            out, err = (Path(file).read_text() for file in files)
        return subprocess.CompletedProcess(["python", "-c", code, *arguments], status, out, err)

    def _ask(self, order: str) -> int:
        process = self._process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        try:
            print(order, file=process.stdin, flush=True)
            return int(process.stdout.readline())
        except BaseException:  # a test that takes too long is interrupted here
            os.killpg(process.pid, signal.SIGKILL)
            self.close()
            raise

    def _start(self) -> subprocess.Popen[str]:
        command, pipe = [sys.executable, "-c", _SERVE], subprocess.PIPE
        atexit.register(self.close)
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, start_new_session=True)

    def close(self) -> None:
        """End the process, which another command starts again."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


def serve() -> None:
    """Run the code of each line of stdin in a fork, and tell its exit code on stdout."""
    import symsoft.cli

    for module in iter_modules(symsoft.cli.__path__, "symsoft.cli."):
        import_module(module.name)
    gc.freeze()
    for order in sys.stdin:
        # Such a process ends without taking SymPy apart, which takes as long as many a command.
        fork = get_context("fork").Process(target=_run, args=json.loads(order))
        fork.start()
        fork.join()
        print(fork.exitcode, flush=True)


def _run(
    code: str, arguments: list[str], cwd: str, environ: dict[str, str], files: list[str]
) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environ)
    for number, file in enumerate([os.devnull, *files]):
        os.dup2(os.open(file, os.O_RDWR | os.O_CREAT), number)
    sys.argv = ["symsoft", *arguments]
    exec(code, {"__name__": "__main__"})
