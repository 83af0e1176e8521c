"""The documents tell the truth: the tree, the links, the contract's fields, the commands and the decisions."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import typer.core
import typer.main

from marsad.cli import app
from marsad.model.ledger import Ledger

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def _tree() -> dict[str, str]:
    """The paths of the README's tree with their indents joined."""
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    paths: dict[str, str] = {}
    above = ""
    for line in block.strip().splitlines():
        name, _, told = line.strip().partition(" ")
        above = above if line.startswith(" ") else name
        paths[above + name if line.startswith(" ") else name] = told.strip()
    return paths


def test_the_tree_of_the_readme_is_the_folders() -> None:
    tree = _tree()
    assert [path for path in tree if not (ROOT / path).exists()] == []
    parts = {path for path in (ROOT / "src/marsad").iterdir() if not path.name.startswith("_")}
    assert {f"src/marsad/{path.name}{'/' if path.is_dir() else ''}" for path in parts} <= set(tree)
    assert all(told for path, told in tree.items() if path != "src/marsad/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_stands_in_the_index() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    decisions = {path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md")}
    assert [name for name in sorted(decisions) if f"({name})" not in index] == []


def _named(record: type) -> set[str]:
    """The field names of a record and of all records in it, as the file has them."""
    names: set[str] = set()
    for field in fields(record):
        names.add(field.name.rstrip("_"))
        names |= set().union(*map(_named, _records(get_type_hints(record)[field.name])))
    return names


def _records(hint: object) -> list[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [record for inner in get_args(hint) for record in _records(inner)]


def test_the_contract_names_every_field_of_the_ledger() -> None:
    contract = (ROOT / "docs/ledger.md").read_text(encoding="utf-8")
    words = {word for quoted in re.findall(r"`([^`]+)`", contract) for word in quoted.split()}
    assert sorted(_named(Ledger) - words) == []


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        assert f"## marsad {name}" in page
        for option in (option for parameter in command.params for option in parameter.opts if option.startswith("--")):
            assert f"`{option}" in page or option == "--help", option
