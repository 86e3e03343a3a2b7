"""An invented world of defence relations for corpora of any size: who holds which post when, bodies, programmes.

The states and the bodies of the reference tables are real; whoever and whatever acts for them is made up. Nothing here
is mistaken for anything else: every person, forum, programme and agreement has a name of its own, so that what a
corpus of it must become is known exactly (press_world.py has the traps). The best known are named first; how often
each is told of follows from its place.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate, product
from typing import Generic, TypeVar

from press_world import CHIEF, COUNTRIES, DEPUTY, MINISTER, Country

from diplograph.ontology.reference import Entry, reference
from diplograph.ontology.text import slug

T = TypeVar("T")

START = date(2001, 1, 1)
FOREIGN = "foreign-minister"
FUNCTIONS = (MINISTER, CHIEF, FOREIGN, DEPUTY)
SEVERAL = (DEPUTY,)  # posts that several people may hold at once, as the table of functions has it
SHORTEST_TERM, LONGEST_TERM = 1000, 1600  # days
FAMOUS = 200  # programmes
TERMS = 40  # of a post that have names of their own: more than a century

STATES = (
    Country("US", ("les ", "États-Unis"), "des ", ("américain", "américaine"), ("the ", "United States"), "American", ("Washington", "Washington"), "", "english"),
    COUNTRIES["FR"],
    COUNTRIES["KR"],
    COUNTRIES["GB"],
    Country("JP", ("le ", "Japon"), "du ", ("japonais", "japonaise"), ("", "Japan"), "Japanese", ("Tokyo", "Tokyo"), "", "japanese"),
    Country("DE", ("l’", "Allemagne"), "d’", ("allemand", "allemande"), ("", "Germany"), "German", ("Berlin", "Berlin"), "", "german"),
    COUNTRIES["AU"],
    COUNTRIES["VN"],
    Country("PL", ("la ", "Pologne"), "de ", ("polonais", "polonaise"), ("", "Poland"), "Polish", ("Varsovie", "Warsaw"), "", "polish"),
    COUNTRIES["NO"],
    Country("IT", ("l’", "Italie"), "d’", ("italien", "italienne"), ("", "Italy"), "Italian", ("Rome", "Rome"), "", "italian"),
    Country("CA", ("le ", "Canada"), "du ", ("canadien", "canadienne"), ("", "Canada"), "Canadian", ("Ottawa", "Ottawa"), "", "english"),
    Country("PH", ("les ", "Philippines"), "des ", ("philippin", "philippine"), ("the ", "Philippines"), "Philippine", ("Manille", "Manila"), "", "spanish"),
    COUNTRIES["BE"],
    Country("RO", ("la ", "Roumanie"), "de ", ("roumain", "roumaine"), ("", "Romania"), "Romanian", ("Bucarest", "Bucharest"), "", "romanian"),
    Country("ES", ("l’", "Espagne"), "d’", ("espagnol", "espagnole"), ("", "Spain"), "Spanish", ("Madrid", "Madrid"), "", "spanish"),
    Country("SE", ("la ", "Suède"), "de ", ("suédois", "suédoise"), ("", "Sweden"), "Swedish", ("Stockholm", "Stockholm"), "", "norwegian"),
    Country("ID", ("l’", "Indonésie"), "d’", ("indonésien", "indonésienne"), ("", "Indonesia"), "Indonesian", ("Jakarta", "Jakarta"), "", "indonesian"),
    Country("DK", ("le ", "Danemark"), "du ", ("danois", "danoise"), ("", "Denmark"), "Danish", ("Copenhague", "Copenhagen"), "", "norwegian"),
    Country("CL", ("le ", "Chili"), "du ", ("chilien", "chilienne"), ("", "Chile"), "Chilean", ("Santiago", "Santiago"), "", "spanish"),
)  # fmt: skip
ACCUSED = (  # they act in no meeting; others say things of them
    Country("RU", ("la ", "Russie"), "de ", ("russe", "russe"), ("", "Russia"), "Russian", ("Moscou", "Moscow"), "", ""),
    Country("KP", ("la ", "Corée du Nord"), "de ", ("nord-coréen", "nord-coréenne"), ("", "North Korea"), "North Korean", ("Pyongyang", "Pyongyang"), "", ""),
    Country("IR", ("l’", "Iran"), "d’", ("iranien", "iranienne"), ("", "Iran"), "Iranian", ("Téhéran", "Tehran"), "", ""),
    Country("BY", ("la ", "Biélorussie"), "de ", ("biélorusse", "biélorusse"), ("", "Belarus"), "Belarusian", ("Minsk", "Minsk"), "", ""),
)  # fmt: skip
BODIES = {  # as articles call them, with an article
    "organization/nato": (("l’", "OTAN"), ("", "NATO")),
    "organization/eu": (("l’", "UE"), ("the ", "EU")),
}
FAMILY_FIRST = ("korean", "vietnamese")

# Family names and given names; "+" marks a woman's. No person has the name of another.
NAMES = {
    "english": (
        "Ashdown Birkwell Carrowmore Dunstead Elverton Fenwright Garrick Holmsby Inglewood Kestrel Lockhurst Merriden Northcote Oakeshott Penhallow Quarley Ravenscar Stannard Thorley Underhay Vennor Wexcombe Yarrow Brackley Coldridge Draycott Farnaby",
        "Alistair Beatrice+ Dorothy+ Clement Edmund Felicity+ Harriet+ Gareth Jasper Malcolm Rowena+ Tobias Imogen+ Leopold Mabel+ Nigel Ophelia+ Percival Quentin Rosalind+ Silas Theodora+ Ursula+ Winston Zachary Bertram Cordelia+",
    ),
    "french": (
        "Barrière Delcourt Fabrègues Guérande Hautecœur Lanvollon Mérindol Orsières Péronnet Quéméneur Rochebrune Vauquelin Abrassart Cazeneuil Dieulefit Estaing Grandval Jarnac",
        "Jean-Noël Hélène+ Anne-Cécile+ Rémi Théodore Solène+ Maëlle+ Aurélien Pierre-Yves Gaétan Sévère Clémence+ Baptistin Ombeline+ Fulgence Isaure+ Lucien Noémie+",
    ),
    "korean": (
        "Kim Lee Park Choi Yoon Lim Kwon Cho Kang Baek Noh Seo Hwang",
        "Tae-gun Sung-min Hyun-ah+ Joon-hyuk Eun-kyung+ Woo-jin Min-soo Bo-ram+ Dong-wook Chul-ho Ki-young Sang-hoon Ye-rin+",
    ),
    "vietnamese": (
        "Đặng Trịnh Lương Hoàng Phạm Bùi Đỗ Võ Huỳnh Tạ Đinh Quách Nghiêm",
        "Văn_Minh Thị_Hạnh+ Thu_Hương+ Quốc_Bảo Đức_Thắng Ngọc_Ánh+ Thanh_Vân+ Hữu_Lộc Xuân_Phúc Bá_Cường Đình_Khôi Trọng_Nghĩa Mai_Lan+",
    ),
    "norwegian": (
        "Sørli Bråten Kjærstad Myhre Østbø Fjelldal Haugsvær Nygård Rønning Tveit Åsheim Lie-Moen Skogmo Grønvold Ulvestad Eikrem Hovland Jærvik Lunde Mørkved Opdahl Strømnes",
        "Håkon Ingebjørg+ Åse+ Sverre Jørn Solveig+ Rannveig+ Even Bjørn-Erik Torgeir Gunnhild+ Øystein Kjersti+ Audun Sigrun+ Vidar Trygve Oddny+ Peder Ragnfrid+ Steinar Målfrid+ Yngve",
    ),
    "japanese": (
        "Aokawa Fujimori Hasegura Inokawa Kuramoto Matsudera Nishigaki Okazuki Sakuraba Takemizu Uchiyama Wakatabe Yoshinuma",
        "Haruto Ayaka+ Kenjiro Naomi+ Shigeru Tomoko+ Isamu Chiyo+ Masaru Reiko+ Yutaka Fumiko+ Daisuke",
    ),
    "german": (
        "Adlersberg Brunnmeier Dornfeld Eschweiler Falkenrath Grünhagen Hölderich Kaltenbrunn Lindacher Möllendorf Osterwald Pfefferkorn Rübsam",
        "Albrecht Brunhilde+ Dietmar Elfriede+ Friedhelm Gudrun+ Hartmut Irmgard+ Jochen Katharina+ Lothar Mechthild+ Volker",
    ),
    "polish": (
        "Bartoszak Czyżewicz Dąbrowiec Gołębiak Jaworzyn Kędzierak Łopatecki Mikołajek Nowogrod Pawłosek Rzeszutko Świderek Żurawik",
        "Bogusław Danuta+ Eugeniusz Grażyna+ Ireneusz Jadwiga+ Kazimierz Ludmiła+ Mirosław Renata+ Sławomir Wanda+ Zbigniew",
    ),
    "italian": (
        "Abbadesi Bellacorte Castelvecchi Donadoni Fiorentani Gualandri Lombardelli Montecalvi Ortensini Passavanti Roccaforte Stellardi Ventimigli",
        "Adelmo Bianca+ Corrado Donatella+ Ettore Fabrizia+ Gaspare Ilaria+ Leonida Marzia+ Nazario Ottavia+ Raimondo",
    ),
    "spanish": (
        "Aldanza Barrenechea Cifuentes Echeverri Figueroa Garmendia Hinojosa Irigoyen Labrador Montalvo Navascués Olazábal Pizarral Quintanilla Riquelme Saavedrín Torrealba Urquijo Valdecañas Zubizarreta Berlanga Cañizo",
        "Anselmo Beatriz+ Calixto Dolores+ Eulalio Fermina+ Gonzalo Herminia+ Ildefonso Jimena+ Leandro Macarena+ Nicanor Obdulia+ Pancracio Remedios+ Severino Teodora+ Urbano Visitación+ Wenceslao Ximena+",
    ),
    "romanian": (
        "Bălănescu Cărăușu Drăgulin Fărcășanu Ghimpețeanu Ionașcu Lăzăroiu Mărgineanu Negoiță Păltinaș Râmniceanu Șerbăneț Țăranu",
        "Adrian Brândușa+ Cristian Doina+ Emilian Floarea+ Horia Ileana+ Liviu Mărioara+ Nicolae Smaranda+ Șerban",
    ),
    "indonesian": (
        "Adiwinata Budihardjo Cokroaminata Darmawangsa Gunadharma Hardjanegara Jayakusuma Kertanegara Lesmanahadi Mangunsarkara Notodirdja Prawirasuta Suryaningrat",
        "Agung Bintang Citra+ Dewi+ Eko Gilang Hesti+ Indah+ Joko Kartika+ Lestari+ Mahendra Nugroho",
    ),
}  # fmt: skip

# No name begins with A, B or C as acronyms do: so the acronym is the first of a thing's names, and makes its id.
REGIONS = (
    ("des mers froides", "Frozen Seas"), ("des détroits", "Straits"), ("de l’archipel", "Isles"),
    ("du grand Sud", "Far South"), ("des deux rives", "Two Shores"), ("du haut plateau", "High Plateau"),
    ("des monts du Nord", "Northern Mountains"), ("du long fleuve", "Long River"), ("de la steppe", "Steppe"), ("des caps", "Headlands"),
)  # fmt: skip
FORUMS = (
    ("Forum", "Forum"),
    ("Dialogue", "Dialogue"),
    ("Symposium", "Symposium"),
    ("Réunion annuelle", "Yearly Meeting"),
)
PROGRAMMES = (
    ("programme", "Programme", "Programme"), ("exercise", "Exercice", "Exercise"), ("training", "Stage", "Training"),
    ("workshop", "Séminaire", "Seminar"), ("fund", "Fonds", "Fund"),
)  # fmt: skip
AGREEMENTS = (
    ("memorandum", "Mémorandum d’entente", "Memorandum of Understanding"), ("treaty", "Traité", "Treaty"),
    ("implementation_plan", "Plan d’action", "Plan of Action"), ("partnership", "Partenariat", "Partnership"),
)  # fmt: skip
SYLLABLES = [f"{one}{two}" for one in "DFGKLMNPRSTVZ" for two in "AEIOU"]


@dataclass(frozen=True)
class Person:
    """An official, by name."""

    name: str
    family: str
    woman: bool

    @property
    def id(self) -> str:
        """Id in the graph."""
        return f"official/{slug(self.name)}"


@dataclass(frozen=True)
class Post:
    """A post of a state."""

    state: Country
    function: str

    @property
    def id(self) -> str:
        """Id in the graph."""
        return f"post/{slug(self.state.code)}-{self.function}"


@dataclass(frozen=True)
class Named:
    """A forum, a programme or an agreement: an acronym of its own, the same in both languages."""

    label: str
    kind: str
    fr: str
    en: str
    acronym: str
    parties: tuple[Country, ...] = ()

    @property
    def id(self) -> str:
        """Id in the graph."""
        return f"{self.label.lower()}/{slug(self.acronym)}"


class Weighted(Generic[T]):
    """Things of which the first are drawn the most, as in life: the nth one an nth as often as the first."""

    def __init__(self, things: Sequence[T]) -> None:
        self.things = things
        self._sums = list(accumulate(1 / place for place in range(1, len(things) + 1)))

    def draw(self, chance: random.Random) -> T:
        """Return one of them."""
        return self.things[bisect(self._sums, chance.random() * self._sums[-1])]

    def draw_several(self, chance: random.Random, count: int) -> list[T]:
        """Return several, each once."""
        found: dict[T, None] = {}
        while len(found) < count:
            found[self.draw(chance)] = None
        return list(found)


@cache
def terms_of(seed: int, post: Post) -> tuple[int, int]:
    """Return how many days a term in a post is, and how many of the first one were over when the world began."""
    chance = random.Random(f"{seed}/{post.id}")
    length = chance.randint(SHORTEST_TERM, LONGEST_TERM)
    return length, chance.randrange(length)


def term(seed: int, post: Post, day: int) -> int:
    """Return the number of the term in which a day is; days are counted from the first one of the world."""
    length, over = terms_of(seed, post)
    return (day + over) // length


def first_day(seed: int, post: Post, number: int) -> int:
    """Return the first day of a term; that of the first term is before the world began."""
    length, over = terms_of(seed, post)
    return number * length - over


@cache
def holder(seed: int, post: Post, number: int) -> Person:
    """Return who holds a post in a term."""
    tradition = post.state.tradition
    families, given = (names.split() for names in NAMES[tradition])
    codes = [state.code for state in STATES if state.tradition == tradition]
    place = (number * len(FUNCTIONS) + FUNCTIONS.index(post.function)) * len(codes) + codes.index(
        post.state.code
    )
    count = len(families) * len(given)
    assert number < TERMS, f"the world ends before term {number} of {post.id}"
    assert TERMS * len(FUNCTIONS) * len(codes) <= count, tradition
    turn = random.Random(f"{seed}/{tradition}").randrange(count)
    row, column = divmod((place + turn) % count, len(given))
    family, own = families[(row + column) % len(families)], given[column]
    first = own.removesuffix("+").replace("_", " ")
    name = f"{family} {first}" if tradition in FAMILY_FIRST else f"{first} {family}"
    return Person(name, family, own.endswith("+"))


def code_name(number: int) -> str:
    """Return the nth made-up word."""
    letters = ""
    for _ in range(3):
        number, place = divmod(number, len(SYLLABLES))
        letters = SYLLABLES[place] + letters
    assert number == 0, "there are no more code names"
    return letters


@cache
def forums() -> Weighted[Named]:
    """Return the standing forums that meet in sessions."""
    kinds = list(product(REGIONS, FORUMS))
    random.Random(0).shuffle(kinds)
    made = []
    for number, ((of_fr, of_en), (fr, en)) in enumerate(kinds):
        members = random.Random(number).sample(STATES, 8)
        acronym = f"A{code_name(number)}"
        made.append(Named("Organization", "forum", f"{fr} {of_fr}", f"{of_en} {en}", acronym, tuple(members)))
    return Weighted(made)


@cache
def programmes() -> Weighted[Named]:
    """Return the programmes of which articles tell again and again."""
    return Weighted([programme(number) for number in range(FAMOUS)])


def programme(number: int) -> Named:
    """Return the nth programme or exercise; the first ones are famous."""
    parties = random.Random(number).sample(STATES, 5)
    return _named("Initiative", "B", PROGRAMMES[number % len(PROGRAMMES)], number, parties)


def agreement(number: int, parties: Sequence[Country]) -> Named:
    """Return the nth agreement."""
    return _named("Agreement", "C", AGREEMENTS[number % len(AGREEMENTS)], number, parties)


def _named(
    label: str, letter: str, kind: tuple[str, str, str], number: int, parties: Sequence[Country]
) -> Named:
    code, (name, fr, en) = code_name(number), kind
    shown = code.capitalize()
    return Named(label, name, f"{fr} {shown}", f"{shown} {en}", letter + code, tuple(parties))


@cache
def domains() -> Weighted[Entry]:
    """Return the subjects of cooperation."""
    found = sorted(
        (each for each in reference().entries.values() if each.cls == "Domain"), key=lambda e: e.id
    )
    return Weighted(random.Random(0).sample(found, len(found)))


@cache
def states() -> Weighted[Country]:
    """Return the states that meet."""
    return Weighted(STATES)
