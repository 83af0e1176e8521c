"""The desk's page: one self-contained HTML file in which every figure opens the sentences behind it."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from marsad.model.ledger import Ledger
from marsad.publish.masking import MASK, Mask, find_withheld, mask_text, part_names
from marsad.publish.page import lay_out_page


def render_briefing(ledger: Ledger) -> Iterator[str]:
    """The whole page, in parts. It asks nothing of the network: its policy allows its own style sheet and its own
    script, each by hash, and no more. All of it can be read without the script.
    """
    mask = find_withheld(ledger)
    style, script = _read("briefing.css"), _read("briefing.js")
    template = _open_templates(mask).get_template("briefing.html.j2")
    yield from template.generate(
        page=lay_out_page(ledger, mask),
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
    )


def _read(name: str) -> str:
    return files("marsad.publish").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The SHA-256 of an inline part, as a content policy names it."""
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _open_templates(mask: Mask) -> Environment:
    templates = Environment(
        loader=PackageLoader("marsad.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_hold_back(mask),
    )
    templates.filters["of"] = say_many
    templates.filters["plain"] = lambda text: mask_text(mask, str(text))
    templates.filters["held"] = hold
    return templates


def _hold_back(mask: Mask) -> Callable[[object], object]:
    """The one gate that all shown text passes: names that are held back are masked, unknowns show nothing."""

    def show(value: object) -> object:
        if value is None:
            return ""
        if not isinstance(value, str) or isinstance(value, Markup) or " " not in value:
            return value
        parts = tuple(part_names(mask, value))
        return Markup("").join(hold(part) if held else escape(part) for part, held in parts)

    return show


def hold(name: str) -> Markup:
    """A mask that can be lifted when asked for: the name is kept in base64, so that no search of the file finds it."""
    code = b64encode(name.encode("utf-8")).decode("ascii")
    return Markup('<span class="held" data-held="{}">{}</span>').format(code, MASK)


def say_many(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "5 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
