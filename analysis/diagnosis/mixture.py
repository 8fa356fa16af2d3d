"""The mixture of procedures behind the replies to one skill, by maximum likelihood.

Every reply comes from one source: a misconception, the right procedure, or a slip. The share of replies that
a misconception gives is one number for the skill; those of the right procedure and of each kind of slip are
free at each level. The probability of every reply is linear in these shares, so the likelihood is concave: it
has no local maximum besides the highest. It is climbed by EM (Dempster, Laird and Rubin 1977, J. R. Stat.
Soc. B 39:1) in the accelerated form of Varadhan and Roland (2008, Scand. J. Stat. 35:335).
"""

import numpy as np
import numpy.typing as npt

from jagbench.analysis.diagnosis.counts import Array, Counts

TAX = 1.0
"""Replies that a misconception must explain beyond what it would by chance to be kept at all."""

_TINY = 1e-300
_ROUNDING = 1e-6
_SHRINK = 0.1
_INDEPENDENT = 1e-8


class Mixture:
    """The sources of one skill's replies, for one or many tables of counts at once.

    Args:
        counts: The replies.
        without: Sources that give nothing.
    """

    def __init__(self, counts: Counts, without: npt.NDArray[np.bool_] | None = None) -> None:
        kept = np.ones(counts.design.shape[1], dtype=np.bool_) if without is None else ~without
        self.design: Array = counts.design * kept
        self.wrong = counts.wrong
        self.groups = len(counts.groups)
        self.level = counts.level
        levels = int(counts.level.max(initial=-1)) + 1
        self.member: Array = (counts.level[:, None] == np.arange(levels)).astype(np.float64)
        self._start = self._normed(kept[None, :].astype(np.float64))

    def near(self, shares: Array) -> Array:
        """A start for tables like the one that the shares were fitted to: every kept source has something."""
        start: Array = 0.9 * shares[None, :] * (self._start > 0) + 0.1 * self._start
        return start

    def fit(
        self, cells: Array, *, start: Array | None = None, cycles: int = 600, close: float = 1e-8
    ) -> Array:
        """Shares of the sources that make counts most likely.

        Args:
            cells: Tables by cells: how many replies, or how much they weigh.
            start: Shares to begin with, for all tables; all alike otherwise.
            cycles: Most steps of three passes each.
            close: Change of every share at which to stop.

        Returns:
            Tables by sources. At each level the groups and the level's own sources add up to 1.
        """
        shares = np.repeat(self._start if start is None else start, len(cells), axis=0)
        going = np.arange(len(cells))
        for _ in range(cycles):
            if not len(going):
                break
            before = shares[going]
            shares[going] = after = self._accelerated(cells[going], before)
            going = going[np.abs(after - before).max(axis=1) > close]
        return shares

    def pruned(self, cells: Array, shares: Array, *, passes: int, close: float = 1e-6) -> Array:
        """Shares in which no misconception is kept by chance, from the most likely ones.

        From the replies expected of each group `TAX` is taken at each step of EM, which maximises the
        likelihood less `TAX` times the sum of the logarithms of the groups' shares (Figueiredo and Jain
        2002). A group whose share is less than about 2 sqrt(`TAX`) standard errors above nothing vanishes,
        and the others are hardly touched.

        Args:
            cells: Tables by cells.
            shares: Tables by sources, their most likely shares.
            passes: Most steps.
            close: Change of every share at which to stop.
        """
        shares = np.repeat(shares, len(cells) // len(shares), axis=0)
        going = np.arange(len(cells))
        for _ in range(passes):
            if not len(going):
                break
            before = shares[going]
            expected = before * ((cells[going] / self._likelihood(before)) @ self.design)
            beyond = expected[:, : self.groups] - TAX
            expected[:, : self.groups] = np.where(beyond > _ROUNDING, beyond, 0)
            shares[going] = after = self._normed(expected)
            going = going[np.abs(after - before).max(axis=1) > close]
        return shares

    def explained(self, cells: Array, shares: Array, *, beyond: float = 0.0) -> Array:
        """Tables by groups: the share of the wrong answers that each gives; NaN without a wrong answer.

        Args:
            cells: Tables by cells.
            shares: Tables by sources.
            beyond: A group that gives no more wrong answers than that gives none.
        """
        weights = np.where(self.wrong, cells, 0) / self._likelihood(shares)
        total = cells[:, self.wrong].sum(axis=1, keepdims=True)
        credit = (weights @ self.design[:, : self.groups]) * shares[:, : self.groups]
        credit = np.where(credit > beyond + _ROUNDING, credit, 0)
        explained: Array = np.divide(credit, total, out=np.full_like(credit, np.nan), where=total > 0)
        return explained

    def least_credit(
        self, cells: Array, shares: Array
    ) -> tuple[Array, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Among equally likely shares those that credit misconceptions least.

        Where columns of the design depend on one another, the maximum is a face of the simplex rather than a
        point. This walks along the face, against the gradient of the credit, to its edge.

        Args:
            cells: Counts of one table.
            shares: Its most likely shares.

        Returns:
            The shares; which sources were brought to nothing on the way; and which were lowered.
        """
        theta = shares.copy()
        weights = np.where(self.wrong, cells, 0) / self._likelihood(theta[None, :])[0]
        credit = np.concatenate([weights @ self.design[:, : self.groups], np.zeros(len(theta) - self.groups)])
        ones = self.member.T + (self.level < 0)
        seen = self.design[cells > 0]
        system = np.vstack([seen / np.maximum(seen.max(axis=1, keepdims=True), _TINY), ones])
        gone, lowered = np.zeros(len(theta), dtype=np.bool_), np.zeros(len(theta), dtype=np.bool_)
        for _ in range(len(theta)):
            active = np.flatnonzero(theta > 1e-7)
            basis = _null_space(system[:, active])
            direction = -basis @ (basis.T @ credit[active])
            if float(-direction @ credit[active]) <= _INDEPENDENT * max(1.0, float(cells.sum())):
                break
            falling = direction < -_INDEPENDENT
            if not falling.any():
                break
            step = (theta[active][falling] / -direction[falling]).min()
            theta[active] = np.maximum(0, theta[active] + step * direction)
            lowered[active[falling]] = True
            ended = active[theta[active] <= 1e-7]
            theta[ended] = 0
            gone[ended] = True
        return theta, gone, lowered

    def _likelihood(self, shares: Array) -> Array:
        likelihood: Array = np.maximum(shares @ self.design.T, _TINY)
        return likelihood

    def _pass(self, cells: Array, shares: Array) -> Array:
        """One step of EM."""
        return self._normed(shares * ((cells / self._likelihood(shares)) @ self.design))

    def _normed(self, expected: Array) -> Array:
        """Shares from expected replies: of all replies for groups, of those of its level for the rest."""
        whole = expected.sum(axis=1, keepdims=True)
        # A draw of the bootstrap can hold none of a level's replies.
        some = expected[:, : self.groups]
        systematic = np.divide(some, whole, out=np.zeros_like(some), where=whole > 0)
        rest = 1 - systematic.sum(axis=1, keepdims=True)
        of_level = expected @ self.member
        scale = np.divide(rest, of_level, out=np.zeros_like(of_level), where=of_level > 0)
        return np.hstack([systematic, (expected * (scale @ self.member.T))[:, self.groups :]])

    def _accelerated(self, cells: Array, shares: Array) -> Array:
        first = self._pass(cells, shares)
        second = self._pass(cells, first)
        step, bend = first - shares, second - 2 * first + shares
        size = np.sqrt((bend**2).sum(axis=1, keepdims=True))
        length = np.divide(
            np.sqrt((step**2).sum(axis=1, keepdims=True)), size, out=np.ones_like(size), where=size > 0
        )
        length = np.maximum(1, length)
        leap = shares + 2 * length * step + length**2 * bend
        leap = self._pass(cells, np.maximum(leap, _SHRINK * second))
        better = self._log(cells, leap) >= self._log(cells, second)
        return np.where(better[:, None], leap, second)

    def _log(self, cells: Array, shares: Array) -> Array:
        logs: Array = (cells * np.log(self._likelihood(shares))).sum(axis=1)
        return logs


def _null_space(matrix: Array) -> Array:
    """An orthonormal basis of the vectors that a matrix sends to zero, as columns."""
    padded = np.vstack([matrix, np.zeros((max(0, matrix.shape[1] - matrix.shape[0]), matrix.shape[1]))])
    _, values, rows = np.linalg.svd(padded, full_matrices=False)
    rank = int((values > _INDEPENDENT * max(1.0, float(values.max(initial=0)))).sum())
    basis: Array = rows[rank:].T
    return basis
