"""What a command that asked a model ends with: what was found, and what stays without an answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from jagbench.cli.gate_options import Gating, gates_data, print_gates

if TYPE_CHECKING:
    from jagbench.runners.run_directory import RunDirectory


def print_results(
    directories: "Sequence[RunDirectory]",
    *,
    as_json: bool,
    command: str = "run",
    gating: Gating | None = None,
) -> int:
    """Print what runs found: accuracy, interval, the weakest families, and what to do next.

    Args:
        directories: The runs.
        as_json: Whether as JSON.
        command: The command that prints.
        gating: What is demanded of them.

    Returns:
        The exit code that the gates come to; 0 without gates.
    """
    from jagbench.analysis.frame.rows import frames, run_labels
    from jagbench.cli.judged import document
    from jagbench.cli.progress import Judging
    from jagbench.cli.result import ending, next_command, run_results

    labels = run_labels(directories)
    with Judging() as progress:
        table = frames(directories, on_judged=progress) if directories else None
    demanded = gating or Gating()
    gates = [] if table is None else demanded.decide(table)
    if table is not None:
        demanded.write(command, table, gates)
    if as_json:
        runs = [] if table is None else run_results(dict(zip(labels, directories, strict=True)), table)
        own = {} if gating is None else {"gates": gates_data(gates)}
        click.echo(document(command, runs, **own))
        return demanded.exit_code(gates)
    if table is None:
        return 0
    for label, directory in zip(labels, directories, strict=True):
        for line in ending(directory, table[table["run"] == label]):
            click.echo(line)
        if len(directories) > 1:
            click.echo()
    click.echo(f"Next: {next_command(directories)}")
    if gates:
        print_gates(gates)
    return demanded.exit_code(gates)


def complain_of_thoughts(directory: "RunDirectory") -> None:
    """Say on standard error where many replies ended inside a thought, and where a switch did nothing.

    Args:
        directory: The run.
    """
    replies = thoughts = cut = 0
    for reply in directory.iter_replies():
        replies += reply.finish_reason != "error"
        thoughts += bool(reply.thinking)
        cut += reply.finish_reason == "length" and not reply.text and bool(reply.thinking)
    manifest = directory.manifest
    switched = {"thinking:on": True, "thinking:off": False}.get(manifest.protocol, manifest.thinking)
    off = "--protocol thinking:off" if manifest.protocol == "thinking:on" else "--thinking off"
    if 10 * cut > replies:
        click.echo(
            f"{cut} of {replies} replies were cut while the model was still thinking, without an answer: "
            f"give it room with --thinking-tokens 8192{'' if switched is False else f', or give {off}'}.",
            err=True,
        )
    if switched is False and thoughts:
        click.echo(
            f"{thoughts} of {replies} replies have thoughts although thinking was switched off: the model or "
            "its server does not heed the switch.",
            err=True,
        )
    if switched and replies and not thoughts:
        click.echo(
            f"Thinking was switched on, and none of {replies} replies shows a thought: the model does not "
            "think, or its server keeps thoughts to itself.",
            err=True,
        )


def complain_of_failures(directory: "RunDirectory") -> None:
    """Check that no probe of a run is without an answer.

    Raises:
        JagbenchError: if there are some: how many, why, and how to ask them again.
    """
    from jagbench.errors import JagbenchError
    from jagbench.runners.missing import unanswered

    left = unanswered(directory)
    if left.probes:
        count = sum(1 for _ in directory.iter_probes())
        raise JagbenchError(
            f"{len(left.probes)} of {count} probes stay unscored because the engine failed, "
            f"the first of them with: {left.why or 'no reply.'} The same command asks only those again."
        )
