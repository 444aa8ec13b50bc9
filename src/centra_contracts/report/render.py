"""From the page to one HTML file that needs nothing else: no network, no fonts, no second file.

Everything that was recorded is escaped. A content security policy in the page lets only the page's own script run, so that
recorded text stays inert even if a template should forget to escape it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from centra_contracts.report.model import Page
from centra_contracts.report.words import UNJUDGED_EXPLANATIONS

__all__ = ["render_page"]

# Characters that HTML does not allow, and those that reorder or hide text; shown as their code points.
_UNSEEN: Mapping[int, str] = {
    code: f"\\u{code:04x}"
    for span in (
        (0x00, 0x09),
        (0x0B, 0x0D),
        (0x0E, 0x20),
        (0x7F, 0xA0),
        (0x202A, 0x202F),
        (0x2066, 0x206A),
        (0xD800, 0xE000),  # halves of a pair, which no file can hold
    )
    for code in range(*span)
}
_IN_TEXT: Mapping[int, str] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def render_page(page: Page) -> str:
    """The whole HTML document. The same page gives the same text."""
    environment = _environment()
    style = Markup(environment.get_template("style.css").render())
    scripts = {name: _script(environment.get_template(f"{name}.js").render()) for name in ("early", "page")}
    text = environment.get_template("page.html").render(page=page, style=style, scripts=scripts, unjudged=UNJUDGED_EXPLANATIONS)
    return text.translate(_UNSEEN)


@cache
def _environment() -> Environment:
    # The templates are part of the program, as its modules are.
    environment = Environment(
        loader=PackageLoader("centra_contracts.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["inert"] = _inert
    return environment


def _script(text: str) -> Mapping[str, str]:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"text": Markup(text), "digest": f"sha256-{digest}"}


def _inert(text: str) -> Markup:
    """Text for the inside of an element: as safe there as full escaping, without five characters for every quote."""
    return Markup(text.translate(_IN_TEXT))
