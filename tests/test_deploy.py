"""The files by which a desk is run as a service: each command in them is one that marsad has, and so are its flags."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from typer.core import TyperGroup, TyperOption
from typer.main import get_command

from marsad.cli import app
from marsad.server.app import PAGES

FOLDER = Path(__file__).parent.parent / "deploy"
UNITS = sorted(path.name for path in FOLDER.glob("marsad*.*"))
PROGRAM = "/opt/marsad/bin/marsad"


def read_unit(name: str) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # names of units keep their case
    parser.read_string((FOLDER / name).read_text(encoding="utf-8"))
    return parser


def check_command(said: str) -> None:
    """That marsad has a command, and takes the flags that it is given."""
    _, name, *words = shlex.split(said)
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    command = group.commands[name]
    flags = {flag for param in command.params if isinstance(param, TyperOption) for flag in param.opts}
    assert {word for word in words if word.startswith("--")} <= flags, said


def list_commands(text: str) -> list[str]:
    """The calls of marsad in a text, each up to where the shell ends it."""
    return [found.group().rstrip("'") for found in re.finditer(rf"{PROGRAM} [a-z][^;\n]*", text)]


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_calls_commands_that_are_there(name: str) -> None:
    unit = read_unit(name)
    if name.endswith(".timer"):
        assert (FOLDER / name.replace(".timer", ".service")).exists() and unit["Timer"]["OnCalendar"]
        return
    (command,) = list_commands(unit["Service"]["ExecStart"])
    check_command(command)
    assert unit["Service"]["User"] == "marsad" and unit["Service"]["NoNewPrivileges"] == "yes"


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    for name in UNITS:
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(PROGRAM, sys.executable), encoding="utf-8")
        assert text.startswith(("#", "[Unit]"))
    if program is not None:
        done = subprocess.run(
            [program, "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)], capture_output=True, text=True
        )
        assert (done.returncode, [line for line in done.stderr.splitlines() if "marsad" in line]) == (0, [])


def test_the_container_serves_a_desk_and_looks_after_its_health() -> None:
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    lines = text.replace("\\\n", " ").splitlines()
    commands = [json.loads(line[line.index("[") :]) for line in lines if line.startswith(("CMD", "HEALTHCHECK"))]
    health, start = commands
    paths = {getattr(route, "path", None) for page in PAGES for route in page.router.routes}
    assert re.findall(r"http://127.0.0.1:8321(/\w+)", health[2])[0] in paths
    called = list_commands(start[2])
    assert [shlex.split(one)[1] for one in called] == ["init", "serve"]
    for one in called:
        check_command(one)
    assert not re.search(r"^USER (root|0)", text, flags=re.MULTILINE) and "\nUSER marsad\n" in text
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            assert all((FOLDER.parent / source).exists() for source in line.split()[1:-1]), line
