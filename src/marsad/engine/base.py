"""What every engine does: it runs stages, in the shapes that DESIGN names, and gives the same results as any other.

map     items are independent; they come in batches, and batches may be worked on anywhere and in any order
group   items that share a key arrive together; a group is one item here
fold    one ordered pass, which is a plain call and stays in the process that asked for it
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, items done and items in all."""


def say_nothing(_stage: str, _done: int, _total: int) -> None:
    """The progress of a run that nobody watches."""


class Engine(Protocol):
    """Where stages run."""

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
        """Apply a stage to batches of independent items; `keep` is given each batch with its results when it is done,
        here and one at a time. `stage`, items and results can be pickled.
        """

    def run_group(
        self,
        name: str,
        stage: Callable[[Item], Result],
        groups: Sequence[Item],
        *,
        progress: Progress = say_nothing,
    ) -> tuple[Result, ...]:
        """Apply a stage to each group of items that share a key; the results in the order of the groups."""
