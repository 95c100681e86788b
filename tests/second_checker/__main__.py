"""``python -m tests.second_checker CERTIFICATE…``: exit 1: a claim is false; 2: a bad file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.second_checker.judging import Malformed, Report, judge


def main(paths: list[str]) -> int:
    """Check certificates, or the files that `symsoft check --certificates` wrote."""
    whole, code = Report(), 0
    for path in paths:
        try:
            data = json.loads(Path(path).read_text(encoding="utf-8"))
            data = data.get("certificate", data)
            report = Report() if data is None else judge(data)
        except (OSError, ValueError, AttributeError, Malformed) as error:
            print(f"{path}: {error}", file=sys.stderr)
            code = 2
            continue
        whole.add(report)
        for where in report.false:
            print(f"{path}: FALSE: {where}")
    print(whole)
    return code or int(bool(whole.false))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
