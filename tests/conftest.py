"""Settings of all tests."""

from hypothesis import settings

# A machine with other work is slow now and then; how fast things are is measured in `bench/`.
settings.register_profile("jagbench", deadline=None)
settings.load_profile("jagbench")
