"""Templates: what the briefing and the desk in the browser draw with, and the gate that all shown text passes."""

from base64 import b64encode
from collections.abc import Callable

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from marsad.publish.masking import MASK, Mask, mask_text, part_names


def open_templates(
    loader: BaseLoader, mask_of: Callable[[], Mask], lead_to: Callable[[str], str], hold: Callable[[str], Markup]
) -> Environment:
    """Templates that mask what `mask_of` holds back at the time of drawing, show `hold` of it, and link to an id's
    place by `lead_to`.
    """
    templates = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_hold_back(mask_of, hold),
    )
    templates.filters["of"] = say_many
    templates.filters["plain"] = lambda text: mask_text(mask_of(), str(text))
    templates.filters["held"] = hold
    templates.filters["to"] = lead_to
    return templates


def _hold_back(mask_of: Callable[[], Mask], hold: Callable[[str], Markup]) -> Callable[[object], object]:
    """The one gate that all shown text passes: names that are held back are masked, unknowns show nothing."""

    def show(value: object) -> object:
        if value is None:
            return ""
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        mask = mask_of()
        if not mask.names.stand_in(value):
            return value
        return Markup("").join(hold(part) if held else escape(part) for part, held in part_names(mask, value))

    return show


def hold_openly(name: str) -> Markup:
    """A mask that can be lifted when asked for: the name is kept in base64, so that no search of the file finds it."""
    code = b64encode(name.encode("utf-8")).decode("ascii")
    return Markup('<span class="held" data-held="{}">{}</span>').format(code, MASK)


def say_many(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "5 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
