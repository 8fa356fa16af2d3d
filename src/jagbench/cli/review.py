"""`jagbench review`: people read the replies that the machine is unsure of."""

import getpass
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from jagbench.cli.numbers import whole

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from jagbench.analysis.checking.review import Agreement
    from jagbench.analysis.reading import Outcome

ROOM = 4_000
"""Characters of a reply that are shown at once."""

_VERDICTS = ("correct", "wrong", "contradictory", "no_answer", "refused", "truncated")
_OUTCOMES: Mapping[str, "Outcome"] = {
    "/contradictory": "contradictory",
    "/no_answer": "no_answer",
    "/refused": "refused",
    "/truncated": "truncated",
}
_ASK_ANSWER = f"what does it commit to? (an answer, or {', '.join(_OUTCOMES)}; empty: back) "


@click.command(
    name="review",
    epilog="\b\nWhat to type:\n"
    "  a             accept: the reply says what was read\n"
    "  c 9.11        correct: it commits to this answer instead\n"
    "  c /refused    correct: it commits to none; /contradictory, /no_answer, /truncated likewise\n"
    "  s             skip: it comes again another time\n"
    "  f             show all of a long reply\n"
    "  q             quit\n\n"
    "\b\nExample:\n  jagbench review runs/llamacpp-smollm2-smoke-v2-direct\n"
    "  jagbench review runs/a --all --count 100 --seed 7 --reviewer ada\n"
    "  jagbench score runs/a --reviewed",
)
@click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--reviewer", help="Who reviews.  [default: the login name]")
@click.option("--all", "every", is_flag=True, help="Show all replies with text, not only uncertain readings.")
@click.option("--rule", "rules", multiple=True, help="Show what this reading rule decided; repeatable.")
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(_VERDICTS),
    help="Show what has this verdict; repeatable.",
)
@click.option("--skill", "skills", multiple=True, help="Show only replies to this skill; repeatable.")
@click.option("--count", type=whole(1), help="Show so many at most, reviewed ones included.")
@click.option("--seed", type=whole(0), default=0, show_default=True, help="Seed of the order.")
@click.option("--json", "as_json", is_flag=True, help="Print the agreement as JSON.")
def command(
    run: Path,
    reviewer: str | None,
    every: bool,
    rules: Sequence[str],
    verdicts: Sequence[str],
    skills: Sequence[str],
    count: int | None,
    seed: int,
    as_json: bool,
) -> None:
    """Show uncertain readings of RUN one at a time; accept, correct or skip them.

    Uncertain are replies without one answer, and answers found by weighing statements where another could
    stand in their place (docs/scoring.md). Reviews are kept in the run's folder at once; the same command
    goes on where it was left. They change no score unless `jagbench score --reviewed` asks for it. At the
    end the agreement of your reviews with the machine's readings is printed. The right answer is not shown.
    """
    from rich.console import Console

    from jagbench.analysis.checking.review import Choice, agreement, chosen, reviews, standing
    from jagbench.analysis.frame.rows import frame
    from jagbench.cli.progress import Judging
    from jagbench.errors import InvalidArgument
    from jagbench.runners.run_directory import RunDirectory

    directory = RunDirectory.open(run)
    reviewer = reviewer or _login_name()
    with Judging() as progress:
        table = frame(directory, on_judged=progress)
    if table.empty:
        raise InvalidArgument(f"{run} has no probe yet: `jagbench run` has to ask it first.")
    choice = Choice(every=every, rules=rules, verdicts=verdicts, skills=skills, seed=seed)
    done = standing(table, [each for each in reviews(directory) if each.reviewer == reviewer])
    session = _Session(directory, reviewer, Console(stderr=True, highlight=False))
    places = [place for place in islice(chosen(table, choice), count) if place not in done]
    for number, place in enumerate(places, start=1):
        if not session.show(table.iloc[place].to_dict(), f"{number}/{len(places)}"):
            break
    if not places:
        session.say("Nothing is left to review here: --all, --rule or --verdict choose other replies.")
    own = [each for each in reviews(directory) if each.reviewer == reviewer]
    found = agreement(table, own)
    click.echo(json.dumps(_as_json(found, reviewer)) if as_json else _as_text(found, reviewer))


def _login_name() -> str:
    from jagbench.errors import InvalidArgument

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise InvalidArgument("This login has no name: give yours with --reviewer NAME.") from error


class _Decision(NamedTuple):
    outcome: "Outcome"
    answer: str | None


