import re
import tomllib
from datetime import date
from typing import Any

import babel
import pytest
from babel.dates import format_date

from jagbench.errors import InvalidArgument
from jagbench.probes.locale import TABLE, locale

LANGUAGES = ("de", "en", "es", "fr", "ja", "ko", "zh")
# In CLDR's long form the day has no leading zero; letters of the pattern are fields, text stands in quotes.
FIELDS = {"d": "{day}", "MMMM": "{month}", "M": "{number}", "y": "{year}"}


def from_cldr(language: str) -> dict[str, Any]:
    """The table of a language, made from Babel's copy of the CLDR."""
    cldr = babel.Locale.parse(language)
    units = [cldr.compact_decimal_formats["short"]["other"].get(str(10**power)) for power in (4, 8, 12)]
    names = [unit.pattern.strip("0") for unit in units]
    short = str(cldr.date_formats["short"].pattern).lower()
    pieces: list[str] = re.findall(r"'[^']*'|d|MMMM|M|y|[^'dMy]+", str(cldr.date_formats["long"].pattern))
    return {
        "decimal": cldr.number_symbols["latn"]["decimal"],
        "group": cldr.number_symbols["latn"]["group"],
        "myriads": names if language in ("ja", "ko", "zh") else [],
        "months": [cldr.months["format"]["wide"][month] for month in range(1, 13)],
        "short_months": [cldr.months["format"]["abbreviated"][month] for month in range(1, 13)],
        "weekdays": [cldr.days["stand-alone"]["wide"][day] for day in range(7)],
        "short_weekdays": [cldr.days["format"]["abbreviated"][day] for day in range(7)],
        "date": "".join(FIELDS.get(piece, piece.strip("'")) for piece in pieces),
        "day_first": short.index("d") < short.index("m"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_that_of_the_cldr(language: str) -> None:
    assert tomllib.loads(TABLE.read_text(encoding="utf-8"))[language] == from_cldr(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_written_as_the_cldr_writes_it(language: str) -> None:
    known = locale(language)

    written = known.date.format(day=9, month=known.months[10], number=11, year=2023)

    assert written == format_date(date(2023, 11, 9), "long", locale=language)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="language 'eo'"):
        locale("eo")
