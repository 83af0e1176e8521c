"""What a wheel must hold beside the sources: the islands, which `make islands` builds."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Islands(BuildHookInterface):  # type: ignore[type-arg] # hatchling leaves open what a hook is set by
    """Refuses a wheel without them."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Look for them; one works on the sources without."""
        built = Path(self.root, "src", "marsad", "server", "islands", "map.js")
        if version == "standard" and not built.is_file():
            raise SystemExit(f"{built} is missing: run make islands first")
