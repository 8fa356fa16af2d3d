"""The replies of another run that a protocol shows: what a critic reviews, what stands beside own words.

They are kept in the run's own folder, in the form of a journal, so that the run can go on and be read
without the other one.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jagbench.errors import InvalidArgument
from jagbench.runners.journal import to_line
from jagbench.runners.manifest import Other
from jagbench.runners.protocols import answer_turn, parse_protocol
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """The replies of another run."""

    about: Other
    """Which run it is."""
    replies: Sequence[Reply]
    """Its final answer to each probe, of the first sample, in a fixed order; none that failed."""

    @property
    def texts(self) -> Mapping[str, str]:
        """What it says, by probe."""
        return {reply.probe: reply.text for reply in self.replies}


def partner_of(run: RunDirectory) -> Partner:
    """The replies of a run as another one shows them.

    Args:
        run: The run.

    Raises:
        JagbenchError: if its files are damaged.
    """
    turn = answer_turn(run.manifest.protocol)
    replies = sorted(
        (
            reply
            for reply in run.iter_replies()
            if reply.turn == turn
            and reply.sample == 0
            and not reply.recheck
            and reply.finish_reason != "error"
            and reply.text
        ),
        key=lambda reply: reply.probe,
    )
    manifest = run.manifest
    content = "".join(f"{reply.probe} {len(reply.text)} {reply.text}\n" for reply in replies)
    about = Other(
        path=str(run.path),
        model=manifest.model,
        suite=manifest.suite,
        protocol=manifest.protocol,
        replies_sha256=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return Partner(about=about, replies=replies)


def needed_partner(protocol: str, given: RunDirectory | None, there: RunDirectory | None) -> Partner | None:
    """The replies that a protocol shows, from the run that is given, or from the one that has been begun.

    Args:
        protocol: Its name with its argument.
        given: The other run; None where none is given.
        there: The run that has been begun with it; None where none has.

    Returns:
        None for a protocol that shows none.

    Raises:
        InvalidArgument: if the protocol needs another run and there is none, or takes none and one is given.
    """
    takes = parse_protocol(protocol)[0].shows_other(parse_protocol(protocol)[1])
    if not takes:
        if given is not None:
            raise InvalidArgument(
                f"The protocol {protocol!r} shows no replies of another run: leave out --of {given.path}."
            )
        return None
    if given is not None:
        return partner_of(given)
    if there is None or there.manifest.other is None:
        raise InvalidArgument(
            f"The protocol {protocol!r} shows the replies of another run: give its folder with --of RUN."
        )
    return Partner(about=there.manifest.other, replies=there.other_replies())


def lines(partner: Partner) -> str:
    """The replies in the form of a journal."""
    return "".join(map(to_line, partner.replies))
