"""A desk that follows its facts step by step: views and all that steps look up in equal those made at once."""

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from marsad.intake import WebPage
from marsad.ledger.anchoring import Finder, about_judgement, about_report, about_source
from marsad.ledger.judgements import find_in_force, make_judgement
from marsad.living import LivingDesk, init_desk, open_desk
from marsad.model.codec import dump_ledger
from marsad.model.judgements import Judgement, Subject, Verb
from marsad.model.ledger import Ledger
from marsad.store.database.migrating import migrate, newest_form
from marsad.store.database.tables import INDEX, facets, records, tallies, texts
from places_by_hand import make_entry

HAPPENINGS = (
    (
        "Shells struck the market of Cali on Monday and killed 31 people, the governor Ana Ruiz said.",
        "Shelling hit the market in Cali on Monday. The governor Ana Ruiz said 28 people had been killed.",
        "The army denied that its guns had shelled the market of Cali. At least 30 people died there, medics said.",
        "Traders in Cali buried the dead of the market shelling. The army said rebels had fired the shells.",
    ),
    (
        "Rebels seized the bridge of Bria after two days of fighting, a monitor called Lantern said on Tuesday.",
        "The Lantern monitor said that fighters took the Bria bridge on Tuesday and that nine soldiers were killed.",
        "Soldiers withdrew from the bridge at Bria, Lantern reported. Nine of them were killed, the monitor said.",
    ),
    (
        "A ceasefire between the government and the rebels begins in Goma at noon, both sides told Reuters.",
        "Reuters reported that the ceasefire in Goma had begun. The rebels accused the army of firing first.",
        "The government said 400 families had left Goma before the ceasefire. Reuters saw empty streets.",
    ),
)
TAIL = (
    "Aid workers who reached the district on the following day counted burnt trucks along the northern road and said"
    " that the clinic had run out of bandages, salt and clean water.",
    "An officer who would not give his name said that more troops were on their way from the barracks beyond the hills,"
    " and that the road would be closed until the end of the week.",
)
DATES = ("published: 2031-05-0{day}", "", "", "published: 2031-06-1{day}")
HEADS = ("", "", "CALI, May {day} -- ", "")
OUTLETS = ("Daily Lamp", "Coast Post", "Reuters", "")


