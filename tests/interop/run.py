"""Run every ``check_*.py`` of this folder: round trips through tools that are not ours. Exit 1 if one fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run the checks one after the other."""
    failed = []
    for path in sorted(HERE.glob("check_*.py")):
        print(f"== {path.stem}", flush=True)
        if subprocess.run([sys.executable, "-m", f"{__package__}.{path.stem}"], check=False).returncode:
            failed.append(path.stem)
    print("failed: " + ", ".join(failed) if failed else "all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
