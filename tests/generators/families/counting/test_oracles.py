"""The oracles on prompts that were written by hand, and on those that they must refuse."""

from collections.abc import Callable

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators.families.counting.oracle import characters, hangul, letters, signs, texts

Oracle = Callable[[str, str], str]


@pytest.mark.parametrize(
    ("oracle", "language", "prompt", "answer"),
    [
        (letters.letters, "en", "How often? They are different letters.\nLetter: a\nWord: Banana", "3"),
        (letters.letters, "en", 'They are different letters.\nHow often does "b" appear in "Bob"?', "1"),
        (letters.letters, "de", "Sie gelten als derselbe Buchstabe.\nBuchstabe „b“, Wort „Bob“", "2"),
        (letters.letters, "fr", "Ce sont des lettres différentes.\nMot\u00a0: Anna\nLettre\u00a0: a", "1"),
        (letters.letters, "es", "Cuentan como la misma letra.\nLetra «A», palabra «Anna»", "2"),
        (letters.letters, "ko", "같은 글자로 봅니다.\n단어: aAa\n글자: a", "3"),
        (letters.letters, "zh", "算作不同的字母。\n字母“A”，单词“aAa”", "1"),
        (letters.letters, "ja", "同じ文字とみなします。\n文字「A」、単語「aAa」", "3"),
        (letters.distinct_letters, "en", "How many?\nWord: Banana", "3"),
        (letters.vowels, "de", "Wie viele?\nWort: Aue", "3"),
        (letters.characters, "zh", "几个字？\n妈妈", "2"),
        (letters.nth_letter, "en", 'Count from the end.\nWord "cat", number 1', "t"),
        (letters.nth_letter, "fr", "Compte à partir du début.\nMot «\u00a0chat\u00a0», nombre 2", "h"),
        (letters.nth_letter, "ja", "後ろから数えます。\n言葉：さくら\n番号：3", "さ"),
        (signs.digits, "en", "How many?\n1000", "4"),
        (signs.digit_occurrences, "ko", '몇 번?\n숫자 "0", 수 "1000"', "3"),
        (signs.symbols, "es", "¿Cuántas?\nSímbolo: ★\nFila: ★●★", "2"),
        (signs.substrings, "en", 'They may overlap.\nPiece "ana", string "banana"', "2"),
        (signs.substrings, "en", 'They may not overlap.\nPiece "ana", string "banana"', "1"),
        (signs.substrings, "ko", "겹치면 안 됩니다.\n긴 글자열: aaaa\n짧은 글자열: aa", "2"),
        (signs.brackets, "en", "At the deepest place?\nRow: (()[])()", "2"),
        (signs.brackets, "zh", "有多少个左括号？\n(()[])()", "4"),
        (texts.words, "en", "How many?\nSentence: Dogs see cats.", "3"),
        (texts.words, "ko", "몇 어절?\n고양이가 강을 본다.", "3"),
        (texts.word_occurrences, "en", "How often?\nText: plant, Ant, ant.\nWord: ant", "2"),
        (texts.word_occurrences, "de", "Wie oft?\nWort „Rad“\nText „Rad, Fahrrad, Rad“", "2"),
        (texts.items, "en", "How many?\nList:\nfig, fig, kiwi", "3"),
        (texts.items, "zh", "多少项？\n清单：\n梨子，李子", "2"),
        (texts.items, "ja", "いくつ？\nなし、もも、かき、もも", "4"),
        (texts.items, "fr", "Combien\u00a0?\nListe\u00a0:\npomme\npoire", "2"),
        (texts.lines, "en", "Empty lines count too.\nSTART\na\n\nb\nEND", "3"),
        (texts.lines, "ko", "빈 줄은 세지 않습니다.\n시작\na\n\nb\n끝", "2"),
        (hangul.syllables, "ko", '몇 번?\n글자 "나", 낱말 "바나나"', "2"),
        (hangul.jamo, "ko", "몇 개?\n낱말: 닭장", "6"),
        (hangul.initials, "ko", '몇 개?\n자음 "ㄱ", 낱말 "각까기"', "2"),
        (hangul.finals, "ko", "몇 개?\n값진이", "2"),
        (characters.characters, "ja", "何回？\n文字：が\n文字列：かがが", "2"),
    ],
)
def test_answers(oracle: Oracle, language: str, prompt: str, answer: str) -> None:
    assert oracle(prompt, language) == answer


@pytest.mark.parametrize(
    ("oracle", "language", "prompt", "problem"),
    [
        (letters.letters, "en", "How often is a in banana?", "nothing behind its question"),
        (letters.letters, "en", "How often?\nLetter: a\nWord: banana", "does not state its rule"),
        (letters.letters, "en", "They are different letters.\nLetter: an\nWord: banana", "is no letter"),
        (letters.letters, "en", "They are different letters.\nWord: banana", "a long and a short thing"),
        (letters.distinct_letters, "en", "How many?\nWord: banana\nWord: fig", "shows 2 things"),
        (letters.nth_letter, "en", "From the end.\nWord: cat\nPlace: 4", "has no place 4"),
        (letters.nth_letter, "en", "From the end.\nWord: cat", "does not show a word and a place"),
        (signs.digits, "en", "How many?\nNumber: twelve", "is no number"),
        (signs.digit_occurrences, "en", "How often?\nNumber: 1212\nDigit: 12", "a number and a digit"),
        (signs.brackets, "en", "How many opening brackets?\n(()", "do not close"),
        (texts.word_occurrences, "en", "How often?\nWord: ant", "does not show a text and a word"),
        (texts.lines, "en", "Empty lines count too.\nSTART\na\nb", "between its marks"),
        (hangul.jamo, "ko", "몇 개?\n낱말: cat", "is no Korean word"),
        (hangul.initials, "ko", '몇 개?\n자음 "ㅏ", 낱말 "각까기"', "begins no syllable"),
        (hangul.syllables, "ko", '몇 번?\n글자 "나나", 낱말 "바나나"', "is no syllable"),
        (characters.characters, "ja", "何回？\n文字：かが\n文字列：かがが", "is no character"),
    ],
)
def test_refusals(oracle: Oracle, language: str, prompt: str, problem: str) -> None:
    with pytest.raises(JagbenchError, match=problem):
        oracle(prompt, language)