def say(number: int) -> str:
    """A report by its number: one of three happenings, dated or not, alone or with what others print too."""
    happening = HAPPENINGS[number % 3]
    body = [happening[number // 3 % len(happening)], *TAIL[: number // 5 % 3]]
    outlet, day = OUTLETS[number // 7 % 4], 1 + number % 6
    front = [f"outlet: {outlet}" if outlet else "", DATES[number // 2 % 4].format(day=day)]
    block = "\n".join(line for line in front if line)
    said = HEADS[number // 2 % 4].format(day=day) + "\n\n".join(body) + "\n"
    return f"---\n{block}\n---\n{said}" if block else said


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was read before, so that no text is parsed twice."""
    return tmp_path_factory.mktemp("shelf") / "shelf.sqlite"


@pytest.fixture(scope="module")
def begin(
    shelf: Path, address: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], LivingDesk]]:
    """New desks, each on a new database."""
    made: list[LivingDesk] = []

    def begin_one() -> LivingDesk:
        for desk in made:
            if (desk.folder / "shelf.sqlite").exists():
                shutil.copy(desk.folder / "shelf.sqlite", shelf)
            desk.close()
        made[:] = [init_desk(tmp_path_factory.mktemp("desk"), address())]
        if shelf.exists():
            shutil.copy(shelf, made[0].folder)
        return made[0]

    yield begin_one
    for desk in made:
        desk.close()


class Hand:
    """Somebody who works on a desk at random."""

    def __init__(self, desk: LivingDesk, chance: Random) -> None:
        self.desk, self.chance, self.turns = desk, chance, 0

    def add(self) -> None:
        paths = []
        for _ in range(self.chance.randrange(1, 4)):
            number = self.chance.randrange(60)
            folder = self.desk.folder / "in" / ("a" if self.chance.random() < 0.9 else "b")
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{number if self.chance.random() < 0.8 else number % 7}.txt"
            path.write_text(say(number), encoding="utf-8")
            paths.append(str(path))
        self.desk.add(paths)

    def page(self) -> None:
        """A page is fetched, for the first time or again; it may say something else than before."""
        number = self.chance.randrange(60)
        said = say(number).rpartition("---\n")[2].strip()
        text = said.replace("31", str(31 + number)) if self.chance.random() < 0.5 else said
        body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        html = f"<html><body><article><h1>News of the day {number % 3}</h1>{body}</article></body></html>"
        address = f"https://lamp.test/{self.chance.randrange(4)}"
        page = WebPage(address=address, data=html.encode(), kind="text/html", feed="Daily Lamp")
        self.desk.add_pages([page], self._now())

    def judge(self) -> None:
        ledger = self.desk.fold()
        if not ledger.claims:
            return
        finder = Finder(ledger.reports, ledger.claims, ledger.sources)
        claim = self.chance.choice(ledger.claims)
        two = [self.chance.choice(ledger.incidents) for _ in range(2)] if ledger.incidents else []
        incidents = [finder.about_incident(one) for one in two]
        report = about_report(self.chance.choice(ledger.reports))
        sources = [about_source(self.chance.choice(ledger.sources)) for _ in range(2)]
        place = self.chance.choice([place.name for place in ledger.places] or ["Nowhere"])
        options: list[tuple[Verb, list[Subject], str | None]] = [
            (Verb.ACCEPT, [finder.about_claim(claim)], None),
            (Verb.REJECT, [finder.about_claim(claim)], None),
            (Verb.CORRECT, [finder.about_claim(claim)], f"place={place}"),
            (Verb.CORRECT, [finder.about_claim(claim)], "source=Radio Lamp"),
            (Verb.CORRECT, [report], f"published=2031-05-{self.chance.randrange(10, 20)}"),
            (Verb.CORRECT, [report], "outlet=Coast Post"),
            (Verb.REJECT, [report], None),
        ]
        if sources[0].id != sources[1].id:
            options.append((Verb.MERGE_SOURCES, sources, None))
        if len({one.id for one in incidents}) == 2:
            options += [(Verb.SAME, incidents, None), (Verb.NOT_SAME, incidents, None)] * 2
            options.append((Verb.REJECT, incidents[:1], None))
        verb, about, value = self.chance.choice(options)
        self._note(make_judgement(verb, about, by="Ada Moss", why="looked", at=self._now(), value=value))

    def undo(self) -> None:
        made = find_in_force(self.desk.facts.read_judgements())
        if made:
            about = [about_judgement(self.chance.choice(made).id)]
            self._note(make_judgement(Verb.UNDO, about, by="Ada Moss", why="a slip", at=self._now()))

    def purge(self) -> None:
        reports = self.desk.facts.read_intake().reports
        if reports:
            self.desk.purge(self.chance.choice(reports).id, by="Ada Moss", why="danger")

    def place(self) -> None:
        entry = make_entry("own:1", "Bria", "town", (6.5, 21.9), "CF")
        self.desk.facts.add_places("own.csv", [entry], self._now())

    def _note(self, judgement: Judgement) -> None:
        self.desk.facts.note_judgement(judgement, self.desk.facts.read_revisions())

    def _now(self) -> datetime:
        self.turns += 1
        return datetime(2031, 7, 1, tzinfo=UTC) + timedelta(minutes=self.turns)


def look_at(desk: LivingDesk) -> dict[str, list[str]]:
    """All rows of the views and of what steps look up in, without the numbers that a database gives."""
    with desk.database.read() as connection:
        rows = connection.execute(select(records)).mappings().all()
        keys = {row["number"]: f"{row['type']} {row['id']}" for row in rows}
        told = {"records": [str({name: value for name, value in row.items() if name != "number"}) for row in rows]}
        for table in (facets, texts):
            held = connection.execute(select(table)).mappings()
            told[table.name] = [str({**row, "number": keys[row["number"]]}) for row in held]
        for table in INDEX:
            told[table.name] = [str(dict(row)) for row in connection.execute(select(table)).mappings()]
        tallied = {row.type: row.held for row in connection.execute(select(tallies).where(tallies.c.held != 0))}
    assert tallied == Counter(row["type"] for row in rows)
    return {name: sorted(some) for name, some in told.items()}


ACTS = ("add", "add", "add", "page", "page", "judge", "judge", "judge", "undo", "purge", "place")


@settings(max_examples=6, phases=[Phase.generate])
@given(st.lists(st.lists(st.sampled_from(ACTS), min_size=1, max_size=2), min_size=2, max_size=7), st.integers(0, 999))
def test_whatever_happens_in_whatever_parts_the_views_are_those_made_at_once(
    begin: Callable[[], LivingDesk], steps: list[list[str]], seed: int
) -> None:
    desk = begin()
    hand = Hand(desk, Random(seed))
    hand.add()
    for acts in steps:
        for act in acts:
            getattr(hand, act)()
        desk.update()
        ledger: Ledger | None = desk.views.load()
        assert ledger is not None
        assert dump_ledger(ledger) == dump_ledger(desk.build())
    followed = look_at(desk)
    desk.views.clear()
    desk.update()
    made = look_at(desk)
    for name in made:
        assert followed[name] == made[name], name


def fill(desk: LivingDesk, numbers: Iterable[int]) -> None:
    """Add reports by number, each in a file of its own."""
    folder = desk.folder / "in" / "c"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number}.txt" for number in numbers]
    for path in paths:
        path.write_text(say(int(path.stem)), encoding="utf-8")
    desk.add([path.as_posix() for path in paths])


def check(desk: LivingDesk) -> None:
    ledger = desk.views.load()
    assert ledger is not None
    assert dump_ledger(ledger) == dump_ledger(desk.build())


def test_two_who_follow_at_once_leave_what_one_would(begin: Callable[[], LivingDesk]) -> None:
    desk = begin()
    fill(desk, range(4))
    desk.update()

    def work(first: int) -> None:
        with open_desk(desk.folder) as mine:
            for number in range(first, 16, 4):
                fill(mine, [number])
                mine.update()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (4, 6)))
    assert desk.views.rest_on()[0] == desk.facts.head().seq
    check(desk)


def test_who_is_killed_while_following_leaves_the_views_of_the_last_step(begin: Callable[[], LivingDesk]) -> None:
    desk, chance = begin(), Random(3)
    fill(desk, range(4))
    desk.update()
    for number in range(4, 9):
        fill(desk, [number])
        stood = desk.views.rest_on()
        desk.close()
        child = os.fork()
        if child == 0:
            try:
                with open_desk(desk.folder) as mine:
                    mine.update()
            finally:
                os._exit(0)
        time.sleep(chance.random() * 1.5)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert desk.views.rest_on() in (stood, (desk.facts.head().seq, stood[1]))
    desk.update()
    check(desk)


def test_a_desk_of_the_form_before_makes_its_views_again_and_follows_them(begin: Callable[[], LivingDesk]) -> None:
    desk = begin()
    fill(desk, range(6))
    desk.update()
    with desk.database.change() as connection:
        for name in ("clusters", "tallies"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("DROP VIEW IF EXISTS latest_texts")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
    assert migrate(desk.database) == ("0007", newest_form())
    assert desk.views.rest_on() == (0, "")
    desk.update()
    fill(desk, [7])
    desk.update()
    check(desk)
    followed = look_at(desk)
    assert followed["clusters"]
    desk.views.clear()
    desk.update()
    assert look_at(desk) == followed
