"""Replies as models write them in French."""

import pytest

from tests.analysis.reading.asked import Asked, Case, wrong

QUESTIONS = {
    "larger": Asked(
        kind="choice",
        prompt="Lequel de ces deux nombres décimaux est le plus grand ? Réponds uniquement par le nombre.\n"
        "9,9 ou 9,11",
        options=("9,9", "9,11"),
    ),
    "smaller": Asked(
        kind="choice",
        prompt="Lequel de ces deux nombres décimaux est le plus petit ?\n9,9 ou 9,11",
        options=("9,9", "9,11"),
    ),
    "equal": Asked(
        kind="choice",
        prompt="Quel nombre est le plus grand ? S'ils sont égaux, réponds « égal ».\n9,9 et 9,90",
        options=("9,9", "9,90", "égal"),
    ),
    "cheaper": Asked(
        kind="choice",
        prompt="Combien coûte le stylo dans le magasin le moins cher ?\n9,9 euros ou 9,11 euros",
        options=("9,9", "9,11"),
    ),
    "integers": Asked(
        kind="choice",
        prompt="Quel nombre est le plus grand ?\n12\u202f345 ou 12\u202f435",
        options=("12\u202f345", "12\u202f435"),
    ),
    "difference": Asked(kind="decimal", prompt="Quel est le résultat de cette soustraction ?\n9,9 - 9,11"),
    "sum": Asked(kind="integer", prompt="Calcule.\n1\u202f200 + 34 ="),
    "count": Asked(
        kind="integer", prompt="Combien de fois la lettre « r » apparaît-elle dans le mot « strawberry » ?"
    ),
    "even": Asked(
        kind="choice", prompt="14 est-il divisible par 7 ? Réponds par oui ou non.", options=("oui", "non")
    ),
    "weekday": Asked(
        kind="choice",
        prompt="Aujourd'hui, c'est lundi. Quel jour serons-nous dans 3 jours ?",
        options=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ),
    "date": Asked(kind="date", prompt="Quelle date est 3 jours après le 12 mars 2024 ?"),
    "fraction": Asked(kind="decimal", prompt="Combien font 1/2 + 1/4 ?"),
    "reverse": Asked(kind="text", prompt="Écris le mot « pluie » à l'envers."),
    "letter": Asked(
        kind="choice",
        prompt="Quel nombre est le plus grand ? Réponds uniquement par la lettre.\nA: 9,9\nB: 9,11",
        options=("9,9", "9,11"),
    ),
}

