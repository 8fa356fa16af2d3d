"""Somebody's own questions as probes: what lines leave open is inferred, and said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, cast

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes.answer import ANSWER_KINDS, Answer, AnswerKind
from jagbench.probes.digest import text_digest
from jagbench.probes.own.columns import Columns, columns, texts
from jagbench.probes.own.files import Record, records, records_of
from jagbench.probes.own.kinds import answer_of, answer_of_several, final_answer, place_of, plain_number
from jagbench.probes.probe import Probe, from_json, probe_id
from jagbench.words import amount, are

PROBE: Final = "jagbench"
"""The key under which a line that jagbench exported holds its whole probe, as JSON."""
Base = Literal["value", "from 0", "from 1"]
"""What a whole number stands for where there are choices: the choice that reads so, or a place among them."""
SHOWN: Final = 5
"""Sentences about lines that are left out, before the rest is only counted."""
MOST: Final = 26
"""Choices of a question at most, one for each letter."""
_FORMATS: Final = ("bare", "sentence", "letter", "json")
_SCRIPTS: Final = (("ko", "가", "힣"), ("ja", "\u3041", "\u30ff"), ("zh", "\u4e00", "\u9fff"))
"""Languages that their script tells; Chinese characters stand for Chinese last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a line cannot be asked."""

    where: str
    """File and line: `"mine.jsonl, line 3"`."""
    why: str
    """What is wrong with it."""

    def __str__(self) -> str:
        """In one sentence, with file and line."""
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestions:
    """A file of somebody's own questions, read."""

    probes: Sequence[Probe]
    """The questions that can be asked, in file order, ids unique."""
    where: Sequence[str]
    """File and line of each of them."""
    notes: Sequence[str]
    """What was taken for what, in sentences."""
    problems: Sequence[Problem]
    """The lines that are left out, in file order."""

    def sentences(self) -> list[str]:
        """What is said of the file: what was taken for what, and what is left out and why."""
        if not self.problems:
            return list(self.notes)
        more = len(self.problems) - SHOWN
        return [
            *self.notes,
            *map(str, self.problems[:SHOWN]),
            *([f"... and {more} more lines."] if more > 0 else []),
            f"{len(self.problems)} of {amount(len(self.problems) + len(self.probes), 'question')} "
            f"{are(len(self.problems))} left out; "
            f"{len(self.probes)} {are(len(self.probes))} used.",
        ]


def own_questions(path: Path) -> OwnQuestions:
    """The questions of a file (JSON lines, JSON, CSV, Parquet, Arrow) or of a folder of such files.

    Raises:
        InvalidArgument: if it cannot be read at all, or not one of its lines can be asked.
    """
    lines, said = records_of(path)
    return _some(ask_records(lines, default_skill=_skill_of(path)), path, said)


def own_questions_of(path: Path, content: bytes) -> OwnQuestions:
    """The questions in a file's bytes.

    Args:
        path: What the file is called.
        content: Its bytes, unpacked.

    Raises:
        InvalidArgument: as `own_questions` does.
    """
    return _some(ask_records(list(records(path, content)), default_skill=_skill_of(path)), path, [])


def _some(found: OwnQuestions, path: Path, said: Sequence[str]) -> OwnQuestions:
    if not found.probes:
        why = f" The first: {found.problems[0]}" if found.problems else ""
        raise InvalidArgument(
            f"{path}: no question in it can be asked, of {len(found.problems)} lines.{why} A line has a "
            "'prompt' and an 'answer', and 'choices' where it has some."
        )
    return OwnQuestions(
        probes=found.probes, where=found.where, notes=[*said, *found.notes], problems=found.problems
    )


def _skill_of(path: Path) -> str:
    """What the skill of questions without one is called: the file's name."""
    name = path.name if path.is_dir() else path.name.split(".")[0]
    return name.replace(".", "-") or "own"


@dataclass(slots=True, kw_only=True)
class _Told:
    """What was taken for what, counted as lines are read."""

    names: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    unused: Counter[str] = field(default_factory=Counter[str])
    behind: Counter[str] = field(default_factory=Counter[str])
    inferred: Counter[str] = field(default_factory=Counter[str])
    lettered: int = 0
    shuffled: int = 0
    places: Counter[str] = field(default_factory=Counter[str])

    def notes(self, skill: str | None) -> list[str]:
        """What is said of it, in sentences."""
        taken = [
            f"{key} is {' or '.join(map(repr, names))}"
            for key, names in self.names.items()
            if set(names) != {key} and not (key == "choices" and set(names) == {"options"})
        ]
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.inferred.most_common())
        places = [f"{base} in {count}" for base, count in self.places.items()]
        return [
            *([f"Columns: {', '.join(taken)}."] if taken else []),
            *(f"The answer is {what} in {count} answers." for what, count in self.behind.items()),
            *([f"Kinds of answers, inferred: {kinds}."] if kinds else []),
            *(
                [f"Whole numbers as answers are places among the choices, {', '.join(places)}."]
                if places
                else []
            ),
            *(
                [f"{self.shuffled} questions name wrong answers apart: a hash puts them in order."]
                if self.shuffled
                else []
            ),
            *(
                [
                    f"{self.lettered} prompts do not show their choices: they are added below, as A., B. and "
                    "so on."
                ]
                if self.lettered
                else []
            ),
            *([f"The skill of questions that name none is {skill!r}."] if skill else []),
            *([f"Not used: {', '.join(map(repr, self.unused))}."] if self.unused else []),
        ]


