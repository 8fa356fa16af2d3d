"""False negatives and false positives of jagbench's reading and of published extractors, on labelled replies.

Run from the root with files in the format of `jagbench audit`: `python bench/extractors.py FILE...`. Compared
are the replies of scope `core` whose right answer is a number, of the kinds integer, decimal and choice. A
false negative is a reply labelled correct that an extractor calls wrong, a false positive one labelled
otherwise that it calls correct; intervals are 95 % Wilson intervals. The rules, each applied to the raw reply
as its package does by default:

- lm-eval 0.4.13, strict-match and flexible-extract of the task gsm8k (version 3.0 of its configuration),
  https://github.com/EleutherAI/lm-evaluation-harness/blob/main/lm_eval/tasks/gsm8k/gsm8k.yaml
  The first match of `#### N`, and the last number; compared as text without commas, dollars and a final stop.
- Inspect match(numeric=True): called from the package inspect_ai, where that is installed,
  https://github.com/UKGovernmentBEIS/inspect_ai/blob/main/src/inspect_ai/scorer/_common.py (`match_str`)
  The last word that is a number; compared in five significant digits.
- HELM 0.5.16, final_number_exact_match,
  https://github.com/stanford-crfm/helm/blob/main/src/helm/benchmark/metrics/evaluate_reference_metrics.py
  The last number; compared as text without commas.
"""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module, metadata

from jagbench.analysis.checking.audit import Labelled, Rate, compare, load_labelled
from jagbench.probes import AnswerKind

Extractor = Callable[[Labelled], bool]
"""Whether a reply is called correct."""

KINDS: tuple[AnswerKind, ...] = ("integer", "decimal", "choice")
_STRICT = re.compile(r"#### (\-?[0-9\.\,]+)")
_FLEXIBLE = re.compile(r"(-?[$0-9.,]{2,})|(-?[0-9]+)")
_IGNORED = [re.compile(pattern) for pattern in (",", r"\$", "(?s).*#### ", r"\.$")]
_FINAL = re.compile(r"-?[\d,]+(?:.\d+)?")


def jagbench(labelled: Labelled) -> bool:
    """The reading of this package, compared exactly."""
    compared = compare(labelled)
    return compared.false_positive or (labelled.correct and not compared.false_negative)


def lm_eval_strict(labelled: Labelled) -> bool:
    """The number after the first `####`."""
    found = _STRICT.search(labelled.reply)
    return found is not None and _compared(found[1]) == _compared(labelled.gold)


def lm_eval_flexible(labelled: Labelled) -> bool:
    """The last number."""
    found = [match[0] for match in _FLEXIBLE.finditer(labelled.reply)]
    return bool(found) and _compared(found[-1].strip()) == _compared(labelled.gold)


def _compared(text: str) -> str:
    for pattern in _IGNORED:
        text = pattern.sub("", text)
    return text.lower()


def helm_final_number(labelled: Labelled) -> bool:
    """The last number; a reply without one is wrong."""
    said, right = (_FINAL.findall(text) for text in (labelled.reply, labelled.gold))
    return bool(said and right) and said[-1].replace(",", "") == right[-1].replace(",", "")


def inspect_numeric() -> Mapping[str, Extractor]:
    """Inspect's numeric match under its name and version; nothing where it is not installed."""
    try:
        match = import_module("inspect_ai.scorer._common").match_str
    except ImportError:
        print("Inspect is left out: inspect_ai is not installed.\n")
        return {}

    def correct(labelled: Labelled) -> bool:
        matched: bool = match(labelled.reply, labelled.gold, location="end", numeric=True)[1]
        return matched

    return {f"Inspect {metadata.version('inspect_ai')} match(numeric)": correct}


def table(labelled: Sequence[Labelled], extractors: Mapping[str, Extractor]) -> list[str]:
    """One row for each extractor and kind."""
    rows = [
        f"| {'extractor':<38} | {'kind':<8} | {'false negatives':<24} | {'false positives':<24} |",
        "|---|---|---|---|",
    ]
    for name, correct in extractors.items():
        for kind in (*KINDS, "all"):
            asked = [each for each in labelled if kind in (each.kind, "all")]
            right = [each for each in asked if each.correct]
            others = [each for each in asked if not each.correct]
            missed = Rate(errors=sum(not correct(each) for each in right), of=len(right))
            passed = Rate(errors=sum(map(correct, others)), of=len(others))
            rows.append(f"| {name:<38} | {kind:<8} | {_shown(missed):<24} | {_shown(passed):<24} |")
    return rows


def _shown(rate: Rate) -> str:
    bounds = rate.interval
    if bounds is None:
        return "-"
    return f"{rate.errors}/{rate.of} ({100 * bounds[0]:.1f}-{100 * bounds[1]:.1f} %)"


def main() -> None:
    """Read the files and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="labelled replies, one JSON object a line")
    labelled = [
        each
        for each in load_labelled(parser.parse_args().files)
        if each.groups["scope"] == "core" and each.kind in KINDS and any(map(str.isdigit, each.gold))
    ]
    extractors: Mapping[str, Extractor] = {
        "jagbench": jagbench,
        "lm-eval flexible-extract": lm_eval_flexible,
        "lm-eval strict-match": lm_eval_strict,
        **inspect_numeric(),
        "HELM final_number_exact_match": helm_final_number,
    }
    print(f"{len(labelled)} replies, {sum(each.correct for each in labelled)} of them correct\n")
    print("\n".join(table(labelled, extractors)))


if __name__ == "__main__":
    main()