class _Session:
    """Shows replies on standard error and takes decisions from standard input, a terminal or not.

    Args:
        directory: The run that keeps the reviews.
        reviewer: Who decides.
        console: Where replies are shown.
    """

    def __init__(self, directory: Any, reviewer: str, console: "Console") -> None:
        self._directory = directory
        self._reviewer = reviewer
        self._console = console
        self._lines: TextIO = sys.stdin or StringIO()  # there may be no standard input
        reconfigure = getattr(self._lines, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")

    def say(self, text: "str | Text") -> None:
        """Print a line."""
        self._console.print(text, markup=False, soft_wrap=True)

    def show(self, record: Mapping[Any, Any], number: str) -> bool:
        """Show one reply and keep what is decided; False to quit."""
        self.say("")
        self.say(
            f"{number}  {record['skill']}, level {record['level']}, "
            f"probe {record['probe']}, sample {record['sample']}"
        )
        self._text("question", shown(record["prompt"]))
        self._text("reply", _reply(record, ROOM))
        self.say(f"read: {_machine(record)}")
        while True:
            typed = self._ask("accept, correct, skip, quit? [a/c/s/q] ")
            word, _, rest = (typed or "q").partition(" ")
            match word.lower():
                case "q" | "quit":
                    return False
                case "s" | "skip":
                    return True
                case "f" | "full":
                    self._text("reply", _reply(record, len(record["reply"])))
                case "a" | "accept":
                    self._keep(record, _accepted(record))
                    return True
                case "c" | "correct":
                    decision = self._corrected(rest.strip(), record)
                    if decision is not None:
                        self._keep(record, decision)
                        return True
                case _:
                    self.say("Type a, c, s, q, or f for all of a long reply.")

    def _corrected(self, typed: str, record: Mapping[Any, Any]) -> _Decision | None:
        from jagbench.analysis.checking.review import as_answer

        typed = typed or self._ask(_ASK_ANSWER) or ""
        if not typed:
            return None
        if typed in _OUTCOMES:
            return _Decision(_OUTCOMES[typed], None)
        answer = None if typed.startswith("/") else as_answer(typed, record)
        if answer is None:
            self.say(
                f"{shown(typed)} is no answer of the kind {record['kind']!r}, "
                f"and none of {', '.join(_OUTCOMES)}."
            )
            return None
        return _Decision("answered", answer)

    def _keep(self, record: Mapping[Any, Any], decision: _Decision) -> None:
        from jagbench import __version__
        from jagbench.analysis.checking.review import Review, add_review, verdict_of
        from jagbench.analysis.frame.kept import digest

        add_review(
            self._directory,
            Review(
                probe=record["probe"],
                sample=int(record["sample"]),
                reply_digest=digest(record["reply"], record["finish_reason"]),
                reviewer=self._reviewer,
                time=datetime.now(UTC).isoformat(timespec="seconds"),
                outcome=decision.outcome,
                answer=decision.answer,
                verdict=verdict_of(decision.outcome, decision.answer, record),
                machine={name: record[name] for name in ("verdict", "reading", "rule")},
                jagbench=__version__,
            ),
        )
        said = decision.outcome if decision.answer is None else shown(decision.answer)
        self.say(f"kept: {said}")

    def _ask(self, question: str) -> str | None:
        """The next line; None at the end of the input."""
        self._console.print(question, end="", markup=False, soft_wrap=True)
        line = self._lines.readline()
        if not self._lines.isatty():
            self.say(shown(line.rstrip("\n")))  # no terminal has echoed it
        return line.strip() if line else None

    def _text(self, name: str, text: "str | Text") -> None:
        self.say(f"--- {name}")
        self.say(text)
        self.say("---")


def shown(text: str) -> str:
    """A text that can do nothing to a terminal: all but print, spaces, tabs and line ends is escaped."""
    return "".join(
        character if _is_harmless(character) else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def _is_harmless(character: str) -> bool:
    return character.isprintable() or character in "\n\t" or unicodedata.category(character) == "Zs"


def _reply(record: Mapping[Any, Any], room: int) -> "Text":
    """A reply with what was read in it set off; of a long one the two ends."""
    from rich.text import Text

    reply, start, end = record["reply"], record["span_start"], record["span_end"]
    cuts = sorted({0, len(reply), *(place for place in (start, end) if place >= 0)})
    text = Text()
    for first, last in pairwise(cuts):
        text.append(_cut(reply[first:last], room), style="reverse" if first == start else "")
    return text


def _cut(part: str, room: int) -> str:
    if len(part) <= room:
        return shown(part)
    half = room // 2
    return f"{shown(part[:half])}\n[{len(part) - 2 * half:,} characters left out]\n{shown(part[-half:])}"


def _machine(record: Mapping[Any, Any]) -> str:
    answered = record["verdict"] in ("correct", "wrong")
    said = shown(record["reading"]) if answered else record["verdict"]
    return f"{said}  (rule {record['rule']})"


def _accepted(record: Mapping[Any, Any]) -> _Decision:
    if record["verdict"] in ("correct", "wrong"):
        return _Decision("answered", record["reading"])
    return _Decision(record["verdict"], None)


def _as_json(found: "Agreement", reviewer: str) -> Mapping[str, object]:
    counted = {f"{machine} -> {person}": count for (machine, person), count in found.verdicts.items()}
    bounds = (found.low, found.high) if found.reviewed else (None, None)
    return {
        "reviewer": reviewer,
        "reviewed": found.reviewed,
        "agreed": found.agreed,
        "low": bounds[0],
        "high": bounds[1],
        "kappa": found.kappa,
        "verdicts": counted,
    }


def _as_text(found: "Agreement", reviewer: str) -> str:
    if not found.reviewed:
        return f"{reviewer} has reviewed no reply of this run yet."
    share = found.agreed / found.reviewed
    kappa = (
        "does not stand: both gave one and the same verdict throughout"
        if found.kappa is None
        else f"{found.kappa:.2f}"
    )
    other = [
        f"  {machine} -> {person}: {count}"
        for (machine, person), count in sorted(found.verdicts.items())
        if machine != person
    ]
    return "\n".join(
        [
            f"{reviewer} and the machine read {found.agreed} of {found.reviewed} reviewed replies alike: "
            f"{share:.1%} (95 %: {found.low:.1%} to {found.high:.1%}).",
            f"Cohen's kappa of the verdicts: {kappa}.",
            *(["verdicts (machine -> reviewer):", *other] if other else []),
        ]
    )
