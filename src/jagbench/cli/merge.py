"""`jagbench merge`: join the shards of a run."""

from pathlib import Path

import click


@click.command(
    name="merge",
    epilog="\b\nExample:\n  jagbench run llamacpp:smollm2 --shard 1/2\n"
    "  jagbench run llamacpp:smollm2 --shard 2/2\n"
    "  jagbench merge runs/llamacpp-smollm2-smoke-v2-direct-shard-*",
)
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the run.  [default: runs/MODEL-SUITE-PROTOCOL]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(runs: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Join the shards of a run, RUNS, into one run.

    The shards stay as they are. What a shard has no reply to is asked by `jagbench run` without --shard.
    """
    from jagbench.cli.run_end import complain_of_failures, print_results
    from jagbench.runners.merge import merge

    merged = merge(runs, out)
    print_results([merged], as_json=as_json, command="merge")
    complain_of_failures(merged)
