"""Files that may not be read, for tests that may run as root."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def as_somebody_else(path: Path) -> Generator[None]:
    """Without the right to read a file, but with that to see it."""
    path.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        for folder in list(path.parents)[:-2]:
            folder.chmod(folder.stat().st_mode | 0o055)
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
