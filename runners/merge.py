"""Joining the shards of a run, each asked by a process of its own, into one run."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain, islice, zip_longest
from pathlib import Path

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.runners.journal import to_line
from jagbench.runners.names import default_folder
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import parse_shard

_BATCH = 10_000
"""Replies written at once."""


def merge(folders: Sequence[Path | str], out: Path | str | None = None) -> RunDirectory:
    """Join all shards of a run. The shards stay as they are; joining them again changes nothing.

    Args:
        folders: The folder of every shard.
        out: Folder of the whole run; by default the one that it would have without shards.

    Returns:
        The whole run; what a shard has no reply to, `jagbench.runners.run.run` without a shard asks.

    Raises:
        InvalidArgument: if one is no shard, a shard is missing or there twice, or they are not of one run.
        JagbenchError: if a process writes to one of them, or the whole cannot be written.
    """
    shards = _checked([RunDirectory.open(folder) for folder in folders])
    whole = replace(shards[0].manifest, shard=None)
    out = (
        Path(out)
        if out is not None
        else default_folder(whole.model, whole.suite, whole.protocol, selection=whole.selection)
    )
    with ExitStack() as held:
        for shard in shards:
            held.enter_context(RunDirectory.create_or_open(shard.path, shard.manifest))
        merged = held.enter_context(RunDirectory.create_or_open(out, whole))
        merged.add_examples(shards[0].examples())
        merged.add_other("".join(map(to_line, shards[0].other_replies())))
        merged.add_probes(_in_turn(shards))
        _copy(chain.from_iterable(shard.iter_replies() for shard in shards), merged)
        merged.compact()
    return merged


def _checked(runs: Sequence[RunDirectory]) -> list[RunDirectory]:
    """The shards by number, all there and of one run."""
    shards: dict[int, RunDirectory] = {}
    first = runs[0].manifest
    count = 0
    for run in runs:
        if run.manifest.shard is None:
            raise InvalidArgument(f"{run.path} is no shard: give folders that `jagbench run --shard` made.")
        shard = parse_shard(run.manifest.shard)
        if shard.number in shards:
            raise InvalidArgument(
                f"{run.path} and {shards[shard.number].path} both hold shard {shard}: give each once."
            )
        count = count or shard.count
        same_run = replace(
            first, shard=run.manifest.shard, samples=run.manifest.samples, recheck=run.manifest.recheck
        )
        run.refuse_other(same_run)
        if shard.count != count or (first.samples, first.recheck) != (
            run.manifest.samples,
            run.manifest.recheck,
        ):
            raise InvalidArgument(
                f"{run.path} is not of the same run as {runs[0].path}: its number of shards, samples or "
                "rechecks differs. Give the shards of one run."
            )
        shards[shard.number] = run
    if missing := [str(number) for number in range(1, count + 1) if number not in shards]:
        raise InvalidArgument(f"Of {count} shards these are missing: {', '.join(missing)}. Give all of them.")
    return [shards[number] for number in sorted(shards)]


def _in_turn(shards: Sequence[RunDirectory]) -> Iterable[Probe]:
    """The probes of the shards, one of each in turn, as they were dealt out."""
    rounds = zip_longest(*(shard.iter_probes() for shard in shards))
    return (probe for each in rounds for probe in each if probe is not None)


def _copy(replies: Iterable[Reply], merged: RunDirectory) -> None:
    with merged.open_journal() as journal:
        new = (reply for reply in replies if journal.find(reply.key) is None)
        while batch := list(islice(new, _BATCH)):
            journal.write(batch)
