"""Building the report: from a frame to one self-contained HTML file."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jagbench.analysis.charts.gallery import Plate, csv, plates
from jagbench.analysis.diagnosis import diagnose
from jagbench.analysis.report.failed import failed, failed_json
from jagbench.analysis.report.profile_sheets import profile_sheets
from jagbench.analysis.report.sheets import sheets
from jagbench.analysis.report.summary import summary
from jagbench.analysis.report.svg import inline
from jagbench.probes import Probe


def render(
    frame: pd.DataFrame,
    about: Mapping[str, Mapping[str, str]],
    probes: Sequence[Probe] = (),
    extents: Mapping[str, str] | None = None,
) -> str:
    """The report of one or several runs as an HTML page that asks nothing of any server.

    The same frame gives the same page. Replies stand in it as data only, and a content security policy
    lets no script run but the page's own.

    Args:
        frame: The frame of the runs.
        about: For each label in the frame's column `run`, what the head of the page says of it: a term
            such as `"suite"` and its text.
        probes: The probes that were asked. Without them wrong answers are not diagnosed, and there is no
            table of consistency.
        extents: For each label how much of its suite the run is about, in words.
    """
    script = _part("report.js")
    diagnosis = diagnose(frame, probes) if probes else None
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            title=", ".join(about),
            about=about,
            policy=_policy(script),
            style=Markup(_part("report.css")),
            script=Markup(script),
            summary=summary(frame, diagnosis, extents),
            figures=[_figure(plate) for plate in plates(frame, diagnosis)],
            sheets=[*profile_sheets(frame, probes), *sheets(frame, diagnosis, probes)],
            asked=len(frame),
            failed=len(failed(frame)),
            unscored=int((frame["verdict"] == "unscored").sum()),
            data=Markup(failed_json(frame)),
            version=version("jagbench"),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("jagbench.analysis.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    return (files("jagbench.analysis.report") / "templates" / name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'"
    )


def _figure(plate: Plate) -> Mapping[str, object]:
    encoded = base64.b64encode(csv(plate.data).encode("utf-8")).decode("ascii")
    label = f"{plate.name}-title"
    return {
        "plate": plate,
        "label": label,
        "svg": Markup(inline(plate, label)),
        "csv": f"data:text/csv;charset=utf-8;base64,{encoded}",
    }
