"""The documents name every command and every flag, and none that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from marsad.cli import app

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "cli.md").read_text(encoding="utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", PAGE, flags=re.MULTILINE))
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
EVERYWHERE = {"--help", "--install-completion", "--show-completion"}


def walk(command: object, name: str) -> Iterator[tuple[str, TyperCommand]]:
    """Every command that does something, by the words that call it."""
    if isinstance(command, TyperGroup):
        for word, inner in command.commands.items():
            yield from walk(inner, f"{name} {word}")
    elif isinstance(command, TyperCommand):
        yield name, command


COMMANDS = dict(walk(get_command(app), "marsad"))


def flags_of(command: TyperCommand) -> set[str]:
    options = (param for param in command.params if isinstance(param, TyperOption))
    return {flag for option in options for flag in (*option.opts, *option.secondary_opts)} - EVERYWHERE


def section_of(name: str) -> str:
    """What the page says of a command, with the pages that its section leads to; a group's commands share one."""
    words = name.split()
    for known in (name, " ".join(words[:2])):
        for head, body in SECTIONS.items():
            if re.search(rf"{re.escape(known)}(?![\w-])", head):
                linked = re.findall(r"\]\(([a-z-]+\.md)", body)
                return head + body + "".join((DOCS / page).read_text(encoding="utf-8") for page in linked)
    return ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section_that_names_it_and_its_flags(name: str) -> None:
    said = section_of(name)
    assert said, f"docs/cli.md has no section for {name}"
    assert name.split()[-1] in said
    assert flags_of(COMMANDS[name]) <= set(FLAG.findall(said))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_flag_says_in_its_help_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert all(param.help for param in command.params if isinstance(param, TyperOption)), name


def test_the_page_names_no_flag_that_is_not_there() -> None:
    there = set().union(*(flags_of(command) for command in COMMANDS.values())) | EVERYWHERE
    assert set(FLAG.findall(PAGE)) <= there


def test_what_the_tutorial_and_the_readme_call_is_there() -> None:
    for page in (DOCS / "tutorial.md", DOCS.parent / "README.md"):
        text = page.read_text(encoding="utf-8")
        for line in re.findall(r"^    (?:\.venv/bin/)?(marsad .+)$", text, flags=re.MULTILINE):
            words = line.split()
            name = " ".join(words[:3]) if " ".join(words[:3]) in COMMANDS else " ".join(words[:2])
            assert name in COMMANDS, line
            assert set(FLAG.findall(line)) <= flags_of(COMMANDS[name]), line
