"""Looks for known holes in the locked dependencies, and says how many could be looked at.

A hole fails the run. An advisory service that can't be reached doesn't: that is said, in capitals, and no more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

AUDIT = [
    str(Path(sys.executable).with_name("pip-audit")),
    "--disable-pip",
    "--require-hashes",
    "--format",
    "json",
]


def main() -> int:
    """Return 1 where a dependency has a known hole."""
    done = subprocess.run(
        [*AUDIT, "--requirement", "requirements.lock"], capture_output=True, text=True, check=False
    )
    if not done.stdout.strip():
        print(
            "NOT AUDITED: the advisory service can't be reached.",
            (done.stderr.strip() or "?").splitlines()[-1][:200],
        )
        return 0
    found = json.loads(done.stdout)["dependencies"]
    skipped = [each["name"] for each in found if "skip_reason" in each]
    holes = {each["name"]: [hole["id"] for hole in each["vulns"]] for each in found if each.get("vulns")}
    print(
        f"{len(found) - len(skipped)} dependencies audited, {len(holes)} with known holes: {holes or 'none'}."
    )
    if skipped:
        print(
            f"NOT AUDITED: {len(skipped)} that the advisory service doesn't answer for: {', '.join(skipped)}."
        )
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
