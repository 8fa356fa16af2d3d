"""What a paper says of runs: BibTeX entries, a paragraph of methods, and a caption."""

from collections.abc import Sequence
from importlib.metadata import version

from jagbench.analysis.charts.caption import provenance
from jagbench.analysis.charts.chart import About, Material
from jagbench.analysis.charts.tables import latex_text
from jagbench.analysis.statistics.cells import cells, records

REFERENCES = {
    "wilson1927": (
        "@article{wilson1927,\n"
        "  author  = {Wilson, Edwin B.},\n"
        "  title   = {Probable Inference, the Law of Succession, and Statistical Inference},\n"
        "  journal = {Journal of the American Statistical Association},\n"
        "  volume  = {22},\n  number  = {158},\n  pages   = {209--212},\n  year    = {1927},\n}\n"
    ),
    "korn1998": (
        "@article{korn1998,\n"
        "  author  = {Korn, Edward L. and Graubard, Barry I.},\n"
        "  title   = {Confidence Intervals for Proportions with Small Expected Number of Positive Counts\n"
        "             Estimated from Survey Data},\n"
        "  journal = {Survey Methodology},\n  volume  = {24},\n  number  = {2},\n  pages   = {193--201},\n"
        "  year    = {1998},\n}\n"
    ),
    "holm1979": (
        "@article{holm1979,\n  author  = {Holm, Sture},\n"
        "  title   = {A Simple Sequentially Rejective Multiple Test Procedure},\n"
        "  journal = {Scandinavian Journal of Statistics},\n  volume  = {6},\n  number  = {2},\n"
        "  pages   = {65--70},\n  year    = {1979},\n}\n"
    ),
}
"""The sources of the intervals and of the correction for many tests."""


def bibtex(material: Material) -> str:
    """Entries for jagbench, in the versions that asked and that judged, and for its statistics."""
    asked = sorted({run.jagbench for run in material.about.values() if run.jagbench})
    versions = f"version {version('jagbench')}"
    if asked and asked != [version("jagbench")]:
        versions += f"; replies were asked for with {', '.join(asked)}"
    suites = ", ".join(dict.fromkeys(_suite(run) for run in material.about.values()))
    own = (
        "@software{jagbench,\n  author  = {{The jagbench authors}},\n"
        "  title   = {jagbench: measuring jagged intelligence},\n"
        f"  version = {{{version('jagbench')}}},\n"
        f"  note    = {{{latex_text(versions)}. Suites: {latex_text(suites)}}},\n}}\n"
    )
    two = len(material.about) > 1
    needed = ["wilson1927", "korn1998", *(["holm1979"] if two else [])]
    return "\n".join([own, *(REFERENCES[key] for key in needed)])


def _suite(run: About) -> str:
    return f"{run.suite} (SHA-256 {run.suite_sha256[:16]})" if run.suite_sha256 else run.suite


def methods(material: Material) -> str:
    """A paragraph that says what was asked of which model, how it was read, and how it was counted."""
    frame, runs = material.frame, list(material.about.values())
    version_said = version("jagbench")
    sentences = [
        f"We asked {_models(runs)} elementary questions of jagbench {version_said} (jagbench), whose "
        "answers are computed exactly and re-derived from the text of each prompt by an independent "
        "oracle.",
        *(_asked(run, material) for run in runs),
        "Replies are read by named rules that align each statement with its prompt; a reply counts as "
        "right when the answer that it commits to equals the right one exactly, in whatever format. "
        "Replies that the engine failed to give are unscored and in no denominator.",
        "Intervals are at 95 %: Wilson scores (wilson1927), with the effective sample size (korn1998) where "
        "variants of one item share a cell.",
    ]
    if len(runs) > 1:
        sentences.append(
            "Runs are compared on the same probes, paired, by an exact sign-flip test over items with Holm's "
            "correction (holm1979)."
        )
    if frame["language"].nunique() > 1:
        sentences.append(f"Questions are in {frame['language'].nunique()} languages.")
    return " ".join(sentences)


def _models(runs: Sequence[About]) -> str:
    models = list(dict.fromkeys(run.model for run in runs))
    return models[0] if len(models) == 1 else f"{', '.join(models[:-1])} and {models[-1]}"


def _asked(run: About, material: Material) -> str:
    part = material.frame[material.frame["run"] == run.label]
    total = records(cells(part))[0]
    whole = "" if run.whole else " This is a part of the suite, and its figures are not those of the whole."
    right = (
        "none of them scored"
        if not total["scored"]
        else f"{total['scored']:,} of them scored and {100 * total['accuracy']:.1f} % right "
        f"(95 % interval {100 * total['low']:.1f} to {100 * total['high']:.1f} %)"
    )
    return (
        f"{run.label} was asked {total['asked']:,} probes of {_suite(run)}, {run.extent}, by the protocol "
        f"{run.protocol} at temperature {run.temperature:g}; {right}.{whole}"
    )


def figure_caption(material: Material) -> str:
    """A caption for a figure or table of one's own: models, suite, n, how it was asked, intervals."""
    return (
        f"{provenance(material)} Intervals are at 95 %: Wilson scores, with the effective sample size where "
        "variants of one item share a cell."
    )
