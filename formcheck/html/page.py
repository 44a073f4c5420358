"""A page out of a template: styles, scripts and data put into the one file."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from formcheck.coaching.wording import counted, legs
from formcheck.html import phrases
from formcheck.version import __version__

HERE = files("formcheck.html")
UPLOT = "uplot/uPlot"
SCRIPTS = {  # of each page, in the order in which they need each other
    "report": ("painting.js", "charts.js", "angle-curves.js", "report.js"),
    "compare": ("painting.js", "charts.js", "compare.js"),
    "progress": ("painting.js", "charts.js", "progress.js"),
}

# Charts are drawn with at least two dots per pixel, so that they print sharply;
# uPlot takes the density of the screen it finds itself on.
CHART_LIBRARY = (
    "(function (devicePixelRatio) {{\n{}\nwindow.uPlot = uPlot;\n}})(Math.max(2, devicePixelRatio));"
)


def render_page(page: str, *, data: dict[str, Any], **values: Any) -> str:
    """A page, out of the template and the script of one name.

    Everything in `values` is escaped; `data` is JSON for the script.
    """
    style = "\n".join((_static(f"{UPLOT}.min.css"), _static("page.css")))
    script = "\n".join((CHART_LIBRARY.format(_static(f"{UPLOT}.iife.min.js")), *map(_static, SCRIPTS[page])))
    return (
        _environment()
        .get_template(f"{page}.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            data=data,
            **values,
        )
    )


def data_url(jpeg: bytes) -> str:
    """A picture as part of the page."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")


def _policy(style: str, script: str) -> str:
    """Forbids the browser everything but what is in the page, and videos from beside it."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _static(name: str) -> str:
    return HERE.joinpath("static", name).read_text(encoding="utf-8").strip()


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("formcheck.html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"counted": counted, "legs": legs, "version": __version__, "words": phrases}
    environment.policies["json.dumps_kwargs"] = {"allow_nan": False, "separators": (",", ":")}
    return environment
