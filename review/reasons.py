"""Why two things may be one, or two: each reason with its weight and its sentence in French and English.

The score of a pair is what its reasons for leave of no doubt, less what those against put in doubt: with reasons for
of weights 0.5 and 0.6, 1 - (1 - 0.5) x (1 - 0.6) = 0.8; one against of weight 0.5 halves that. The weights are set by
hand and order a list; they are no probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from diplograph.ontology.model import Labels

Value = (
    str | Labels | tuple[str, ...]
)  # a text as it stands, or in each language, or ids, shown by their names
MOST_NAMES = 4  # that a sentence lists


class Sentence(NamedTuple):
    """A reason's weight, below 0 where it speaks against, and its sentences."""

    weight: float
    fr: str
    en: str


@dataclass(frozen=True)
class Sign:
    """What a rule found: the code of a sentence and its values."""

    code: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Reason:
    """Why two things may be one, or two. ``against`` where it speaks for two."""

    code: str
    fr: str
    en: str
    against: bool = False


SENTENCES: Mapping[str, Sentence] = {
    # Names
    "same_name": Sentence(0.6, "Même nom : « {one} », « {other} »", "Same name: “{one}”, “{other}”"),
    "sounds_alike": Sentence(0.5, "Noms qui se prononcent de même : « {one} », « {other} »", "Names that sound alike: “{one}”, “{other}”"),
    "one_letter": Sentence(0.4, "Noms à une lettre près : « {one} », « {other} »", "Names a letter apart: “{one}”, “{other}”"),
    "one_word_more": Sentence(0.4, "Un nom a un mot de plus que l’autre : « {one} », « {other} »", "One name has a word more than the other: “{one}”, “{other}”"),
    "initial": Sentence(0.45, "L’un donne l’initiale du prénom de l’autre : « {one} », « {other} »", "One gives the initial of the other’s given name: “{one}”, “{other}”"),
    "nickname": Sentence(0.45, "L’un est le diminutif de l’autre : « {one} », « {other} »", "One is short for the other: “{one}”, “{other}”"),
    "surname_only": Sentence(0.35, "Le nom de famille seul : « {one} », « {other} »", "The surname alone: “{one}”, “{other}”"),
    "part_of_name": Sentence(0.5, "Dans un même article, un nom seul et un nom complet qui le contient : « {one} », « {other} »", "In one article, a name alone and a full name that holds it: “{one}”, “{other}”"),
    "similar_words": Sentence(0.45, "Noms semblables à {percent} % : « {one} », « {other} »", "Names {percent}% alike: “{one}”, “{other}”"),
    "acronym_fits": Sentence(0.45, "Le sigle {acronym} a les initiales de « {name} »", "The acronym {acronym} has the initials of “{name}”"),
    "same_acronym": Sentence(0.5, "Même sigle : {acronym}", "Same acronym: {acronym}"),
    "two_languages": Sentence(0.2, "Deux langues, sans mot commun : « {one} », « {other} »", "Two languages, no word in common: “{one}”, “{other}”"),
    # What both have
    "same_post": Sentence(0.5, "Même poste : {posts}", "Same post: {posts}"),
    "same_side": Sentence(0.3, "Même État ou organisme : {sides}", "Same state or body: {sides}"),
    "same_people": Sentence(0.6, "Mêmes participants : {people}", "Same participants: {people}"),
    "same_function": Sentence(0.5, "Mêmes postes représentés : {posts}", "Same posts represented: {posts}"),
    "alike_people": Sentence(0.4, "Participants de noms voisins : {people}", "Participants of like names: {people}"),
    "same_parties": Sentence(0.35, "Mêmes parties : {sides}", "Same parties: {sides}"),
    "same_series": Sentence(0.5, "Même série : {series} ; le numéro ne manque que d’un côté ({ordinal})", "Same series: {series}; the number is missing on one side only ({ordinal})"),
    "same_day": Sentence(0.35, "Même jour : {day}", "Same day: {day}"),
    "compatible_dates": Sentence(0.2, "Dates compatibles : {one} ; {other}", "Compatible dates: {one}; {other}"),
    "same_place": Sentence(0.2, "Même lieu : {places}", "Same place: {places}"),
    "near_in_time": Sentence(0.2, "À moins de {years} ans d’intervalle", "Less than {years} years apart"),
    # What is not known
    "no_side": Sentence(0.1, "On ne sait de quel État ni de quel organisme relève {names}", "No state or body of {names} is known"),
    # Against
    "other_side": Sentence(-0.5, "États ou organismes différents : {one} ; {other}", "Other states or bodies: {one}; {other}"),
    "other_parties": Sentence(-0.4, "Parties différentes aussi : {sides}", "Other parties too: {sides}"),
    "other_kind": Sentence(-0.3, "Types différents : {one} ; {other}", "Other kinds: {one}; {other}"),
    "next_day": Sentence(-0.2, "À un jour d’écart : {one} ; {other}", "A day apart: {one}; {other}"),
    "other_dates": Sentence(-0.3, "Dates différentes : {one} ; {other}", "Other dates: {one}; {other}"),
    "years_apart": Sentence(-0.6, "{years} ans d’intervalle : peut-être des homonymes, comme un père et son fils", "{years} years apart: perhaps namesakes, such as father and son"),
    "one_article": Sentence(-0.5, "Un même article distingue les deux : {articles}", "One article tells the two apart: {articles}"),
}  # fmt: skip


def sign(code: str, **values: Value) -> Sign:
    """Return a sign. Ids are given as a tuple, texts as they are."""
    return Sign(code, values)


def score(signs: Iterable[Sign]) -> float:
    """Return how likely two things are one by their signs, from 0 to 1, to three places."""
    weights = [SENTENCES[each.code].weight for each in signs]
    doubt = prod(1 - weight for weight in weights if weight > 0)
    return round((1 - doubt) * prod(1 + weight for weight in weights if weight < 0), 3)


def reason(found: Sign, names: Mapping[str, Labels]) -> Reason:
    """Return a sign as a reason; ``names`` are those of its ids by language."""
    sentence = SENTENCES[found.code]
    fr, en = (
        text.format(**{key: _shown(value, names, language) for key, value in found.values.items()})
        for language, text in (("fr", sentence.fr), ("en", sentence.en))
    )
    return Reason(found.code, fr, en, sentence.weight < 0)


def _shown(value: Value, names: Mapping[str, Labels], language: str) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, tuple):
        return value[language]
    shown = list(dict.fromkeys(names[each][language] for each in value))
    return ", ".join(shown[:MOST_NAMES]) + ("…" if len(shown) > MOST_NAMES else "")