def ask_records(lines: Sequence[Record], *, default_skill: str) -> OwnQuestions:
    """The probes of lines, and what is wrong with the others.

    Args:
        lines: As they were read.
        default_skill: The skill of questions that name none.
    """
    read = [
        (
            line,
            None
            if isinstance(line.content, InvalidArgument)
            else columns(line.content, as_text=line.as_text),
        )
        for line in lines
    ]
    base = _base([each.found for _, each in read if each is not None])
    told = _Told()
    probes: dict[str, Probe] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    for line, found in read:
        try:
            if isinstance(line.content, InvalidArgument) or found is None:
                raise InvalidArgument(str(line.content))
            whole = line.content.get(PROBE)
            probe = from_json(whole) if isinstance(whole, str) else _probe(found, base, default_skill, told)
            _refuse_twice(probe, probes, places)
        except InvalidArgument as error:
            problems.append(Problem(where=line.where, why=str(error)))
            continue
        probes[probe.id], places[probe.id] = probe, line.where
        if isinstance(whole, str):
            continue
        told.unused.update(found.unused)
        for key, name in found.names.items():
            told.names.setdefault(key, Counter())[name] += 1
    unnamed = any(probe.skill == default_skill for probe in probes.values())
    return OwnQuestions(
        probes=list(probes.values()),
        where=list(places.values()),
        notes=told.notes(default_skill if unnamed else None) if probes else [],
        problems=problems,
    )


def _refuse_twice(probe: Probe, probes: Mapping[str, Probe], places: Mapping[str, str]) -> None:
    there = probes.get(probe.id)
    if there is None:
        return
    if (there.prompt, there.answer) == (probe.prompt, probe.answer):
        raise InvalidArgument(f"the same question stands at {places[probe.id]}.")
    raise InvalidArgument(f"the id {probe.id!r} has another question at {places[probe.id]}: give it its own.")


def _probe(found: Columns, base: Base, default_skill: str, told: _Told) -> Probe:
    """The probe of one line; what is inferred is noted once nothing can fail any more."""
    fields = found.found
    prompt = _prompt(fields)
    language = _language(fields, prompt)
    behind, inferred = "", False
    options, shuffled, placed = _options(fields, base)
    if options:
        answer = Answer(kind="choice", value=options.right, options=options.all)
    elif isinstance(fields.get("answer"), dict):
        whole = cast("dict[str, Any]", fields["answer"])
        answer = _whole_answer(whole, prompt=prompt, language=language, kind=_kind(fields))
    elif "answer" not in fields:
        raise InvalidArgument("there is no answer: the line has no 'answer', or an empty one.")
    else:
        value = fields["answer"]
        if isinstance(value, str):
            value, behind = final_answer(value)
        kind = _kind(fields)
        if isinstance(value, list) and found.names["answer"] in ("ideal", "answers") and kind != "list":
            several = cast("list[object]", value)
            answer = answer_of_several(several, prompt=prompt, language=language, kind=kind)
        else:
            answer = answer_of(value, prompt=prompt, language=language, kind=kind)
        inferred = kind is None
    asked = _with_options(prompt, options.all) if options else prompt
    identity = probe_id(asked, answer)
    name = _name(fields) or identity
    probe = Probe(
        id=name,
        item=_text(fields, "item") or name,
        skill=_text(fields, "skill") or default_skill,
        version=1,
        level=_whole(fields, "level", least=1) or 1,
        grade=_whole(fields, "grade", least=0) or 0,
        params=_params(fields),
        language=language,
        frame="",
        template="",
        order="",
        prompt=asked,
        answer=answer,
        lures=_lures(fields, answer),
    )
    told.lettered += asked != prompt
    told.shuffled += shuffled
    if placed:
        told.places["counted " + base] += 1
    if behind:
        told.behind[behind] += 1
    if inferred:
        told.inferred[answer.kind] += 1
    return probe


