"""The desk's page: one self-contained HTML file in which every figure leads to a sentence."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from marsad.model.ledger import Ledger
from marsad.publish.masking import Mask, find_withheld, mask_text
from marsad.publish.page import lay_out_page


def render_briefing(ledger: Ledger) -> str:
    """The whole page. It asks nothing of the network: its policy allows its own style sheet, by hash, and no more."""
    mask = find_withheld(ledger)
    style = files("marsad.publish").joinpath("templates", "briefing.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    template = _open_templates(mask).get_template("briefing.html.j2")
    return template.render(page=lay_out_page(ledger, mask), style=Markup(style), style_hash=digest)


def _open_templates(mask: Mask) -> Environment:
    return Environment(
        loader=PackageLoader("marsad.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_hold_back(mask),
    )


def _hold_back(mask: Mask) -> Callable[[object], object]:
    """The one gate that all shown text passes: names that are held back are masked, unknowns show nothing."""

    def show(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Markup):
            return mask_text(mask, value)
        return "" if value is None else value

    return show
