"""Whether a model finds an error in its own words as well as in those of the user.

The blind spot is that of Tsui (2025, arXiv:2507.02778): one less what is corrected of errors in the model's
own turn, over what is corrected of the same errors in the user's message.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from jagbench.analysis.frame.rows import same_answer
from jagbench.analysis.turns.answers import column
from jagbench.analysis.turns.figures import Figure, compared, difference, flags, ratio, share
from jagbench.probes import Probe
from jagbench.runners.protocols.selfcorrect import INJECTED
from jagbench.runners.protocols.turns import lure_of


def with_injected(table: pd.DataFrame, probes: Mapping[str, Probe], argument: str) -> pd.DataFrame:
    """Conversations with the misconception whose lure was injected, and whether an answer stays with it.

    Args:
        table: What `jagbench.analysis.turns.answers.conversations` gives.
        probes: The probes by id.
        argument: That of the protocol, empty.

    Returns:
        The same with `misconception`, and `ARM.1.lure` for each arm in which it was injected.
    """
    asked = [probes[probe] for probe in table["probe"].tolist()]
    lures = [lure_of(probe) for probe in asked]
    stays = {
        f"{column(arm)}.lure": [
            lure is not None and same_answer(probe, reading, lure[1])
            for reading, lure, probe in zip(
                table[f"{column(arm)}.reading"].tolist(), lures, asked, strict=True
            )
        ]
        for arm in INJECTED
    }
    return table.assign(misconception=["" if lure is None else lure[0] for lure in lures], **stays)


def selfcorrect_figures(table: pd.DataFrame, argument: str) -> list[Figure]:
    """The measures of the protocol `selfcorrect`.

    Args:
        table: What `with_injected` gives, of one run or a part of it.
        argument: That of the protocol, empty.

    Returns:
        `corrected`, right answers where a lure was injected, as the model's own turn (`own`), the `user`'s
        message, and its own turn with "Wait" behind it (`wait`), and how they differ from `own`; `blind
        spot`, one less the ratio of `own`, and of `wait`, to `user`; `keeps the lure`, answers that are
        still the lure; and of the model's own first answers the `accuracy` before and after the check,
        `right to wrong` of those that were right, and `wrong to right` of the others.
    """
    items = table["item"].tolist()
    everyone = np.ones(len(table), dtype=np.bool_)
    own, user, wait = (flags(table, column(arm)) for arm in INJECTED)
    first, check = flags(table, column("first")), flags(table, column("check"))
    figures = [
        *compared("corrected", 1, everyone, ("user", "own"), (user, own), items),
        share("corrected", "wait", 1, wait, items),
        difference("corrected", ("wait", "own"), 1, wait, own, items),
        ratio("blind spot", "own", own, user, items),
        ratio("blind spot", "wait", wait, user, items),
    ]
    figures += [
        share("keeps the lure", arm, 1, flags(table, f"{column(arm)}.lure"), items) for arm in INJECTED
    ]
    figures += compared("accuracy", 1, everyone, ("check", "first"), (check, first), items)
    for measure, counts, found in (("right to wrong", first, ~check), ("wrong to right", ~first, check)):
        kept = [item for item, counted in zip(items, counts.tolist(), strict=True) if counted]
        figures.append(share(measure, "check", 1, found[counts], kept))
    return figures
