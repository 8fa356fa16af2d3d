"""A figure ready for print: saved with its caption, its table, and all it takes to draw it again."""

import io
import json
import math
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from jagbench.analysis.charts.canvas import Canvas
from jagbench.analysis.charts.caption import caption
from jagbench.analysis.charts.chart import Chart, Material, chart_named, pages
from jagbench.analysis.charts.fonts import letters_kept
from jagbench.analysis.charts.looks import numbered
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes.spreadsheet import write_csv
from jagbench.runners.durable import write_out

Format = Literal["pdf", "svg", "png"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""What a figure is saved as: two of lines and letters, and one of 300 dots an inch."""

_NO_DATES: Mapping[str, Mapping[str, str | None]] = {
    "pdf": {"CreationDate": None},
    "svg": {"Date": None},
    "png": {},
}

FORM = 1
"""Version of the JSON; it rises whenever an older jagbench could not read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured:
    """Everything that a figure is drawn from."""

    chart: str
    """Name of its chart."""
    data: pd.DataFrame
    """The table that it draws."""
    width: float
    """In inches."""
    title: str = ""
    """A line above it."""
    caption: str = ""
    """What stands below it in a paper."""
    page: tuple[int, int] = (1, 1)
    """Which of how many pages."""
    about: Sequence[Mapping[str, object]] = ()
    """What is said of its runs."""

    @property
    def stem(self) -> str:
        """The name of its files without their ending."""
        return self.chart + (f"-{self.page[0]}" if self.page[1] > 1 else "")

    def draw(self) -> Canvas:
        """Its axes, on a figure of their own."""
        return chart_named(self.chart).draw(self.data, width=self.width, title=self.title)

    def picture(self, form: Format, *, letters: bool = False) -> bytes:
        """The file; the same table and the same versions give the same bytes.

        Args:
            form: What kind of file.
            letters: Whether text in an SVG is text and not its outlines.
        """
        buffer = io.BytesIO()
        with letters_kept() if letters else nullcontext():
            self.draw().figure.savefig(
                buffer, format=form, dpi=300, metadata=dict(_NO_DATES[form]), letters=letters
            )
        return buffer.getvalue()


def figures(chart: Chart, material: Material, *, width: float, title: str = "") -> list[Figured]:
    """The figures of a chart: one, or as many as it takes pages.

    Args:
        chart: Which.
        material: What it is made of.
        width: In inches.
        title: A line above each.

    Raises:
        InvalidArgument: if there is nothing to show, or it does not fit.
    """
    data = restored(stored(numbered(chart.data(material), list(dict.fromkeys(material.frame["run"])))))
    about = [asdict(each) for each in material.about.values()]
    parts = pages(chart, data, width=width)
    return [
        Figured(
            chart=chart.name,
            data=part,
            width=width,
            title=title,
            caption=caption(chart, data, material),
            page=(place, len(parts)),
            about=about,
        )
        for place, part in enumerate(parts, start=1)
    ]


def save(figure: Figured, folder: Path, forms: Sequence[Format] = FORMATS) -> list[Path]:
    """Write a figure, its table as CSV, its caption as text, and all of it as JSON.

    Args:
        figure: Which.
        folder: Where to; made if it is not there.
        forms: As what.

    Returns:
        The paths, the pictures first.

    Raises:
        JagbenchError: if a file cannot be written.
    """
    files: dict[str, bytes] = {form: figure.picture(form) for form in forms}
    files["csv"] = csv(figure.data).encode("utf-8")
    files["txt"] = f"{figure.caption}\n".encode()
    files["json"] = to_json(figure).encode("utf-8")
    paths = [folder / f"{figure.stem}.{ending}" for ending in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, files.values(), strict=True):
            write_out(path, partial(_write, content))
    except OSError as error:
        raise JagbenchError(
            f"The figure {folder / figure.stem} cannot be written: {error.strerror or error}."
        ) from error
    return paths


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def csv(data: pd.DataFrame) -> str:
    """The table of a figure as CSV text."""
    text = io.StringIO(newline="")
    write_csv(data, text)
    return text.getvalue()


def to_json(figure: Figured) -> str:
    """A figure as JSON, from which `from_json` draws it again."""
    return (
        json.dumps(
            {
                "form": FORM,
                "chart": figure.chart,
                "width": figure.width,
                "title": figure.title,
                "page": list(figure.page),
                "caption": figure.caption,
                "runs": list(figure.about),
                "jagbench": version("jagbench"),
                "matplotlib": version("matplotlib"),
                "data": stored(figure.data),
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )


def from_json(text: str, source: str) -> Figured:
    """A figure from what `to_json` made of it.

    Args:
        text: The JSON.
        source: Where it is from, as an error names it.

    Raises:
        InvalidArgument: if it is something else.
    """
    try:
        read: dict[str, Any] = json.loads(text)
        if read["form"] > FORM:
            raise InvalidArgument(
                f"{source} was made by a newer jagbench ({read['jagbench']}): install that one."
            )
        return Figured(
            chart=chart_named(read["chart"]).name,
            data=restored(read["data"]),
            width=float(read["width"]),
            title=read["title"],
            caption=read["caption"],
            page=(int(read["page"][0]), int(read["page"][1])),
            about=read["runs"],
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        if isinstance(error, InvalidArgument):
            raise
        raise InvalidArgument(
            f"{source} is not the JSON of a figure, as `jagbench plot` writes it beside each figure: "
            f"{_missing(error)}."
        ) from error


def _missing(error: Exception) -> str:
    """What a text lacks of the JSON of a figure, in words."""
    if isinstance(error, json.JSONDecodeError):
        return f"it is no JSON ({error})"
    return f"it has no {error}" if isinstance(error, KeyError) else "some of its values are of another kind"


def stored(data: pd.DataFrame) -> list[dict[str, object]]:
    """A table as columns with their types, so that nothing of it is lost."""
    return [
        {"name": str(name), "type": _type(data[name]), "values": _values(data[name])} for name in data.columns
    ]


def _type(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "truth"
    if pd.api.types.is_integer_dtype(column):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(column) else "text"


def _values(column: pd.Series) -> list[object]:
    kind = _type(column)
    return [_value(value, kind) for value in column.tolist()]


def _value(value: Any, kind: str) -> object:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "number" and not math.isfinite(value):
        return "inf" if value > 0 else "-inf"
    return str(value) if kind == "text" else value


def restored(columns: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The table that `stored` took apart."""
    return pd.DataFrame({column["name"]: _column(column["values"], column["type"]) for column in columns})


def _column(values: Sequence[Any], kind: str) -> Any:
    if kind == "number":
        return np.array([math.nan if value is None else float(value) for value in values], dtype=np.float64)
    if kind == "truth":
        return np.array(values, dtype=np.bool_)
    if kind == "integer":
        return pd.array(values, dtype="Int64") if None in values else np.array(values, dtype=np.int64)
    return pd.Series(["" if value is None else value for value in values], dtype="str")
