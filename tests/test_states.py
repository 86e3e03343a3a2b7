"""The table of states: complete, in both languages, and no word of it means two of them."""

from __future__ import annotations

import re

import pycountry
import pytest

from diplograph.ontology import source
from diplograph.ontology.iso import KOSOVO, iso_states
from diplograph.ontology.reference import STATES, reference
from diplograph.ontology.source import Table
from diplograph.ontology.text import words

# The codes of ISO 3166-1 that are no state's: what belongs to a state, is in free association with one (CK, NU), is
# nobody's (AQ) or is on the United Nations' list of non-self-governing territories (EH).
TERRITORIES = {
    *("AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "EH", "FK", "FO", "GF"),
    *("GG", "GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS"),
    *("NC", "NF", "NU", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "UM", "VG", "VI"),
    *("WF", "YT"),
}

WITHOUT = {
    ("CG", "fr"): "« congolais » is either Congo's",
    ("CG", "en"): '"Congolese" is either Congo\'s',
    ("GN", "fr"): "« guinéen » is said of every Guinea",
    ("GN", "en"): '"Guinean" is said of every Guinea',
    ("DM", "en"): '"Dominican" is said of Dominica and of the Dominican Republic',
    ("DO", "en"): '"Dominican" is said of Dominica and of the Dominican Republic',
    ("IL", "capital"): "no city that every party names as its capital",
}

# What a French word of this ending takes in feminine and plural; the first that fits.
ENDINGS = (
    ("ais|ois|z", "{,e,es}"), ("en", "{,ne,s,nes}"), ("é", "{,e,s,es}"), ("e|è|c|er", "{,s}"), (".", "{,e,s,es}"),
)  # fmt: skip
OTHER_ENDINGS = {
    "nippon{,e,ne,s,es,nes}": "« nippone » and « nipponne » are both written",
    "letton{,e,ne,s,es,nes}": "« lettone » and « lettonne » are both written",
    "lao{,s}": "one form for both genders",
    "basotho{,s}": "one form for both genders",
    "ni-vanuatu{,s}": "one form for both genders",
}

# state: words that are easily taken for another's, or easily missed
TRICKY = """
NE: Niger, nigérien, nigériennes, Nigerien, Niamey
NG: Nigeria, Nigéria, nigérian, nigériane, Nigerians, Abuja
DO: République dominicaine, dominicain, dominicaines, Dominican Republic, Saint-Domingue, Santo Domingo
DM: Dominique, la Dominique, dominiquais, dominiquaises, Dominica, Commonwealth of Dominica, Roseau
GN: Guinée, Guinea, Guinée-Conakry, Guinea-Conakry, Republic of Guinea, Conakry
GQ: équato-guinéen, équato-guinéennes, Guinée équatoriale, Equatorial Guinean, Malabo
GW: bissau-guinéen, bissau-guinéenne, Guinée-Bissau, Guinea-Bissau, Bissau-Guineans
PG: papouan-néo-guinéenne, Papouasie-Nouvelle-Guinée, PNG, Papua New Guineans, Port Moresby
CD: RDC, DRC, RD Congo, zaïrois, Zaïre, Kinshasa, Democratic Republic of the Congo
CG: Congo-Brazzaville, République du Congo, Republic of the Congo, Brazzaville
KP: nord-coréens, North Koreans, DPRK
KR: sud-coréennes, South Korean, ROK
SD: Soudan, soudanais, Sudanese, Khartoum
SS: Soudan du Sud, Sud-Soudan, sud-soudanaises, South Sudanese, Djouba, Juba
IE: irlandaise, Irish, Irishwoman, République d’Irlande, Republic of Ireland
GB: Royaume-Uni de Grande-Bretagne et d'Irlande du Nord, English, Brit
TL: est-timorais, est-timoraise, East Timorese, Dili
MC: monégasque, monégasques, Monégasque, Monaco
VA: vatican, vaticane, Saint-Siège, Holy See, Vatican City, Cité du Vatican
TW: taïwanais, taiwanaise, République de Chine, Chinese Taipei
CN: République populaire de Chine, Chine populaire, PRC
PS: palestinien, palestiniennes, État de Palestine, Palestinian Authority, Ramallah
XK: kosovar, kosovares, Kosovan, Republic of Kosovo, Pristina
NZ: néo-zélandais, néo-zélandaises, New Zealanders, New Zealand
LK: sri-lankais, sri-lankaise, Sri Lankans, Ceylan
LC: saint-lucien, saint-luciennes, St Lucian, Saint Lucia, Castries
KN: kittitien, kittitiennes, névicien, Nevisian, St Kitts and Nevis, Basseterre
VC: vincentais, vincentaises, saint-vincentais, Vincentian, St Vincent, Kingstown
GD: grenadien, Grenadian, St. George's
JM: jamaïcain, Jamaican, Kingston
ST: santoméen, santoméennes, São Toméan, Sao Tomé
KM: comorien, comoriennes, Comorian, Moroni
MU: mauricien, Mauritian, Île Maurice, Port Louis
MR: mauritanien, Mauritanian, Nouakchott
ML: malien, Malian
MW: malawien, Malawian
MV: maldivien, Maldivian, Malé
MY: malaisien, Malaysian, Putrajaya
GM: gambien, The Gambia, Banjul
GA: gabonais, Gabonese
GY: guyanien, Guyanese, Georgetown
SV: salvadorien, El Salvador, Salvadoran, San Salvador
LR: libérien, Liberian
LY: libyen, Libyan
LB: libanais, Lebanese
AT: autrichien, Austrian
AU: australien, Australian
SI: slovène, Slovenian
SK: slovaque, Slovakian
SE: suédois, Swedish
CH: suissesse, Swiss
SZ: Swaziland, eswatinien, Mbabane
SM: saint-marinais, San Marino
IR: Perse, iranien, Iranians
IQ: iraquienne, Iraqi
CF: centrafricaine, Central African Republic, RCA
ZA: sud-africaine, South African
CV: cap-verdien, Cabo Verdean, Praia
BF: burkinabè, burkinabée, Haute-Volta
BA: bosnien, bosniaque, Herzegovinian, BiH
KG: kirghize, Kyrgyz, Bichkek
TJ: tadjike, Tajik, Douchanbé
TM: turkmène, Turkmenistani, Achgabat
TR: turque, Turkish
KI: I-Kiribati, kiribatienne, Tarawa
VU: ni-vanuatu, vanuatais, Port-Vila
WS: samoane, Western Samoa, Apia
FM: micronésienne, FSM
BO: bolivienne, La Paz, Sucre
YE: yéménite, Yemenis, Sana’a, Aden
YDYE: sud-yéménite, South Yemenis, Yémen du Sud
TZ: tanzanienne, Dodoma, Dar es Salaam
MK: nord-macédonien, FYROM, North Macedonia
DE: ouest-allemand, RFA, West Germany
DDDE: est-allemande, RDA, East German
SUHH: soviétiques, ex-URSS, former Soviet Union
YUCS: yougoslaves, ex-Yougoslavie, SFRY
CSHH: tchécoslovaque, Czechoslovakian
CZ: tchèque, Czech
CSXX: serbo-monténégrine, Serbia and Montenegro
RS: serbe, Serbian
ME: monténégrine, Montenegrin
VDVN: nord-vietnamienne, North Vietnamese
"""
CASES = [
    (word, code)
    for code, line in (row.split(": ") for row in TRICKY.strip().splitlines())
    for word in line.split(", ")
]


@pytest.fixture(scope="module")
def table() -> Table:
    """Return states.toml as it is written."""
    return source.read_table(STATES)


def test_every_state_of_iso_3166_1_stands_in_the_table(table: Table) -> None:
    """The table has a line for each of the 197 states, and for nothing else that has a code."""
    codes = {country.alpha_2 for country in pycountry.countries}
    assert codes >= TERRITORIES
    assert set(table["states"]) == codes - TERRITORIES | {KOSOVO}
    assert len(table["states"]) == 193 + len(("VA", "PS", "TW", "XK"))


def test_every_state_has_its_words_and_its_capital(table: Table) -> None:
    """A state has words of its own in French and in English, and a capital, but for the reasons given."""
    missing = {
        (code, key)
        for code, ours in table["states"].items()
        for key in ("fr", "en", "capital")
        if not ours.get(key)
    }
    assert missing == set(WITHOUT)


def test_every_capital_is_named_in_both_languages(table: Table) -> None:
    """The capital's French and English names are a city's of that state, and stand for its government."""
    known, lost = reference(), []
    for code, ours in table["states"].items():
        capital = ours.get("capital", [])
        for slug in [capital] if isinstance(capital, str) else capital:
            city = known.entries[f"place/{slug}"]
            for name in (city.name_fr, city.name_en):
                if (known.place(name), known.state(name)) != (city.id, f"state/{code}"):
                    lost.append((code, name))
    assert lost == []


def test_former_states_have_their_words(table: Table) -> None:
    """A former state has a code of ISO 3166-3, and words of its own in both languages."""
    assert set(table["former"]) == {"CSHH", "CSXX", "DDDE", "SUHH", "VDVN", "YDYE", "YUCS"}
    assert {country.alpha_4 for country in pycountry.historic_countries} >= set(table["former"])
    assert [code for code, ours in table["former"].items() if not (ours["fr"] and ours["en"])] == []


def test_french_words_have_all_their_genders_and_numbers(table: Table) -> None:
    """The braces of a French word are those of its ending, but for the words listed."""
    patterns = [
        pattern
        for ours in (*table["states"].values(), *table["former"].values())
        for pattern in ours.get("fr", ())
    ]
    odd = {pattern for pattern in patterns if pattern != _inflected(pattern)}
    assert len(patterns) > len(table["states"])
    assert odd == set(OTHER_ENDINGS)


def _inflected(pattern: str) -> str:
    stem = pattern.partition("{")[0]
    return stem + next(braces for ending, braces in ENDINGS if re.search(f"({ending})$", stem))


def test_there_are_enough_tricky_words() -> None:
    """The spot checks are many, and each word is there once."""
    assert len(CASES) > 200
    assert len({word for word, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(("word", "code"), CASES)
def test_a_tricky_word_names_its_state(word: str, code: str) -> None:
    """A word that is close to another state's names its own."""
    assert reference().state(word) == f"state/{code}"


@pytest.mark.parametrize(
    "word",
    [
        *("Dominican", "Dominicans", "congolaise", "Congolese", "Congo", "guinéennes", "Guineans", "Korea"),
        *("Irlande du Nord", "Northern Ireland", "nord-irlandais", "Northern Irish", "Guyane", "guyanais"),
        *("sud-vietnamien", "South Vietnamese", "Virgin Islands", "îles Vierges", "Sahara", "Timor", "DDR"),
        *("latino-américain", "Latin American", "sud-américain", "West African", "scandinave", "arabe"),
    ],
)
def test_a_word_of_no_single_state_names_none(word: str) -> None:
    """What two states share, and a part of a state or a region, is no state's."""
    assert reference().state(word) is None


def test_no_word_of_one_state_names_another() -> None:
    """Every form of every state finds that state; none is a body's, or a city's of another state."""
    known = reference()
    forms = [(form, one.id) for one in known.entries.values() if one.cls == "State" for form in one.forms]
    assert len(forms) > 2500
    wrong = [
        form
        for form, state in forms
        if known.state(form) != state
        or known.body(form)
        or ((city := known.place(form)) and known.entries[city].state != state)
    ]
    assert wrong == []


def test_every_name_that_the_libraries_have_finds_its_state() -> None:
    """A name of pycountry or CLDR finds the state that has it; « Congo » alone is given up, being shared."""
    known = reference()
    lost = {
        (name, one.code)
        for one in iso_states()
        for name in (one.name_fr, one.name_en, *one.names)
        if known.state(name) != f"state/{one.code}"
    }
    assert lost == {("Congo", "CG")}
    assert words("Congo") in known.ambiguous
