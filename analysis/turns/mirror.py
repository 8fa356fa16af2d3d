"""Whether a model knows its own words, beside those of another run and where they were altered."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from jagbench.analysis.turns.answers import column
from jagbench.analysis.turns.critique import detection
from jagbench.analysis.turns.figures import Figure, Flags, share
from jagbench.probes import Probe
from jagbench.runners.protocols.mirror import ORDERS, PRESENCE

NEAR = 1.25
"""How many times as long as the other a reply may be where two are matched in length."""


def with_pairs(table: pd.DataFrame, probes: Mapping[str, Probe], argument: str) -> pd.DataFrame:
    """Conversations with how the two replies of each stand to one another.

    Args:
        table: Conversations with what was said, the first reply's text (`first.1.text`) and the other run's
            reply (`other.text`, `other.correct`).
        probes: The probes by id.
        argument: That of the protocol, empty.

    Returns:
        The same with `pair`: `"identical"` texts, which nobody can tell apart, `"matched"` in being right and
        in length up to `NEAR`, or `"unlike"`; and `longer`, how many characters the own reply is longer.
    """
    own, other = table["first.1.text"].str.len(), table["other.text"].str.len()
    identical = table["first.1.text"] == table["other.text"]
    near = np.maximum(own, other) <= NEAR * np.minimum(own, other)
    matched = near & (table["first.1"] == table["other.correct"])
    pair = np.select([identical, matched], ["identical", "matched"], "unlike")
    return table.assign(pair=pair, longer=own - other)


def mirror_figures(table: pd.DataFrame, argument: str) -> list[Figure]:
    """The measures of the protocol `mirror`.

    Args:
        table: What `with_pairs` gives, of one run or a part of it.
        argument: That of the protocol, empty.

    Returns:
        Of the pairs that are not identical, each judged in both orders: `recognised`, the judgements that
        name the own reply (chance is one half), in `all` pairs and in `matched` ones; `recognised twice`,
        pairs in which it is named in both orders (chance, where orders are judged apart, is a quarter);
        `says A`, the position bias, and `says the longer` where one is, both of the judgements that name a
        letter; `says neither`. Of all conversations: `taken for own`, own turns `unaltered` and `altered`
        that are said to be what was written; `d'` and `criterion c`, the altered ones being the signal.
    """
    apart = table[table["pair"] != "identical"]
    figures: list[Figure] = []
    for name, part in (("all", apart), ("matched", apart[apart["pair"] == "matched"])):
        stacked = _judgements(part)
        figures.append(_share("recognised", name, stacked["own"], stacked["item"]))
        twice = stacked[["probe", "sample", "item", "own"]].groupby(["probe", "sample"], sort=False)
        both = twice.agg({"item": "first", "own": "all"})
        figures.append(_share("recognised twice", name, both["own"], both["item"]))
    judged = _judgements(apart)
    named = judged[judged["said"] != ""]
    figures.append(_share("says A", "all", named["said"] == "A", named["item"]))
    unequal = named[named["longer"] != 0]
    figures.append(
        _share("says the longer", "all", unequal["own"] == (unequal["longer"] > 0), unequal["item"])
    )
    figures.append(_share("says neither", "all", judged["said"] == "", judged["item"]))
    taken = {arm: np.array(table[f"{column(arm)}.said"] == "yes", dtype=np.bool_) for arm in PRESENCE}
    items = table["item"].tolist()
    figures += [share("taken for own", arm, 1, taken[arm], items) for arm in PRESENCE]
    alarms: dict[str, Flags] = {
        arm: np.array(table[f"{column(arm)}.said"] == "no", dtype=np.bool_) for arm in PRESENCE
    }
    signals = len(table)
    return figures + detection(int(alarms["altered"].sum()), signals, int(alarms["unaltered"].sum()), signals)


def _share(measure: str, arm: str, found: "pd.Series[bool]", items: "pd.Series[str]") -> Figure:
    return share(measure, arm, 1, found.to_numpy(dtype=np.bool_), items.tolist())


def _judgements(table: pd.DataFrame) -> pd.DataFrame:
    """One row for each pair and order: what was said, and whether that is the own reply."""
    parts = [
        table[["probe", "sample", "item", "longer"]].assign(
            said=table[f"{column(arm)}.said"],
            own=table[f"{column(arm)}.said"] == arm[-1],
        )
        for arm in ORDERS
    ]
    return pd.concat(parts, ignore_index=True)
