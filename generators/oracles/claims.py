"""Whether a claim is true, from the text of its prompt and that of the question whose fact it states."""

import re
from collections.abc import Iterable, Mapping

from jagbench.errors import InvalidArgument

DENIALS: Mapping[str, str] = {
    "de": "stimmt nicht",
    "en": "not true",
    "es": "no es cierto",
    "fr": "est faux",
    "ja": "正しくありません",
    "ko": "사실이 아닙니다",
    "zh": "不对",
}
"""What stands between the label of a claim and a sentence that it denies."""
GAP = re.compile(r"\{answer\}|\{([^{}|]+)\|([^{}|]+)\}")


def truth(prompt: str, language: str, statement: str, right: Iterable[str]) -> bool:
    """Whether the claim in the last line of a prompt is true.

    Args:
        prompt: The prompt of the claim.
        language: ISO 639-1 code.
        statement: What the question about the same fact asserts, with its gap.
        right: The right answer as sentences may show it; of a question for yes and no, `"yes"` or `"no"`.

    Raises:
        InvalidArgument: if the last line does not hold the statement, or something besides its denial.
    """
    line = prompt.rsplit("\n", 1)[-1]
    gap = GAP.search(statement)
    if gap is None:
        raise InvalidArgument(f"The statement {statement!r} has no gap.")
    before, behind = map(re.escape, (statement[: gap.start()], statement[gap.end() :]))
    forms = f"{re.escape(gap[1])}|{re.escape(gap[2])}" if gap[1] else ".+"
    found = re.search(rf"^(.*?){before}({forms}){behind}$", line)
    if found is None:
        raise InvalidArgument(f"The last line {line!r} does not hold the statement {statement!r}.")
    stated = ("yes" if found[2] == gap[1] else "no") if gap[1] else found[2]
    parts = [part.strip() for part in re.split("[:：]", found[1]) if part.strip()]
    denied = bool(parts) and DENIALS[language] in parts[-1]
    if len(parts) > 1 + denied:
        raise InvalidArgument(f"Before the statement stands {found[1]!r}, more than a label and a denial.")
    return (stated in set(right)) is not denied
