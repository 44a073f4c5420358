"""Runs the README's `$ formcheck ...` examples again and puts what they print beneath them.

python docs/refresh_readme.py           # rewrite the README
python docs/refresh_readme.py --check   # exit with 1 if it would change
"""

from __future__ import annotations

import difflib
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = re.compile(r"(```console\n\$ formcheck ([^\n]+)\n)(.*?)(```\n)", re.DOTALL)


def run_again(example: re.Match[str]) -> str:
    """The example with what its command prints now."""
    command = [sys.executable, "-m", "formcheck", *shlex.split(example[2])]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return f"{example[1]}{printed.rstrip()}\n{example[4]}"


def main() -> int:
    """Refresh or check the README; returns the exit code."""
    before = README.read_text(encoding="utf-8")
    after = EXAMPLE.sub(run_again, before)
    if "--check" not in sys.argv[1:]:
        README.write_text(after, encoding="utf-8")
        return 0
    difference = difflib.unified_diff(
        before.splitlines(), after.splitlines(), "README.md", "as printed now", lineterm=""
    )
    lines = list(difference)
    print("\n".join(lines) or "README.md shows what the commands print")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
