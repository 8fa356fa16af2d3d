"""Settings of all tests."""

import os

from hypothesis import settings

# A machine with other work is slow now and then; how fast things are is measured in `bench/`.
settings.register_profile("jagbench", deadline=None)
settings.load_profile("jagbench")

# The workers of pytest-xdist set a width; what is printed to a pipe has none.
os.environ.pop("COLUMNS", None)
