"""The `mirror` protocol: does a model know its own words?

Its answer stands beside the reply of another run to the same question, in both orders: which did it write?
Then its answer stands in its own turn, once as it was and once with one character altered: is that what it
wrote? After Bai et al., "Know Thyself? On the Incapability and Implications of AI Self-Recognition" (2025,
arXiv:2510.03399), and Panickssery et al., "LLM Evaluators Recognize and Favor Their Own Generations" (2024,
arXiv:2404.13076).
"""

from collections.abc import Sequence

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.probes.digest import text_digest
from jagbench.runners.engine import Bubble, Message, Picture
from jagbench.runners.pictures import can_draw
from jagbench.runners.protocols import Conversation, Setup
from jagbench.runners.protocols.turns import Turn, asking, assistant, said, user
from jagbench.runners.protocols.wordings import text

ORDERS = ("own as A", "own as B")
"""The arms that ask which of two replies is the model's own."""
PRESENCE = ("unaltered", "altered")
"""The arms that ask whether a reply is what it wrote."""


def turns(argument: str) -> Sequence[Turn]:
    """The requests of the protocol, in order."""
    return (
        Turn(arm="first"),
        *(Turn(arm=arm, wants="a_or_b") for arm in ORDERS),
        *(Turn(arm=arm, wants="yes_or_no") for arm in PRESENCE),
    )


def fits(probe: Probe, argument: str) -> bool:
    """Whether a probe can be shown as this mirror shows it."""
    return argument != "picture" or can_draw(probe.prompt)


def shows_other(argument: str) -> bool:
    """Whether replies of another run are shown: they always are."""
    return True


def altered(reply: str, probe: str) -> str:
    """A reply with one character altered: a digit, else a letter, else the last one doubled.

    Args:
        reply: As it was written.
        probe: Id of the probe, which decides what is altered, so that it is the same every time.
    """
    chosen = int(text_digest("alter", probe), 16)
    for characters in ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        places = [place for place, character in enumerate(reply) if character in characters]
        if places:
            place = places[chosen % len(places)]
            step = 1 + chosen // len(places) % (len(characters) - 1)
            other = characters[(characters.index(reply[place]) + step) % len(characters)]
            return f"{reply[:place]}{other}{reply[place + 1 :]}"
    return reply + reply[-1:]


def mirror(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt; which of two replies is its own, in both orders; and whether its turn is as it was.

    Args:
        probe: What is asked.
        setup: How tokens are drawn, and the replies of another run; with the argument `"picture"` replies are
            shown in a picture of the chat, and not as text.

    Raises:
        InvalidArgument: if the other run has no reply to the probe.
    """
    if setup.other is None or probe.id not in setup.other:
        raise InvalidArgument(f"The other run has no reply to the probe {probe.id}.")
    sampling, language = setup.sampling, probe.language
    first = yield asking(user(probe.prompt), sampling=sampling)
    own, other = said(first).content, setup.other[probe.id]
    pictured = setup.argument == "picture"
    for one, two in ((own, other), (other, own)):
        which = user(text(language, "mirror", "which", prompt=probe.prompt, a=one, b=two))
        if pictured:
            which = _picture(probe, "which_picture", (one, "A"), (two, "B"))
        yield asking(which, sampling=sampling)
    same = user(text(language, "mirror", "same"))
    for shown in (own, altered(own, probe.id)):
        if pictured:
            yield asking(_picture(probe, "same_picture", (shown, "")), sampling=sampling)
        else:
            yield asking(user(probe.prompt), assistant(shown), same, sampling=sampling)


def _picture(probe: Probe, asks: str, *replies: tuple[str, str]) -> Message:
    """A picture of the question and some replies to it, each with its label, and what is asked about it."""
    bubbles = [Bubble(side="assistant", text=reply, label=label) for reply, label in replies]
    picture = Picture(bubbles=(Bubble(side="user", text=probe.prompt), *bubbles))
    return Message(role="user", content=text(probe.language, "mirror", asks), picture=picture)
