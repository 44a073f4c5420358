"""Values as JSON, and JSON as text: the same for every document that formcheck writes."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any


def to_json_values(value: Any, name: str = "") -> Any:
    """Anything of a report as JSON values, rounded to what can be meant; NaN becomes null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json_values(getattr(value, f.name), f.name) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: to_json_values(item, key) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json_values(item, name) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return round(value, 3 if name.endswith("_s") or name == "fps" else 2)
    return value


def json_document(values: Any) -> str:
    """JSON values as a document: indented, with a newline at its end."""
    return json.dumps(values, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def json_line(values: Any) -> str:
    """JSON values as one line, without its newline."""
    return json.dumps(values, allow_nan=False, ensure_ascii=False)
