"""Building the report: from a frame to one self-contained HTML file."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jagbench.analysis.charts.figure import csv
from jagbench.analysis.report.data import packed
from jagbench.analysis.report.section import Material, Plot
from jagbench.analysis.report.sections import sections
from jagbench.analysis.report.svg import inline
from jagbench.probes import Probe

_SCRIPTS = ("tables.js", "data.js", "address.js", "reply.js", "replies.js")
"""The parts of the page's script, in the order in which they need one another."""


def render(
    frame: pd.DataFrame,
    about: Mapping[str, Mapping[str, str]],
    probes: Sequence[Probe] = (),
    extents: Mapping[str, str] | None = None,
    hunts: Mapping[str, Mapping[str, Any]] | None = None,
    cautions: Mapping[str, Sequence[str]] | None = None,
    turns: pd.DataFrame | None = None,
) -> str:
    """The report of one or several runs as an HTML page that asks nothing of any server.

    The same frame gives the same page. Replies stand in it as compressed data, and a content security policy
    lets no script run but the page's own.

    Args:
        frame: The frame of the runs.
        about: For each label in the frame's column `run`, what the head of the page says of it: a term
            such as `"suite"` and its text.
        probes: The probes that were asked. Without them wrong answers are not diagnosed, and nothing is said
            of variants and famous questions.
        extents: For each label how much of its suite the run is about, in words.
        hunts: For each label of a hunt the content of its `hunt.json`.
        cautions: For each label what is said of the run before anything else, in sentences.
        turns: The figures of the runs that ask in several turns, as
            `jagbench.analysis.turns.together.figures_together` gives them.
    """
    material = Material(
        frame=frame,
        about=about,
        probes=probes,
        extents=extents or {},
        hunts=hunts or {},
        cautions=cautions or {},
        turns=turns,
    )
    data = packed(frame, about, probes)  # first, as it is compressed while the sections are made
    return page(
        "report.html.j2",
        scripts=_SCRIPTS,
        title=", ".join(about),
        about=about,
        extents=material.extents,
        sections=sections(material),
        asked=len(frame),
        data=data,
    )


def page(template: str, *, scripts: Sequence[str], **content: object) -> str:
    """A page from its template, with the style of all pages and a policy that lets only its script run.

    Args:
        template: Its name in the folder `templates`.
        scripts: The parts of its script, files of that folder.
        content: What the template is given.
    """
    script = f"(() => {{\n{''.join(map(_part, scripts))}}})();\n"
    return (
        _environment()
        .get_template(template)
        .render(
            policy=_policy(script),
            style=Markup(_part("page.css")),
            script=Markup(script),
            version=version("jagbench"),
            plot=_plot,
            **content,
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


def _plot(plot: Plot) -> Mapping[str, object]:
    figure = plot.figure
    encoded = base64.b64encode(csv(figure.data).encode("utf-8")).decode("ascii")
    label = f"figure-{figure.stem}"
    phone = plot.phone
    return {
        "label": label,
        "svg": Markup(inline(figure, figure.stem, label, plot.links)),
        "phone": None if phone is None else Markup(inline(phone, f"{figure.stem}-phone", label)),
        "csv": f"data:text/csv;charset=utf-8;base64,{encoded}",
    }
