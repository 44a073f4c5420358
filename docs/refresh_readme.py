"""Runs the README's `$ formcheck ...` examples again and puts what they print beneath them.

python docs/refresh_readme.py
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = re.compile(r"(```console\n\$ formcheck ([^\n]+)\n)(.*?)(```\n)", re.DOTALL)


def again(example: re.Match[str]) -> str:
    """The example with what its command prints now."""
    command = [sys.executable, "-m", "formcheck", *shlex.split(example[2])]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return f"{example[1]}{printed.rstrip()}\n{example[4]}"


readme = ROOT / "README.md"
readme.write_text(EXAMPLE.sub(again, readme.read_text(encoding="utf-8")), encoding="utf-8")
