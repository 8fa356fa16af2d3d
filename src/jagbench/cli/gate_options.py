"""The options by which a command decides for a pipeline: gates, and the files that say what came out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jagbench.cli.judged import make_folder_of, write, writing

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.analysis.compare.paired import Comparison
    from jagbench.analysis.gates import Demand, Gate

Command = TypeVar("Command", bound=Callable[..., Any])

FAILED = 1
"""Exit code where a gate fails."""

INCONCLUSIVE = 4
"""Exit code where no gate fails and one is inconclusive."""

_WORSE = click.option(
    "--fail-if-worse",
    "worse",
    multiple=True,
    metavar="[PART=]MARGIN",
    help="End with 1 where the paired interval says worse by more than this share (0.02 or 2%), with 4 where "
    "it says neither. PART is a family, a skill, or family or skill for each; may be given several times.",
)
_OPTIONS = (
    click.option(
        "--fail-under",
        "under",
        multiple=True,
        metavar="[PART=]SHARE",
        help="End with 1 where the interval of accuracy is under this share (0.9 or 90%), with 4 where the "
        "share lies within. PART is a family, a skill, or family or skill for each; may be given again.",
    ),
    click.option(
        "--allow-inconclusive", is_flag=True, help="End with 0, not with 4, where a gate is inconclusive."
    ),
    click.option(
        "--junit",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write the gates as JUnit XML.",
    ),
    click.option(
        "--summary",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help='Add a summary in Markdown to the end of FILE, such as "$GITHUB_STEP_SUMMARY".',
    ),
)
NAMES = ("worse", "under", "allow_inconclusive", "junit", "summary")
"""What the options are called in a command."""


def gate_options(command: Command) -> Command:
    """Add the options to a command; `Gating.read` takes what they give."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def worse_option(command: Command) -> Command:
    """Add the option for a command that compares."""
    return _WORSE(command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gating:
    """What a call demands, and where it says what came out."""

    worse: "Sequence[Demand]" = ()
    under: "Sequence[Demand]" = ()
    allow_inconclusive: bool = False
    junit: Path | None = None
    summary: Path | None = None

    @staticmethod
    def read(
        *,
        worse: Sequence[str] = (),
        under: Sequence[str] = (),
        allow_inconclusive: bool = False,
        junit: Path | None = None,
        summary: Path | None = None,
    ) -> "Gating":
        """The options, checked before anything is done.

        Raises:
            InvalidArgument: if a demand is none, or there is nothing for an option to say.
            JagbenchError: if the folder of a file cannot be made.
        """
        from jagbench.analysis.gates import parse_demand
        from jagbench.errors import InvalidArgument

        if not worse and not under:
            for option, given in (("--junit", junit), ("--allow-inconclusive", allow_inconclusive or None)):
                if given is not None:
                    raise InvalidArgument(
                        f"{option} is for gates: give --fail-under, or to compare --fail-if-worse."
                    )
        for path in (junit, summary):
            if path is not None:
                make_folder_of(path)
        demands = [parse_demand(text) for text in under]
        if any(demand.limit == 0 for demand in demands):
            raise InvalidArgument("No accuracy is under 0: give --fail-under a share such as 0.9 or 90%.")
        return Gating(
            worse=[parse_demand(text) for text in worse],
            under=demands,
            allow_inconclusive=allow_inconclusive,
            junit=junit,
            summary=summary,
        )

    def check_parts(self, suites: Sequence[str]) -> None:
        """Refuse demands on parts that suites do not have, before a model is asked.

        Args:
            suites: Names or files.

        Raises:
            InvalidArgument: if a part is in none of the probes of a suite.
        """
        from jagbench.analysis.gates.decision import check_part
        from jagbench.probes import load

        if any(demand.part != "all" for demand in self.under):
            for suite in dict.fromkeys(suites):
                skills = {probe.skill for probe in load(suite).probes}
                for demand in self.under:
                    check_part(demand.part, sorted(skills), suite)

    def decide(
        self, frame: "pd.DataFrame", *, against: str | None = None, strict: bool = False
    ) -> "list[Gate]":
        """Decide all gates.

        Args:
            frame: The frame of the runs.
            against: Label of the run that the others are held against, where they are compared; it is not
                held to a share itself.
            strict: Whether only right answers in the format asked for count.

        Raises:
            InvalidArgument: if a part is in none of the replies, or the runs cannot be paired.
        """
        from jagbench.analysis.gates.decision import count_parts, not_under, not_worse

        others = frame if against is None else frame[frame["run"] != against]
        counts = [count_parts(others, demands) for demands in (self.worse, self.under)]
        worse = (
            not_worse(frame, self.worse, against=against, strict=strict, together=counts[1])
            if self.worse and against is not None
            else []
        )
        under = not_under(others, self.under, strict=strict, together=counts[0]) if self.under else []
        return [*worse, *under]

    def write(
        self,
        command: str,
        frame: "pd.DataFrame",
        gates: "Sequence[Gate]",
        *,
        compared: "Comparison | None" = None,
    ) -> None:
        """Write the files that were asked for.

        Args:
            command: The name of the command.
            frame: The frame of the runs.
            gates: What was decided.
            compared: What was compared.

        Raises:
            JagbenchError: if a file cannot be written.
        """
        if self.junit is not None:
            from jagbench.analysis.gates.junit import junit

            write(self.junit, junit(gates))
        if self.summary is not None:
            from jagbench.analysis.gates.summary import summary
            from jagbench.analysis.measures.results import opening

            said = {str(run): opening(rows) for run, rows in frame.groupby("run", sort=False)}
            text = summary(command, frame, gates, compared=compared, said=said)
            with writing(self.summary), self.summary.open("ab") as file:
                file.write(text.encode("utf-8", "replace"))

    def exit_code(self, gates: "Sequence[Gate]") -> int:
        """What a command ends with after these gates."""
        from jagbench.analysis.gates import outcome

        codes = {"holds": 0, "fails": FAILED, "inconclusive": 0 if self.allow_inconclusive else INCONCLUSIVE}
        return codes[outcome(gates)]


def gates_data(gates: "Sequence[Gate]") -> list[Mapping[str, object]]:
    """Gates as `--json` has them (docs/json.md)."""
    from dataclasses import asdict

    return [{**asdict(gate), "sentence": gate.sentence} for gate in gates]


def print_gates(gates: "Sequence[Gate]") -> None:
    """Print what was decided, one line a gate; of gates that hold only the count where there are many."""
    failing = [gate for gate in gates if gate.verdict != "holds"]
    holding = [gate for gate in gates if gate.verdict == "holds"]
    few = len(holding) <= _MOST_HOLDING
    for gate in [*failing, *(holding if few else [])]:
        click.echo(f"Gate: {gate.sentence}")
    if not few:
        click.echo(f"Gate: {len(holding)} others hold.")
    if gates and gates[0].level > _ALONE:
        click.echo(
            f"{len(gates)} gates; those of one run are decided together, so their intervals are at "
            f"{100 * max(gate.level for gate in gates):.4g} %."
        )


_MOST_HOLDING = 5
_ALONE = 0.9500001
