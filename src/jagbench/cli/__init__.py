"""The command line: one thin module per command, loaded when it is called."""

import gc
import logging
import os
import sys
import warnings
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from traceback import walk_tb

import click

from jagbench.cli.encoding import write_everything
from jagbench.cli.terminal import forget_no_width, stand_at_the_door
from jagbench.errors import JagbenchError, unknown_name

COMMANDS = {
    "demo": "Run the smoke suite on the embedded model, then write the report.",
    "run": "Ask a model the probes of a suite; always resumable.",
    "hunt": "Find the simplest questions that a model reliably fails.",
    "runs": "List the runs in a folder, with their scores and state.",
    "merge": "Join the shards of a run.",
    "report": "Write the HTML report of one run or more.",
    "plot": "Draw charts for print, with their captions and data.",
    "table": "Print tables for papers: LaTeX, Markdown, CSV or HTML.",
    "cite": "Print BibTeX, a paragraph of methods and a caption for runs.",
    "profile": "Say how jagged runs are, in figures with intervals.",
    "diagnose": "Say which misconceptions explain the wrong answers of a run.",
    "compare": "Compare runs on the same probes: every one against the first.",
    "power": "Say what runs could have found, and how many probes it takes.",
    "critique": "Let a model review the replies of a finished run.",
    "turns": "Say what the turns of conversations show: answers held under pressure, and the like.",
    "trend": "Show how accuracy moves over checkpoints, and which changes hold.",
    "leaderboard": "Put runs in order, and say which cannot be told apart.",
    "calibration": "Measure whether option probabilities match accuracy (logprob runs).",
    "factors": "Model which declared factors make a run fail.",
    "score": "Read and judge replies (again), without asking.",
    "review": "Show uncertain readings to a person, one at a time.",
    "audit": "Hold reading against labelled replies.",
    "export": "Write a run in the form of another tool.",
    "publish": "Put results into Weights & Biases, MLflow or the card of a model.",
    "ladder": "Find the length at which each skill breaks.",
    "probes": "List, show, generate, freeze, check and verify probes.",
    "models": "List the models that can be asked.",
    "doctor": "Say what is installed, which engines work, and what to install.",
}
"""Each command with its one line of help, so that `--help` loads none of them."""


_ALLOCATIONS = 200_000
"""Objects made before cycles among them are looked for: probes and replies are many, and form none."""


class Commands(click.Group):
    """The top of the command line; a command's module is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a first session."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"jagbench.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest a near one."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise unknown_name("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="First steps: jagbench doctor, jagbench demo. Each command has its own --help with an example.",
)
@click.version_option(package_name="jagbench", prog_name="jagbench")
def cli() -> None:
    """Measure jagged intelligence: where a model that solves hard tasks fails elementary ones."""


def main() -> None:
    """Run the command line; errors become one sentence and an exit code.

    Exit codes: 0 for success, 1 for a failure or a gate that fails, 2 for bad use, 3 for a run whose time is
    over, 4 for a gate that is inconclusive, 130 for Ctrl-C (docs/gates.md).
    """
    gc.set_threshold(_ALLOCATIONS)
    write_everything()
    stand_at_the_door()
    forget_no_width()
    # That its folder of settings cannot be written changes nothing: it takes a temporary one.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    warnings.showwarning = _show_warning
    try:
        result = cli.main(prog_name="jagbench", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(result)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except JagbenchError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`jagbench ... | head`); nobody is left to tell.
        _abandon_output()
        sys.exit(1)
    except UnicodeEncodeError as error:
        if not any("\ud800" <= character <= "\udfff" for character in str(error.object)):
            raise
        click.echo(
            f"Error: a library cannot open {error.object!r}, whose name is not UTF-8: rename it, or give a "
            "link to it that has another name.",
            err=True,
        )
        sys.exit(1)
    except OSError as error:
        _abandon_output()
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {where}{error.strerror or error}. What was finished before is kept.", err=True)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("JAGBENCH_TRACEBACK"):
            raise
        plugin = _plugin_at_fault(error)
        blamed = f"the plug-in {plugin!r}" if plugin else "jagbench"
        click.echo(
            f"Error: {blamed} failed where it should not ({type(error).__name__}: {error}). Please report it "
            "to its authors with the command; JAGBENCH_TRACEBACK=1 shows where it happened.",
            err=True,
        )
        sys.exit(1)


def _plugin_at_fault(error: Exception) -> str:
    """The plug-in whose code an error came through; empty where none did."""
    plugins = {
        entry.module.partition(".")[0]: entry.name
        for group in ("jagbench.skills", "jagbench.engines")
        for entry in entry_points(group=group)
    }
    through = [
        str(frame.f_globals.get("__name__", "")).partition(".")[0]
        for frame, _ in walk_tb(error.__traceback__)
    ]
    return next((plugins[name] for name in reversed(through) if name in plugins), "")


def _abandon_output() -> None:
    """Leave unwritten output behind, so that the end of the process does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    _warn_once(f"Warning: {message}")


@cache
def _warn_once(sentence: str) -> None:
    """Say it the first time only: a file that is read several times is damaged each time."""
    click.echo(sentence, err=True)