def _prompt(fields: Mapping[str, Any]) -> str:
    prompt = fields.get("prompt")
    if isinstance(prompt, list):
        prompt = _conversation(cast("list[object]", prompt))
    if not isinstance(prompt, str) or not prompt.strip():
        raise InvalidArgument("there is no prompt: the line has no 'prompt', or an empty one.")
    context = fields.get("context")
    return f"{context}\n\n{prompt}" if isinstance(context, str) and context not in prompt else prompt


def _conversation(messages: Sequence[object]) -> str:
    """The text of a conversation that is all instructions and one question."""
    said = [cast("dict[str, Any]", each) for each in messages if isinstance(each, dict)]
    if len(said) != len(messages) or not all(isinstance(each.get("content"), str) for each in said):
        raise InvalidArgument("the prompt is a list, but not of messages with 'role' and 'content'.")
    if any(each.get("role") == "assistant" for each in said):
        raise InvalidArgument("the prompt holds a reply of the assistant: a question is asked in one turn.")
    return "\n\n".join(each["content"] for each in said)


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise InvalidArgument(f"{key!r} must be a text, got {value!r:.80}.")
    return str(value).strip()


def _whole(fields: Mapping[str, Any], key: str, *, least: int) -> int | None:
    value = fields.get(key)
    if value is None:
        return None
    text = str(value).strip().removesuffix(".0")
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or int(text) < least:
        raise InvalidArgument(f"{key!r} must be a whole number from {least} up, got {value!r:.80}.")
    return int(text)


def _kind(fields: Mapping[str, Any]) -> AnswerKind | None:
    given = _text(fields, "kind")
    for kind in ANSWER_KINDS:
        if given == kind:
            return kind
    if given:
        raise unknown_name("kind", given, ANSWER_KINDS)
    return None


def _name(fields: Mapping[str, Any]) -> str:
    name = _text(fields, "id")
    if any(character < " " for character in name):
        raise InvalidArgument(f"the id {name!r:.80} holds a control character.")
    return name


def _language(fields: Mapping[str, Any], prompt: str) -> str:
    """The language as given, or that of a script of its own; empty where reading has to tell it."""
    given = _text(fields, "language")
    if given:
        return given.replace("_", "-").partition("-")[0].lower()
    return next(
        (code for code, first, last in _SCRIPTS if any(first <= each <= last for each in prompt)),
        "",
    )


def _params(fields: Mapping[str, Any]) -> dict[str, str]:
    form = _text(fields, "format")
    if form and form not in _FORMATS:
        raise unknown_name("format", form, _FORMATS)
    return {"format": form} if form not in ("", "bare") else {}


def _whole_answer(raw: Mapping[str, Any], *, prompt: str, language: str, kind: AnswerKind | None) -> Answer:
    """An answer as a probe has it: `{"kind", "value", "options", "also"}`; or those of `{"text": [...]}`."""
    if "kind" in raw and isinstance(raw.get("value"), str):
        also = texts(raw.get("also") or [], "the further answers")
        options = tuple(raw.get("options") or ())
        return Answer(kind=raw["kind"], value=raw["value"], options=options, also=tuple(also))
    if isinstance(raw.get("text"), list):
        return answer_of_several(raw["text"], prompt=prompt, language=language, kind=kind)
    raise InvalidArgument("the answer is an object, but has no 'kind' and 'value'.")


