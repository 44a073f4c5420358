"""Whether a window can be opened here at all."""

from __future__ import annotations

import subprocess
import sys

PATIENCE_S = 20.0
PROBE = "import cv2; cv2.namedWindow('formcheck looks for a screen'); cv2.waitKey(1)"


def can_open_windows() -> bool:
    """Try it in another process: where there is no screen Qt ends the whole program, not just the call."""
    try:
        done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
