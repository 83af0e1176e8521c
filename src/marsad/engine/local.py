"""The local engine: stages in this process, in the three shapes that a distributed engine has too.

**map** (items are independent), **group** (items that share a key arrive together), **fold** (one ordered pass; a
fold is a plain call). Each takes a pure function over a batch. A map can leave its finished batches in a folder, so
that a run that was stopped goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from marsad.errors import InputError
from marsad.model.ids import make_id

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]
"""Called with the stage's name, items done and items in all."""


def say_nothing(_stage: str, _done: int, _total: int) -> None:
    """The progress of a run that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint(Generic[Result]):
    """Where a map leaves its finished batches; `version` names the rules and models that made them."""

    folder: Path
    version: str
    adapter: TypeAdapter[tuple[Result, ...]]

    def _file(self, identity: Sequence[str]) -> Path:
        return self.folder / f"{make_id('batch', self.version, *identity)}.json"

    def load(self, identity: Sequence[str]) -> tuple[Result, ...] | None:
        """The results of a batch that an earlier run finished; None where there are none or the file is damaged."""
        file = self._file(identity)
        try:
            return self.adapter.validate_json(file.read_bytes())
        except (OSError, ValueError):
            return None

    def save(self, identity: Sequence[str], results: tuple[Result, ...]) -> None:
        """Write a batch's results whole or not at all. Raises InputError where the folder can't be written."""
        draft = self._file(identity).with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(self.adapter.dump_json(results))
            draft.replace(self._file(identity))
        except OSError as error:
            what = f"{self.folder}: what was read can't be kept there: {error.strerror}"
            raise InputError(what, remedy="Name a folder that can be written with --out") from error

    def clear(self) -> None:
        """Remove what the finished run no longer needs."""
        for file in sorted(self.folder.glob("batch-*")):
            file.unlink()
        if self.folder.exists() and not any(self.folder.iterdir()):
            self.folder.rmdir()


def run_map(
    name: str,
    stage: Callable[[Sequence[Item]], tuple[Result, ...]],
    items: Sequence[Item],
    identify: Callable[[Item], str],
    *,
    batch: int,
    progress: Progress = say_nothing,
    checkpoint: Checkpoint[Result] | None = None,
) -> tuple[Result, ...]:
    """Apply a stage to batches of independent items, in order; the batch size changes the speed and nothing else."""
    results: list[Result] = []
    for start in range(0, len(items), batch):
        progress(name, start, len(items))
        part = items[start : start + batch]
        identity = [identify(item) for item in part]
        done = checkpoint.load(identity) if checkpoint else None
        if done is None:
            done = stage(part)
            if checkpoint:
                checkpoint.save(identity, done)
        results.extend(done)
    progress(name, len(items), len(items))
    return tuple(results)


def run_group(
    name: str,
    stage: Callable[[Item], Result],
    groups: Iterable[Item],
    *,
    progress: Progress = say_nothing,
) -> tuple[Result, ...]:
    """Apply a stage to each group of items that share a key."""
    parts = tuple(groups)
    results: list[Result] = []
    for done, part in enumerate(parts):
        progress(name, done, len(parts))
        results.append(stage(part))
    progress(name, len(parts), len(parts))
    return tuple(results)
