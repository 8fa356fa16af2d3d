"""What a reply says of a sentence that the prompt quotes: that it is true, or that it is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jagbench.analysis.reading.languages.table import any_bounded
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """The words of a language for the truth of sentences, as patterns in lower case."""

    asked: tuple[str, ...]
    """How a question asks whether a sentence is true."""
    true: tuple[str, ...]
    """What says that it is."""
    false: tuple[str, ...]
    """What says that it is not, denials of `true` included."""
    open: tuple[str, ...]
    """What says that neither follows."""


_WORDS: Mapping[str, Judging] = {
    "en": Judging(
        asked=(r"sentence(?: in the last line| below)? (?:true|correct|right|false|wrong)",),
        true=(
            "true",
            "correct",
            "right",
            "accurate",
            "holds",
            "follows",
            "checks out",
            "confirmed",
            "as the (?:claim|statement|sentence) (?:says|states|claims)",
        ),
        false=(
            r"(?:not|isn't|cannot|can't|never)(?: [a-z]+){0,2} (?:true|correct|right|accurate|hold)",
            "(?:doesn't|does not) (?:hold|check out)",
            "contradict(?:s|ed)",
            "contrary to (?:the (?:claim|statement|sentence)|what (?:the|it) (?:[a-z]+ )?(?:says|claims))",
            "refuted",
            "disproved",
            "ruled out",
            "false",
            "wrong",
            "incorrect",
            "untrue",
            "mistaken",
            "inaccurate",
        ),
        open=(
            "need(?:s)? not",
            "needn't",
            "(?:does not|doesn't)(?: [a-z]+)? follow",
            "(?:do|does)(?:n't| not) (?:tell|say|determine|settle|decide)",
            "nothing (?:says|tells|forces)",
            "neither (?:[a-z]+ ){0,3}(?:true|false|confirm[a-z]*|proven?|refuted?|rule[sd]? out|follows?)",
            "(?:may|might|could)(?: or (?:may|might|could) not| [a-z]+ or [a-z]+)",
        ),
    ),
    "de": Judging(
        asked=(r"satz(?: in der letzten zeile)? (?:wahr|richtig|korrekt|falsch)",),
        true=(
            "wahr",
            "richtig",
            "korrekt",
            "stimmt",
            "zutreffend",
            "zutrifft",
            "trifft(?: [a-zäöüß]+){0,3} zu",
            "wie (?:die behauptung|der satz) (?:sagt|es sagt)",
            "wie behauptet",
        ),
        false=(
            r"nicht(?: [a-zäöüß]+){0,2} (?:wahr|richtig|korrekt)",
            "stimmt(?: [a-zäöüß]+){0,3} nicht",
            r"nicht(?: [a-zäöüß]+){0,2} stimmen",
            "trifft(?: [a-zäöüß]+){0,3} nicht(?: [a-zäöüß]+)? zu",
            "nicht (?:zutreffend|zutrifft)",
            "unzutreffend",
            "entgegen der behauptung",
            "widerlegt",
            "widerspricht",
            "falsch",
            "unwahr",
            "irrt",
            "inkorrekt",
        ),
        open=(
            "muss(?: [a-zäöüß]+){0,2} nicht",
            "folgt(?: [a-zäöüß]+){0,3} nicht",
            "lässt sich(?: [a-zäöüß]+){0,3} nicht",
            "sag(?:en|t)(?: [a-zäöüß]+){0,2} nichts",
            "bleibt(?: [a-zäöüß]+){0,2} offen",
            "weder (?:[a-zäöüß]+ ){0,4}(?:wahr|falsch|richtig|bestätig[a-z]*|beleg[a-z]*|beweis[a-z]*"
            "|bewiesen|widerleg[a-z]*|bejah[a-z]*|ausschließ[a-z]*|ausgeschlossen|folgt|das eine)",
        ),
    ),
    "es": Judging(
        asked=(r"(?:verdadera|correcta|cierta|falsa) la (?:frase|oración)",),
        true=(
            "verdader[ao]",
            "ciert[ao]",
            "correct[ao]",
            "verdad",
            "se (?:cumple|confirma)",
            "como (?:dice|afirma) la (?:afirmación|frase|oración)",
        ),
        false=(
            r"no (?:lo )?(?:es|está|sea)(?: [a-záéíóúñ]+){0,2} (?:verdader[ao]|ciert[ao]|correct[ao]|verdad)",
            "fals[ao]",
            "se equivoca",
            "incorrect[ao]",
            "no se (?:cumple|confirma)",
            "contradice",
            "al contrario de lo que (?:dice|afirma)",
            "queda (?:descartad|refutad)[ao]",
            "errónea",
            "erróneo",
        ),
        open=(
            "no se (?:deduce|sigue|puede|sabe|desprende)",
            "no (?:permiten?|dicen?|bastan?|determinan?)",
            "no tiene por qué",
            "puede (?:que|ser o no)",
            "ni (?:se )?(?:puede )?(?:confirma|niega|negar|descarta|verdader|fals|lo uno|demuestra|prueba)"
            "[a-z]*",
        ),
    ),
    "fr": Judging(
        asked=(r"phrase[^.?!\n]{0,30}-elle (?:vraie|correcte|exacte|fausse)",),
        true=(
            "vraie?",
            "correcte?",
            "exacte?",
            "juste",
            "se (?:vérifie|confirme)",
            "(?:confirmée?|vérifiée?)",
            "comme (?:le dit|l'affirme|le prétend) (?:l'affirmation|la phrase)",
        ),
        false=(
            r"est(?: donc)? pas(?: [a-zéèêàç]+){0,2} (?:vraie?|correcte?|exacte?|juste)",
            "fau(?:x|sse)",
            "se trompe",
            "incorrecte?",
            "inexacte?",
            "ne (?:tient|se vérifie|se confirme) pas",
            "contrairement à (?:l'affirmation|ce que)",
            "contredite?",
            "réfutée?",
        ),
        open=(
            "ne (?:découle|permet|permettent|dit|disent|suffi[a-z]{1,4}|détermine(?:nt)?)",
            "n'est pas forcément",
            "on ne (?:peut|sait)",
            "ni (?:de |d'|être )?(?:confirm|infirm|exclu|prouv|vraie?|fau|démont|l'un)[a-zé]*",
        ),
    ),
    "ja": Judging(
        asked=("文は(?:正しい|合って|間違って)",),
        true=(
            "正しい",
            "合って(?:います|いる)",
            "正解",
            "本当",
            "真(?=$|[、。」』]|で|と|にな)",
            "成り立(?:つ|ちます)",
            "主張(?:の)?(?:どおり|通り)",
        ),
        false=(
            "正しくな",
            "正しくあり",
            "正しいとは(?:言|い)え",
            "真では(?:ない|あり)",
            "偽",
            "成り立(?:たな|ちませ)",
            "矛盾",
            "主張(?:に反|と(?:は)?(?:異な|違|逆))",
            "合っていな",
            "合っていませ",
            "間違",
            "まちが",
            "誤",
        ),
        open=(
            "わから",
            "分から",
            "決ま(?:ら|りません)",
            "判断(?:は)?でき",
            "言い切れ",
            "限(?:らない|りません)",
            "(?:言え|導け|決められ)(?:ない|ません)",
        ),
    ),
    "ko": Judging(
        asked=("문장은 (?:참|맞|거짓|틀)",),
        true=(
            "참입",
            "참이다",
            "참이에요",
            "참(?=[.!]?$)",
            "맞습",
            "맞아",
            "맞다",
            "맞는",
            "옳",
            "사실입",
            "성립[하합해]",
            "주장대로",
        ),
        false=(
            "참이 아",
            "거짓",
            "맞지 않",
            "틀[렸린립려]",
            "옳지 않",
            "사실이 아",
            "성립하지",
            "성립할 수 없",
            "모순",
            "주장과(?:는)? (?:달리|다[르릅]|반대)",
        ),
        open=(
            "알 수(?:가|는)? 없",
            "판단할 수(?:가|는)? 없",
            "정해지지",
            "단정할 수",
            "따라 나오지",
            "모릅니다",
        ),
    ),
    "zh": Judging(
        asked=("(?:句话|句子)是?(?:正确|对|真|错)",),
        true=(
            "正确",
            "对的?(?=[。.!]?$)",
            "真的",
            "没错",
            "属实",
            "成立",
            "断言所(?:说|言)",
            "与断言(?:一致|相符)",
        ),
        false=(
            "不正确",
            "不对",
            "不是(?:正确|对|真)",
            "并非(?:正确|对|真)",
            "错误",
            "错的?",
            "假",
            "不真",
            "不属实",
            "不(?:能)?成立",
            "无法成立",
            "站不住脚",
            "矛盾",
            "与断言(?:相反|不符|不一致)",
        ),
        open=(
            "无法",
            "不能(?:确定|判断|推出|断定)",
            "不一定",
            "推不出",
            "不确定",
            "未必",
            "无从",
            "不得而知",
        ),
    ),
}


def _merged(lexicon: Lexicon) -> list[Judging]:
    return [_WORDS[table.code] for table in lexicon.tables if table.code in _WORDS]


def _judgements_of(lexicon: Lexicon) -> re.Pattern[str]:
    false = any_bounded(word for each in _merged(lexicon) for word in each.false)
    true = any_bounded(word for each in _merged(lexicon) for word in each.true)
    return re.compile(f"(?P<false>{false})|(?P<true>{true})")


left_open = by_lexicon(
    lambda lexicon: re.compile(any_bounded(w for each in _merged(lexicon) for w in each.open))
)
"""What says that a claim is neither shown nor ruled out."""
_EMPHASIS = "*_`"
asks_of_a_sentence = by_lexicon(
    lambda lexicon: re.compile(any_bounded(word for each in _merged(lexicon) for word in each.asked))
)
"""How a question asks whether a sentence that it quotes is true."""
_judgements = by_lexicon(_judgements_of)


def judged(folded: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int, bool] | None:
    """The first judgement of a stretch of lower-case text: where it stands, and whether it says "true"."""
    kept = [place for place in range(start, end) if folded[place] not in _EMPHASIS]
    # A denial begins before what it denies: "not true".
    match = _judgements(lexicon).search("".join(folded[place] for place in kept))
    if match is None:
        return None
    return kept[match.start()], kept[match.end() - 1] + 1, match["true"] is not None
