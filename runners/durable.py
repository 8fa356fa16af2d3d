"""Writing files so that a crash or a full disk leaves the old or the new content, never half of it."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from jagbench.errors import JagbenchError


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turn a failure to write `path` into one sentence for the user.

    Raises:
        JagbenchError: if the block raises an `OSError`, such as a full disk or a missing permission.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise JagbenchError(
            f"Cannot write {path}: {reason}. Every reply written before is kept: put that right, then "
            "give the same command again to go on."
        ) from error


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside `path`, bring it to the disk, and put it in the place of `path` in one step.

    Args:
        path: The file to write or replace.
        write: Writes the content to the path that it is given.

    Raises:
        OSError: if the content cannot be written; `path` is then as it was.
    """
    beside = path.with_name(f"{path.name}.tmp")
    try:
        write(beside)
        sync(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
