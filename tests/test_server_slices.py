"""Slices of a desk's ledger: whole enough to be told, whatever their rows name."""

from dataclasses import replace
from pathlib import Path

from desk_by_hand import make_desk
from ledger_by_hand import LEDGER
from marsad.publish.index import index_ledger
from marsad.publish.page import lay_out_stories
from marsad.server.rendering import NOTHING_HELD
from marsad.server.slices import slice_story
from marsad.store.database.reading import read_desk


def test_a_voice_that_is_heard_through_a_family_of_another_story_is_told(tmp_path: Path) -> None:
    incident = next(row for row in LEDGER.incidents if row.voices)
    story = next(row for row in LEDGER.stories if row.id == incident.story)
    strange = next(row.id for row in LEDGER.families if not set(row.reports) & set(story.reports))
    voice = replace(incident.voices[0], families=(*incident.voices[0].families, strange))
    changed = replace(incident, voices=(voice, *incident.voices[1:]))
    others = tuple(row for row in LEDGER.incidents if row.id != incident.id)
    with (
        make_desk(tmp_path, ledger=replace(LEDGER, incidents=(changed, *others))) as desk,
        read_desk(desk.database) as reader,
    ):
        ledger = slice_story(reader, story)
    (part,) = lay_out_stories(ledger, index_ledger(ledger), NOTHING_HELD, (story,))
    told = [one for day in (*part.days, *part.beside) for one in day.happenings if one.id == incident.id]
    assert [len(one.voices) for one in told] == [len(incident.voices)]
