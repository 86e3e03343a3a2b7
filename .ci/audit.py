"""Looks for known holes in the locked dependencies, and says how many could be looked at.

A hole fails the run. An advisory service that can't be reached doesn't: that is said, in capitals, and no more.
"""

from __future__ import annotations

import json
import os
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


UNREACHED = "NOT AUDITED: the advisory service can't be reached."
NPM = [str(Path(sys.executable).with_name("npm")), "audit", "--json", "--prefix", "explorer"]


def main() -> int:
    """Return 1 where a dependency has a known hole."""
    return 1 if any([python(), page()]) else 0  # both are looked at, whatever the first has


def python() -> bool:
    """Return whether a package of Python has one."""
    done = subprocess.run(
        [*AUDIT, "--requirement", "requirements.lock"], capture_output=True, text=True, check=False
    )
    if not done.stdout.strip():
        print(UNREACHED, (done.stderr.strip() or "?").splitlines()[-1][:200])
        return False
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
    return bool(holes)


def page() -> bool:
    """Return whether a package of the explorer's, or of what builds it, has one."""
    certificates = {"NODE_USE_SYSTEM_CA": "1", "npm_config_audit": "true"}
    done = subprocess.run(NPM, capture_output=True, text=True, check=False, env=os.environ | certificates)
    found = json.loads(done.stdout or "{}")
    if "vulnerabilities" not in found:
        print(UNREACHED, "npm:", str(found.get("statusCode", "?")))
        return False
    holes = sorted(found["vulnerabilities"])
    total = found["metadata"]["dependencies"]["total"]
    print(f"{total} npm packages audited, {len(holes)} with known holes: {', '.join(holes) or 'none'}.")
    return bool(holes)


if __name__ == "__main__":
    sys.exit(main())
