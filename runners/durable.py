"""Writing files so that a crash or a full disk leaves the old or the new content, never half of it.

A folder may come from somebody else. Nothing here writes through a link that stands in it, and nothing waits
for a pipe or a device.
"""

import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from jagbench.errors import JagbenchError

UNFINISHED = ".tmp"
"""How the names of files end that were not finished when a process died."""

OF_A_RUN = "run.json"
"""The file by which the folder of a run is known."""


def refuse_special(path: Path) -> None:
    """Check that a path, where there is something, is a file of its own.

    Raises:
        JagbenchError: if it is a link, a folder, a pipe or a device.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise JagbenchError(f"Cannot read {path}: {error.strerror or error}.") from error
    if not stat.S_ISREG(mode):
        kind = "a link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "no file"
        raise JagbenchError(
            f"{path} is {kind}, where a run has a file of its own: the folder is not used. Remove it if you "
            "know where it comes from."
        )


def append_to(path: Path) -> BinaryIO:
    """Open a file for appending without a buffer, made where there is none; a link is not followed.

    Raises:
        OSError: if it cannot be opened.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    return os.fdopen(descriptor, "ab", buffering=0)


def unread(path: Path, error: Exception, damaged: str) -> JagbenchError:
    """The error for a file that could not be read: only what could be opened can be damaged.

    Args:
        path: The file.
        error: Why.
        damaged: What a damaged file means or what to do about it, the end of a sentence.
    """
    # What pyarrow raises for a damaged file is an OSError too, but none of the system's.
    if isinstance(error, OSError) and error.errno is not None:
        return JagbenchError(f"Cannot read {path}: {error.strerror}.")
    return JagbenchError(f"{path} is damaged ({error}): {damaged}")


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
        path: The file to write or replace; a link of that name is replaced itself, never what it points to.
        write: Writes the content to the path that it is given, an empty file of an unpredictable name.

    Raises:
        OSError: if the content cannot be written; `path` is then as it was.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}{UNFINISHED}")
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        write(beside)
        sync(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync(path.parent)


def write_out(path: Path, write: Callable[[Path], object]) -> None:
    """Write what a user named: a file is replaced in one step, and what is no file is written into.

    A link leads to what the user means by it, such as `/dev/stdout`; only one that stands in the folder of a
    run, which somebody else may have made, is replaced itself.

    Args:
        path: A file, which need not be there, a link, a pipe or a device.
        write: As for `replace_file`.

    Raises:
        OSError: if the content cannot be written; a file is then as it was.
    """
    real = Path(os.path.realpath(path))
    if path.is_symlink() and (path.parent / OF_A_RUN).exists():
        real = path
    elif path.exists() and not (real.is_file() and real.samefile(path)):
        # A pipe, a device, or a file that has lost its name (`/dev/stdout` may lead to any of them).
        with tempfile.TemporaryDirectory() as folder, path.open("wb") as file:
            written = Path(folder) / path.name
            write(written)
            with written.open("rb") as content:
                shutil.copyfileobj(content, file)
        return
    replace_file(real, write)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
