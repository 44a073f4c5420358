"""Report values as JSON values."""

from __future__ import annotations

import dataclasses
import math
from typing import Any


def plain(value: Any, name: str = "") -> Any:
    """Anything of a report as JSON values, rounded to what can be meant; NaN becomes null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name), f.name) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(item, key) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, name) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return round(value, 3 if name.endswith("_s") or name == "fps" else 2)
    return value
