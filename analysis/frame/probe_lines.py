"""The probes of a file, found by number or id without being held as objects."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, from_json, suite_content
from jagbench.runners.run_directory import PROBES, RunDirectory

# As jagbench writes it; any other line is parsed.
_ID_FIRST = re.compile(rb'\{"id": "([0-9a-f]{16})", "')


class ProbeLines:
    """The lines of a file of probes; a context manager that closes it.

    Args:
        file: Its lines, empty ones left out.
        source: The file's name, for errors.

    Raises:
        InvalidArgument: if a line is not a probe, or an id stands twice.
    """

    def __init__(self, file: BinaryIO, source: str) -> None:
        self.source = source
        self._file = file
        self._starts, self._numbers = array("q"), array("q")
        try:
            self.ids = pd.Index(self._indexed(), dtype=object)
            self._refuse_twice()
        except BaseException:
            file.close()
            raise

    @classmethod
    def of_run(cls, run: RunDirectory) -> Self:
        """The probes of a run; none where it has asked none yet."""
        path = run.path / PROBES
        return cls(path.open("rb") if path.exists() else BytesIO(), str(path))

    @classmethod
    def of_suite(cls, name: str) -> Self:
        """The probes of a suite, as `jagbench.probes.load` finds it, and with its errors."""
        found = cls(BytesIO(suite_content(name)), name)
        if not len(found):
            raise InvalidArgument(f"{name}: there are no probes in this file.")
        return found

    def __len__(self) -> int:
        return len(self._numbers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def places(self, ids: Iterable[str | None]) -> npt.NDArray[np.int64]:
        """Which probe each id is, counted from 0; -1 for an id that is not there."""
        return self.ids.get_indexer(pd.Index(list(ids), dtype=object)).astype(np.int64)

    def some(self, places: Sequence[int]) -> "Lines":
        """The probes at these places, counted from 0."""
        return Lines(
            source=self.source,
            numbered=[(self._numbers[place], self._line(place)) for place in places],
        )

    def _line(self, place: int) -> bytes:
        self._file.seek(self._starts[place])
        return self._file.readline()

    def _indexed(self) -> list[str]:
        """The ids; beside them, where each line begins and its number."""
        ids: list[str] = []
        place = 0
        for number, line in enumerate(self._file, start=1):
            if line.strip():
                match = _ID_FIRST.match(line)
                ids.append(match[1].decode("ascii") if match else _parsed(line, number, self.source).id)
                self._starts.append(place)
                self._numbers.append(number)
            place += len(line)
        return ids

    def _refuse_twice(self) -> None:
        twice = np.flatnonzero(self.ids.duplicated())
        if len(twice):
            place = int(twice[0])
            raise InvalidArgument(
                f"{self.source}, line {self._numbers[place]}: the probe {self.ids[place]} stands twice."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Some lines of a file of probes, parsed where they are needed."""

    source: str
    """The file's name, for errors."""
    numbered: Sequence[tuple[int, bytes]]
    """The number of each line in the file, and its bytes."""

    def __iter__(self) -> Iterator[Probe]:
        """The probes one by one.

        Raises:
            InvalidArgument: if a line is not a probe.
        """
        for number, line in self.numbered:
            yield _parsed(line, number, self.source)


def _parsed(line: bytes, number: int, source: str) -> Probe:
    try:
        return from_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidArgument(
            f"{source}, line {number}: not a file of probes: it is not UTF-8 text."
        ) from error
    except InvalidArgument as error:
        raise InvalidArgument(f"{source}, line {number}: {error}") from error
