"""The maps of kinds to others' categories and back: nothing without a name, and the two agree."""

import csv
from io import StringIO

import pytest

from marsad.cli import main
from marsad.lexicon.happenings import load_categories, load_kind_names, load_kinds
from marsad.model.claims import Kind

SYSTEMS = ("acled", "plover")


def test_every_kind_has_its_names() -> None:
    names = load_kind_names()
    assert set(names) == set(Kind)
    assert all(names[kind].acled for kind in Kind)
    assert all(names[kind].plover for kind in Kind if kind is not Kind.OTHER)


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_category_becomes_is_called_by_it_again(system: str) -> None:
    for category, kind in load_categories(system).items():
        if kind is not Kind.OTHER:
            assert category in getattr(load_kind_names()[kind], system), category


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_name_that_a_kind_or_word_has_leads_back(system: str) -> None:
    known = load_categories(system)
    named = {name for names in load_kind_names().values() for name in getattr(names, system)}
    worded = {getattr(entry, system) for found in load_kinds().values() for entry, _ in found}
    assert (named | worded) - {""} <= set(known)


@pytest.mark.parametrize("options", [(), ("--from", "acled"), ("--from", "plover")])
def test_the_maps_are_printed_as_tables(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["marsad", "kinds", *options])
        with pytest.raises(SystemExit) as ended:
            main()
    header, *rows = csv.reader(StringIO(capsys.readouterr().out))
    assert not ended.value.code
    assert header == (["category", "kind"] if options else ["kind", "acled", "plover"])
    assert len(rows) == (len(load_categories(options[1])) if options else len(Kind))
