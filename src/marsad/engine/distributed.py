"""Daft's engine: batches and groups are rows of a data frame, worked on by as many processes as there are cores.

With `DAFT_RUNNER=ray` in the environment the rows go to the machines of a Ray cluster; these need marsad, and the same
paths to files. Daft and Ray send no word home: that is switched off before they are loaded.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from marsad.engine.base import Progress, say_nothing
from marsad.errors import InputError, MarsadError

if TYPE_CHECKING:
    from types import ModuleType

Item = TypeVar("Item")
Result = TypeVar("Result")

_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "true",
    "DO_NOT_TRACK": "true",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
}


class DaftEngine:
    """Stages on Daft."""

    def __init__(self, processes: int | None = None) -> None:
        """So many processes, or one for each core. Raises InputError where Daft is not installed."""
        self._daft = _load_daft()
        self._processes = processes or len(os.sched_getaffinity(0))

    def run_map(
        self,
        name: str,
        stage: Callable[[Sequence[Item]], tuple[Result, ...]],
        items: Sequence[Item],
        *,
        batch: int,
        keep: Callable[[Sequence[Item], tuple[Result, ...]], None],
        progress: Progress = say_nothing,
    ) -> None:
        """As the local engine: the same batches, kept in the order in which they are done."""
        parts = [items[start : start + batch] for start in range(0, len(items), batch)]
        progress(name, 0, len(items))
        done = 0
        for at, result in self._run(stage, parts):
            keep(parts[at], result)
            done += len(parts[at])
            progress(name, done, len(items))

    def run_group(
        self,
        name: str,
        stage: Callable[[Item], Result],
        groups: Sequence[Item],
        *,
        progress: Progress = say_nothing,
    ) -> tuple[Result, ...]:
        """As the local engine."""
        progress(name, 0, len(groups))
        results: dict[int, Result] = {}
        for at, result in self._run(stage, groups):
            results[at] = result
            progress(name, len(results), len(groups))
        return tuple(results[at] for at in range(len(groups)))

    def _run(self, stage: Callable[[Item], Result], parts: Sequence[Item]) -> Iterator[tuple[int, Result]]:
        """Each part's number with its result, as they are done. Raises what the stage raised on purpose."""
        if not parts:
            return
        daft = self._daft
        work = daft.cls(_Work, max_concurrency=min(self._processes, len(parts)), use_process=True)
        held = work(import_module("daft.pickle").dumps(stage))
        rows = {"at": list(range(len(parts))), "part": [pickle.dumps(part) for part in parts]}
        frame = daft.from_pydict(rows).into_batches(1)
        told = frame.select(daft.col("at"), held.run(daft.col("part")).alias("done"))
        for row in told.iter_rows():
            found: Result | _Failed = pickle.loads(row["done"])
            if isinstance(found, _Failed):
                raise InputError(found.what, found.remedy)
            yield row["at"], found


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a stage raised on purpose."""

    what: str
    remedy: str


class _Work:
    """A stage in a process of its own."""

    def __init__(self, stage: bytes) -> None:
        self._stage = pickle.loads(stage)

    def run(self, part: bytes) -> bytes:
        """A part's result, pickled; an error that is raised on purpose is a result."""
        try:
            return pickle.dumps(self._stage(pickle.loads(part)))
        except MarsadError as error:
            return pickle.dumps(_Failed(error.what, error.remedy))


def _load_daft() -> "ModuleType":
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        return import_module("daft")
    except ImportError as error:
        raise InputError("daft is not installed", "Install it with: pip install 'marsad[daft]'") from error