CASES: list[Case] = [
    ("larger", "9,9", "9,9"),
    ("larger", "9.9", "9,9"),
    ("larger", "Le nombre le plus grand est 9,9.", "9,9"),
    ("larger", "9,9 est plus grand que 9,11.", "9,9"),
    ("larger", "9,11 est plus grand que 9,9.", "9,11"),
    ("larger", "9,9 est supérieur à 9,11.", "9,9"),
    ("larger", "9,11 est inférieur à 9,9.", "9,9"),
    ("larger", "9,11 n'est pas plus grand que 9,9.", "9,9"),
    ("larger", "La réponse est **9,9**.", "9,9"),
    ("larger", "Réponse : 9,9", "9,9"),
    ("larger", "Le plus grand des deux nombres est donc 9,9, car 9 dixièmes > 1 dixième.", "9,9"),
    (
        "larger",
        "Pour comparer, regardons les dixièmes : 9 > 1. Par conséquent, 9,9 est plus grand que 9,11.",
        "9,9",
    ),
    ("larger", "La réponse est 9,11. Attendez, 9,9 = 9,90, donc 9,9 est plus grand.", "9,9"),
    ("larger", "Le second nombre est le plus grand.", "9,11"),
    ("larger", "Cela dépend du contexte.", "no_answer"),
    ("larger", "Comparons 9,9 et 9,11.", "no_answer"),
    ("smaller", "9,9 est plus grand que 9,11.", "9,11"),
    ("smaller", "Le plus petit est 9,11.", "9,11"),
    ("equal", "Ils sont égaux.", "égal"),
    ("equal", "égal", "égal"),
    ("equal", "Les deux nombres ont la même valeur.", "égal"),
    ("equal", "9,9 = 9,90", "égal"),
    ("cheaper", "9,11 €", "9,11"),
    ("cheaper", "Le stylo coûte 9,11 euros dans le magasin le moins cher.", "9,11"),
    ("integers", "12435", "12\u202f435"),
    ("integers", "12 435", "12\u202f435"),
    ("integers", "12\u00a0435 est plus grand que 12\u00a0345.", "12\u202f435"),
    ("difference", "0,79", "0.79"),
    ("difference", "9,9 - 9,11 = 0,79", "0.79"),
    ("difference", "Le résultat de la soustraction est 0,79.", "0.79"),
    ("difference", "Le résultat est moins 0,21.", "-0.21"),
    ("sum", "1 234", "1234"),
    ("sum", "1\u202f234", "1234"),
    ("sum", "1.234", "1234"),
    ("sum", "La somme est égale à 1234.", "1234"),
    ("sum", "1 200 + 34 = 1 234", "1234"),
    ("sum", "mille deux cent trente-quatre", "1234"),
    ("count", "3", "3"),
    ("count", "Trois.", "3"),
    ("count", "La lettre « r » apparaît trois fois dans le mot « strawberry ».", "3"),
    ("count", "Il y a 3 lettres « r » dans ce mot.", "3"),
    ("count", "une fois", "1"),
    ("count", "Elle n'apparaît qu'une seule fois.", "1"),
    ("count", "C'est un mot de dix lettres. Il contient donc 3 r.", "3"),
    ("count", "La lettre n'apparaît pas dans ce mot.", "0"),
    ("count", "Il n'y a aucun r.", "0"),
    ("count", "Il y en a 2. Pardon, je me suis trompé, il y en a 3.", "3"),
    ("count", "2 ou 3", "no_answer"),
    ("count", "Je ne sais pas.", "no_answer"),
    ("count", "Il est impossible de déterminer ce nombre.", "no_answer"),
    ("count", "Je suis désolé, mais je ne peux pas vous aider.", "refused"),
    ("count|cut", "Comptons les lettres : s, t, r (1), a, w, b, e, r", "truncated"),
    ("even", "Oui", "oui"),
    ("even", "Oui, 14 est divisible par 7.", "oui"),
    ("even", "14 est divisible par 7, donc oui.", "oui"),
    ("even", "Non, 14 n'est pas divisible par 7.", "non"),
    ("weekday", "jeudi", "jeudi"),
    ("weekday", "Ce sera un jeudi.", "jeudi"),
    ("weekday", "Trois jours après lundi, nous serons jeudi.", "jeudi"),
    ("weekday", "Si aujourd'hui c'est lundi, dans 3 jours ce sera jeudi.", "jeudi"),
    ("date", "15 mars 2024", "2024-03-15"),
    ("date", "Le 15 mars 2024.", "2024-03-15"),
    ("date", "3 jours après le 12 mars 2024, c'est le 15 mars 2024.", "2024-03-15"),
    ("date", "15/03/2024", "2024-03-15"),
    ("fraction", "3/4", "3/4"),
    ("fraction", "trois quarts", "3/4"),
    ("fraction", "0,75", "3/4"),
    ("reverse", "eiulp", "eiulp"),
    ("reverse", "Le mot à l'envers est « eiulp ».", "eiulp"),
    ("letter", "A", "9,9"),
    ("letter", "La bonne réponse est B.", "9,11"),
    ("letter", '```json\n{"answer": "A"}\n```', "9,9"),
]


@pytest.mark.parametrize("case", CASES, ids=[case[1][:60] for case in CASES])
def test_a_french_reply_is_read_as_its_answer(case: Case) -> None:
    assert wrong(case, QUESTIONS, "fr") is None
