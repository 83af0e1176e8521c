"""The local engine: stages in this process, in the three shapes that a distributed engine has too.

**map** (items are independent), **group** (items that share a key arrive together), **fold** (one ordered pass; a
fold is a plain call). Each takes a pure function over a batch.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from marsad.engine.base import Progress as Progress
from marsad.engine.base import say_nothing as say_nothing
from marsad.engine.memory import give_back_memory, look_for_no_rings

Item = TypeVar("Item")
Result = TypeVar("Result")
_GROUPS = 32
"""Groups after which freed memory is given back."""


class LocalEngine:
    """Stages in this process, one after another."""

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
        """Apply a stage to batches of independent items, in order; the batch size changes the speed and nothing else.

        `keep` is given each batch with its results as soon as it is done: a run that is stopped has them, and none is
        held here.
        """
        for start in range(0, len(items), batch):
            progress(name, start, len(items))
            part = items[start : start + batch]
            keep(part, stage(part))
            give_back_memory()
        progress(name, len(items), len(items))

    def run_group(
        self,
        name: str,
        stage: Callable[[Item], Result],
        groups: Sequence[Item],
        *,
        progress: Progress = say_nothing,
    ) -> tuple[Result, ...]:
        """Apply a stage to each group of items that share a key."""
        results: list[Result] = []
        for done, group in enumerate(groups):
            progress(name, done, len(groups))
            with look_for_no_rings():
                results.append(stage(group))
            if done % _GROUPS == 0:
                give_back_memory()
        progress(name, len(groups), len(groups))
        return tuple(results)


LOCAL = LocalEngine()
"""The engine of a run that names none."""
