"""A feed week of made-up reports; `bench/week.py` has one of public texts."""

from pathlib import Path

from marsad.evaluate.week import watch_week

TOWNS = ("Orsk", "Velm", "Tarn", "Marn", "Karst", "Brod", "Lisk", "Dorn", "Hask", "Pell", "Rund", "Sorn")
DEEDS = (
    "Rebels shelled the market of {town} on Monday and killed {number} people, the army said.",
    "An air strike on the port of {town} killed {number} dockers on Tuesday, the port authority said.",
    "Gunmen stormed a police station in {town} on Wednesday and wounded {number} officers, the governor said.",
)
AFTER = "Schools in {town} stayed shut, and {more} families left for the coast, an aid worker told reporters."


def write(number: int, town: str) -> tuple[str, str]:
    deed = DEEDS[number % len(DEEDS)].format(town=town, number=number + 2)
    byline = "By Ines Roe\n" if number == 2 else ""
    return f"Violence in {town}", f"{byline}{deed}\n{AFTER.format(town=town, more=30 + number)}"


def test_a_desk_that_watched_for_days_has_the_ledger_of_one_run_over_the_last_pages(tmp_path: Path) -> None:
    texts = [write(number, town) for number, town in enumerate(TOWNS)]
    week = watch_week(texts, tmp_path / "desk", outlets=5, days=3)
    assert len(week.live.reports) == 16
    assert [family for family in week.live.families if len(family.reports) > 1]
    assert week.changed == len({version.report for version in week.live.versions}) == 5
    assert week.is_equal
    assert week.sound
    added = {change for version in week.live.versions for change in version.changes}
    moves = {(change.from_, change.to) for change in week.live.changes if change.id in added}
    assert ("3 dockers killed", "4 dockers killed") in moves
    assert ("4 officers injured", "no longer in its report") in moves
