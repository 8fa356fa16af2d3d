"""A suite as a data set of the Hugging Face hub: a folder with a card and one Parquet file."""

from collections import Counter
from collections.abc import Mapping

from jagbench.probes.suite import Suite
from jagbench.probes.table import export

DATA = "data/test-00000-of-00001.parquet"
"""Where the probes stand in the folder."""

_MENDED = (
    "Known defects of its words, by skill and language; fresh probes of the generators do not have them:"
)
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def dataset_folder(suite: Suite) -> Mapping[str, bytes]:
    """The files of the folder by their paths: `README.md`, the card, and the probes.

    Each row has the columns of `jagbench.probes.table`, the target reply among them, and those of
    `Suite.provenance`.

    Args:
        suite: Which one.
    """
    content = export(suite.probes, "parquet", suite.provenance)
    return {"README.md": _card(suite).encode(), DATA: content}


def _card(suite: Suite) -> str:
    name = suite.provenance["suite"]
    languages = sorted({probe.language for probe in suite.probes})
    families = Counter(probe.family for probe in suite.probes)
    size = next((words for most, words in _SIZES if len(suite) < most), "1M<n<10M")
    licence = suite.provenance.get("licence", "")
    canary = suite.provenance.get("canary", "")
    head = [
        "---",
        f"pretty_name: {_quoted(name)}",
        *([f"license: {licence.lower()}"] if licence else []),
        "language:",
        *(f"- {language}" for language in languages),
        "task_categories:",
        "- question-answering",
        "tags:",
        "- benchmark",
        "- jagged-intelligence",
        "- jagbench",
        "size_categories:",
        f"- {size}",
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: test",
        f"    path: {DATA}",
        "---",
    ]
    rows = [f"| {family} | {count:,} |" for family, count in families.items()]
    mended: Mapping[str, str] = suite.card.get("mended", {})
    body = [
        f"# {name}",
        str(suite.card.get("about", "Probes of jagbench.")),
        f"{len(suite):,} elementary questions whose answers are certain, in the order of the suite. "
        "Evaluation only: please do not train on them.",
        "\n".join(
            ["| | |", "|---|---|", f"| suite | {name} |", f"| SHA-256 of its file | `{suite.sha256}` |"]
        )
        + (f"\n| licence | {licence} |" if licence else "")
        + (f"\n| canary | `{canary}` |" if canary else ""),
        "\n".join(["| family | probes |", "|---|---:|", *rows]),
        "`prompt` is what is asked, `answer` the bare value that is right, `also` others that are, `target` "
        "what a perfect model would write in the form asked for, `options` the candidates of a choice, "
        "`lures` the wrong answers that named misconceptions predict (JSON), `params` the declared factors "
        "(JSON). Rows with the same `item` are variants of one question. Replies are judged by "
        "`jagbench.score`.",
        *([f"{_MENDED}\n\n{_list(mended)}"] if mended else []),
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(body) + "\n"


def _list(mended: Mapping[str, str]) -> str:
    return "\n".join(f"- `{cell}`: {what}" for cell, what in mended.items())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
