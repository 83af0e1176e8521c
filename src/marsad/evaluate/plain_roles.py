"""A plain way to fill the roles: the words of a short list, wherever they stand in a message."""

import re2

from marsad.evaluate.keys import Fill, Slot, Template
from marsad.model.reports import Report

_WORDS = {
    Slot.PERPETRATOR: r"GUERRILLAS|TERRORISTS|REBELS|GUNMEN|SOLDIERS|ARMED MEN|UNIDENTIFIED (?:MEN|INDIVIDUALS)",
    Slot.ORGANIZATION: r"[A-Z]+ (?:LIBERATION (?:ARMY|FRONT)|REVOLUTIONARY MOVEMENT|CARTEL)",
    Slot.PHYSICAL_TARGET: r"(?:[A-Z]+ )?(?:EMBASSY|BRIDGE|BANK|VEHICLE|BUS|PIPELINE|TOWERS|HEADQUARTERS)",
    Slot.INSTRUMENT: r"CAR BOMB|BOMBS?|DYNAMITE|EXPLOSIVES|GRENADES?|RIFLES?|MACHINEGUNS?|ROCKETS?|MORTARS?",
}


def fill_by_words(report: Report) -> tuple[Template, ...]:
    """One template with each string of the lists that the message holds; victims are left out."""
    text = report.text.upper()
    fills = {
        slot: tuple(Fill(values=(found,)) for found in dict.fromkeys(re2.findall(rf"\b(?:{words})\b", text)))
        for slot, words in _WORDS.items()
    }
    return (Template(message=report.key, optional=False, fills=fills),)