def _lures(fields: Mapping[str, Any], answer: Answer) -> dict[str, str]:
    given: object = fields.get("lures")
    if given is None:
        return {}
    if isinstance(given, dict):
        named = {
            str(name): str(value)
            for name, value in cast("dict[str, object]", given).items()
            if value is not None
        }
    else:
        entries = texts(cast("list[object]", given) if isinstance(given, list) else [given], "the lures")
        named = {f"lure_{number}": text for number, text in enumerate(entries, start=1)}
    wrong = {text.casefold() for text in named.values()}
    for value in answer.accepted:
        if value.casefold() in wrong:
            raise InvalidArgument(f"a lure is the right answer, {value!r:.80}.")
    return named


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The choices of a question, and the right one."""

    all: tuple[str, ...]
    right: str


def _options(fields: Mapping[str, Any], base: Base) -> tuple[_Options | None, bool, bool]:
    """The choices, whether a hash put them in order, and whether the answer was a place among them."""
    if fields.get("choices") not in (None, [], ()):
        options, labels, scores = _listed(fields["choices"])
        _refuse_same(options)
        if scores is not None:
            return _Options(all=options, right=_scored(options, scores)), False, False
        right, placed = _right(fields, options, labels, base)
        return _Options(all=options, right=right), False, placed
    if "distractors" in fields:
        answer = str(fields.get("answer", "")).strip()
        if not answer:
            raise InvalidArgument("there is no answer beside the wrong ones.")
        given = (answer, *texts(fields["distractors"], "the wrong answers"))
        _refuse_same(given)
        mixed = sorted(given, key=lambda option: text_digest("place", str(fields.get("prompt")), option))
        return _Options(all=tuple(mixed), right=answer), True, False
    return None, False, False


def _listed(choices: object) -> tuple[tuple[str, ...], Sequence[str], Sequence[float] | None]:
    """The texts of choices, their labels, and the scores of data sets that give some."""
    if not isinstance(choices, dict):
        return tuple(texts(choices, "the choices")), (), None
    fields = cast("dict[str, Any]", choices)
    if "text" in fields:
        return (
            tuple(texts(fields["text"], "the choices")),
            [str(each) for each in fields.get("label") or ()],
            None,
        )
    if "choices" in fields and "labels" in fields:
        return tuple(texts(fields["choices"], "the choices")), (), fields["labels"]
    if fields and all(isinstance(value, int | float) for value in fields.values()):
        return tuple(fields), (), list(fields.values())
    named = {str(label): value for label, value in fields.items() if value is not None}
    return tuple(texts(list(named.values()), "the choices")), list(named), None


def _refuse_same(options: Sequence[str]) -> None:
    if len(options) < 2:
        raise InvalidArgument("there must be two choices at least.")
    if len(options) > MOST:
        raise InvalidArgument(f"there are {len(options)} choices, more than letters: give at most {MOST}.")
    twice = [option for option, count in Counter(options).items() if count > 1]
    if twice:
        raise InvalidArgument(f"the choice {twice[0]!r:.80} stands twice.")


def _scored(options: Sequence[str], scores: Sequence[float]) -> str:
    right = [option for option, score in zip(options, scores, strict=False) if score == 1]
    if len(right) != 1:
        raise InvalidArgument(f"{len(right)} of its choices are right by their scores, and one must be.")
    return right[0]


def _right(
    fields: Mapping[str, Any], options: Sequence[str], labels: Sequence[str], base: Base
) -> tuple[str, bool]:
    """The right choice, and whether the answer was its place."""
    given = fields.get("answer")
    if isinstance(given, dict):
        given = cast("dict[str, Any]", given).get("value")
    if isinstance(given, list):
        only = list(dict.fromkeys(texts(cast("list[object]", given), "the answers")))
        if len(only) > 1:
            raise InvalidArgument(f"there are {len(only)} answers beside its choices, and one must be right.")
        given = only[0] if only else None
    if given is None or str(given).strip() == "":
        raise InvalidArgument("there is no answer beside its choices.")
    text = str(given).strip()
    if text in labels:
        return options[list(labels).index(text)], False
    if _is_place(given) and base != "value":
        place = int(text) - (base == "from 1")
        if 0 <= place < len(options):
            return options[place], True
        raise InvalidArgument(
            f"the answer {text} is no place among its {len(options)} choices, counted {base}."
        )
    found = place_of(text, options)
    if found is None:
        number = plain_number(text, "")
        same = [option for option in options if number is not None and plain_number(option, "") == number]
        if len(same) != 1:
            raise InvalidArgument(f"the answer {text!r:.80} is none of its choices {list(options)!r:.120}.")
        return same[0], False
    return options[found], False


def _is_place(value: object) -> bool:
    text = str(value).strip()
    return not isinstance(value, bool | float) and text.isascii() and text.isdecimal()


def _base(lines: Sequence[Mapping[str, Any]]) -> Base:
    """What whole numbers stand for in a file where there are choices: what fits the most lines.

    Numbers beside choices that are texts are places, as in MMLU, unless they are no places; in writing, as in
    CSV, they are what they read unless that fits fewer lines.
    """
    fits: Counter[Base] = Counter()
    as_numbers = False
    for fields in lines:
        value = fields.get("answer")
        if not _is_place(value) or fields.get("choices") in (None, [], ()):
            continue
        try:
            options, labels, _ = _listed(fields["choices"])
        except InvalidArgument:
            continue
        text = str(value).strip()
        if text in labels:
            continue
        written = isinstance(fields["choices"], list) and not all(
            isinstance(each, str) for each in cast("list[object]", fields["choices"])
        )
        as_numbers |= isinstance(value, int) and not written
        fits["value"] += text in options
        fits["from 0"] += int(text) < len(options)
        fits["from 1"] += 1 <= int(text) <= len(options)
    order: Sequence[Base] = ("from 0", "value", "from 1") if as_numbers else ("value", "from 0", "from 1")
    return max(order, key=lambda base: fits[base])


def _with_options(prompt: str, options: Sequence[str]) -> str:
    """The prompt, with its choices below it where it does not show them all."""
    shown = " ".join(prompt.split()).casefold()
    if all(" ".join(option.split()).casefold() in shown for option in options) or set(options) <= {
        "yes",
        "no",
    }:
        return prompt
    listed = "\n".join(f"{chr(ord('A') + place)}. {option}" for place, option in enumerate(options))
    return f"{prompt.rstrip()}\n{listed}"
