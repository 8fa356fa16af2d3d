"""What the tests of analysis share."""

import pytest

from jagbench.analysis.reading import read
from jagbench.probes.answer import ANSWER_KINDS


@pytest.fixture(scope="session", autouse=True)
def words_of_every_language() -> None:
    """Builds each language's patterns once, so that no timed example of Hypothesis is the one that does."""
    for language in (None, "en", "ko", "de", "fr", "es", "zh", "ja"):
        for kind in ANSWER_KINDS:
            read(
                "2 or 3? There are none. The answer is 3.",
                kind=kind,
                options=("9.9", "9.11"),
                language=language,
            )
