"""The words by which replies commit, doubt, correct themselves and refuse: one table per language.

A language is added by one module with a `LANGUAGE` table and its name in `LANGUAGES`.
"""

from jagbench.analysis.reading.languages.de import LANGUAGE as DE
from jagbench.analysis.reading.languages.en import LANGUAGE as EN
from jagbench.analysis.reading.languages.es import LANGUAGE as ES
from jagbench.analysis.reading.languages.fr import LANGUAGE as FR
from jagbench.analysis.reading.languages.ja import LANGUAGE as JA
from jagbench.analysis.reading.languages.ko import LANGUAGE as KO
from jagbench.analysis.reading.languages.table import Language
from jagbench.analysis.reading.languages.zh import LANGUAGE as ZH

LANGUAGES: tuple[Language, ...] = (EN, KO, DE, FR, ES, ZH, JA)

__all__ = ["EN", "KO", "LANGUAGES", "Language"]
