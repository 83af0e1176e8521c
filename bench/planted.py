"""Planted errors in invented stories, and how many show up as what they are: python bench/planted.py [STORIES]

Prints the share for each kind of error and what did not show; fails below the limit.
"""

import sys
from random import Random

from marsad.evaluate.planted import KINDS, describe, plant

STORIES = 200
LIMIT = 0.9


def main() -> int:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    chance = Random(2031)
    found = [plant(KINDS[at % len(KINDS)], chance) for at in range(stories)]
    for kind in KINDS:
        mine = [one.shown for one in found if one.kind == kind]
        print(f"{kind}: {sum(mine)} of {len(mine)}")
    for one in found:
        if not one.shown:
            print(f"not shown: {describe(one)}")
    share = sum(one.shown for one in found) / len(found)
    print(f"{share:.3f} of {stories} planted errors show up as what they are (limit {LIMIT})")
    return 0 if share >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
