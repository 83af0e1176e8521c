"""What all tests share: the same generated cases on every machine, and no deadline on a busy one."""

from hypothesis import settings

settings.register_profile("marsad", derandomize=True, deadline=None)
settings.load_profile("marsad")
