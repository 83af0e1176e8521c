"""The desk's page: one self-contained HTML file in which every figure opens the sentences behind it."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

from jinja2 import PackageLoader
from markupsafe import Markup

from marsad.model.ledger import Ledger
from marsad.publish.masking import find_withheld
from marsad.publish.page import lay_out_page
from marsad.publish.rendering import hold_openly, open_templates


def render_briefing(ledger: Ledger) -> Iterator[str]:
    """The whole page, in parts. It asks nothing of the network: its policy allows its own style sheet and its own
    script, each by hash, and no more. All of it can be read without the script.
    """
    mask = find_withheld(ledger)
    style, script = read_asset("briefing.css"), read_asset("shared.js") + read_asset("briefing.js")
    templates = open_templates(PackageLoader("marsad.publish"), lambda: mask, lambda key: f"#{key}", hold_openly)
    yield from templates.get_template("briefing.html.j2").generate(
        page=lay_out_page(ledger, mask),
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
    )


def read_asset(name: str) -> str:
    """A style sheet or script of the page."""
    return files("marsad.publish").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The SHA-256 of an inline part, as a content policy names it."""
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
