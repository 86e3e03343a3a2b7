"""The ontology's data files, what they load as, and the tables of functions and names."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import sys
from importlib.resources import as_file
from itertools import product
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import SH, Graph, URIRef
from rdflib.collection import Collection

from diplograph.ontology import source
from diplograph.ontology.functions import (
    body_functions,
    function_table,
    functions,
    is_counterpart,
    match_body_function,
    match_function,
)
from diplograph.ontology.load import load, load_from
from diplograph.ontology.model import OntologyError
from diplograph.ontology.reference import reference, reference_from
from diplograph.ontology.source import DD
from diplograph.ontology.text import expand, fold, slug, words

# --- Classes, kinds, properties ---------------------------------------------------------------------------

CLASSES = {
    "Entity": ("entity", "entité", ("Entity",)),
    "Party": ("party", "partie", ("Party", "Entity")),
    "State": ("state", "État", ("State", "Party", "Entity")),
    "Organization": ("organization", "organisation", ("Organization", "Party", "Entity")),
    "Official": ("official", "responsable", ("Official", "Entity")),
    "Post": ("post", "poste", ("Post", "Entity")),
    "Meeting": ("meeting", "réunion", ("Meeting", "Entity")),
    "Initiative": ("initiative", "initiative", ("Initiative", "Entity")),
    "Agreement": ("agreement", "accord", ("Agreement", "Entity")),
    "Domain": ("cooperation domain", "domaine de coopération", ("Domain", "Entity")),
    "Place": ("place", "lieu", ("Place", "Entity")),
    "Statement": ("statement", "déclaration", ("Statement", "Entity")),
    "Article": ("article", "article", ("Article",)),
    "Claim": ("claim", "assertion sourcée", ("Claim",)),
    "Tenure": ("tenure", "mandat", ()),
}

CODES = {
    "Meeting.kind": "summit ministerial vice_ministerial staff_talks visit working_group forum_session "
    "conference talks call",
    "Organization.kind": "intergovernmental organ alliance forum ministry military_staff staff division "
    "working_group armed_force company media group",
    "Initiative.kind": "programme exercise workshop conference exhibition training fund policy_framework "
    "transfer hostile_act",
    "Agreement.kind": "partnership treaty partnership_programme implementation_plan memorandum declaration "
    "resolution law",
    "Statement.kind": "proposal request invitation commitment support position condemnation accusation wish",
    "status": "held planned proposed ongoing ended cancelled",
    "format": "bilateral minilateral multilateral",
    "mode": "in_person online hybrid",
    "role": "chair co-chair head delegate lead speaker visitor observer invited host party beneficiary target",
    "modality": "asserted planned proposed alleged denied hypothetical",
    "basis": "explicit coref inferred reference",
    "rule": "holder_of_post",
    "tenure": "current acting former elect",
    "mention": "name nominal pronoun",
}

# property: from → to · Neo4j · qualifiers. locatedIn also goes to a Place, since the role of that name does.
EDGES = """
attended: Official → Meeting · ATTENDED · mode role
representedAt: Post → Meeting · REPRESENTED_AT · role
participatesIn: Party → Meeting Initiative · PARTICIPATES_IN · role
hosted: Party → Meeting Initiative · HOSTED ·
withinMeeting: Meeting → Meeting · WITHIN ·
onSidelinesOf: Meeting → Meeting · ON_SIDELINES_OF ·
sessionOf: Meeting → Organization Initiative · SESSION_OF · ordinal
follows: Meeting → Meeting · FOLLOWS ·
tookPlaceIn: Meeting Initiative Agreement → Place State · TOOK_PLACE_IN ·
locatedIn: Place → State Place · LOCATED_IN ·
heldPost: Official → Post · HELD_POST · attested end rank start tenure tenureNumber
postIn: Post → Party · POST_IN ·
memberOf: Party → Organization · MEMBER_OF · end role start
partOf: Organization → Party · PART_OF · end start
partyTo: Party → Agreement · PARTY_TO ·
signed: Official Post Party → Agreement · SIGNED ·
proposed: Official Party → Initiative Agreement · PROPOSED ·
presentedAt: Initiative Agreement → Meeting · PRESENTED_AT ·
underFramework: Initiative Agreement → Agreement Initiative Organization · UNDER_FRAMEWORK ·
concerns: Meeting Initiative Agreement Organization → Domain Initiative Agreement · CONCERNS ·
stated: Official Party → Statement · STATED ·
addressedTo: Statement Initiative Agreement → Official Post Party · ADDRESSED_TO ·
about: Statement → Entity Claim · ABOUT ·
statedAt: Statement → Meeting · STATED_AT ·
mentions: Article → Entity · MENTIONS · count forms
evidencedBy: Claim → Article · EVIDENCED_BY ·
attributedTo: Claim → Official Party · ATTRIBUTED_TO ·
"""


def test_classes_are_those_of_the_design() -> None:
    """Every class has its labels in English and French, and the Neo4j labels of its superclasses."""
    found = {
        name: (cls.labels["en"], cls.labels["fr"], cls.neo4j_labels) for name, cls in load().classes.items()
    }
    assert found == CLASSES


def test_comments_say_what_a_class_is_not() -> None:
    """Every class says in both languages what it is not."""
    silent = {
        (cls.name, language)
        for cls in load().classes.values()
        for language, word in (("en", r"(not|n't|never) "), ("fr", r"(pas|ni|jamais) "))
        if not re.search(word, cls.comments[language], re.IGNORECASE)
    }
    assert silent == set()


def test_span_labels() -> None:
    """A span is labelled with one of ten classes, or as a date."""
    assert set(load().span_labels) == {
        "State", "Organization", "Official", "Post", "Meeting", "Initiative", "Agreement", "Domain", "Place",
        "Statement", "Date",
    }  # fmt: skip


def test_code_lists() -> None:
    """The code lists hold the values of the design, in its order, and each has a label in both languages."""
    ontology = load()
    assert {name: " ".join(values) for name, values in ontology.code_lists.items()} == CODES
    kinds = {f"{name}.kind": " ".join(cls.kinds) for name, cls in ontology.classes.items() if cls.kinds}
    assert kinds == {name: values for name, values in CODES.items() if name.endswith(".kind")}
    assert ontology.code_lists["Meeting.kind"]["call"] == {"en": "call", "fr": "entretien téléphonique"}


def test_edges_are_those_of_the_design() -> None:
    """Every edge joins the classes of the design, under its Neo4j type, with its qualifiers."""
    found = {
        f"{one.name}: {' '.join(one.domain)} → {' '.join(one.range)} · {one.neo4j_type} · "
        f"{' '.join(one.qualifiers)}".rstrip()
        for one in load().properties.values()
        if one.neo4j_type
    }
    assert found == set(EDGES.strip().splitlines())


def test_values_have_snake_case_names() -> None:
    """A value is lowerCamel in RDF and snake_case in Neo4j; what is claimed with a value is known."""
    values = {one.name: one for one in load().properties.values() if not one.neo4j_type}
    renamed = {name: one.neo4j_name for name, one in values.items() if one.neo4j_name != name}
    assert renamed == {
        "alias": "aliases", "dateText": "date_text", "firstReported": "first_reported",
        "lastReported": "last_reported", "tenureNumber": "tenure_number", "charStart": "char_start",
        "charEnd": "char_end", "subjectStart": "subject_start", "subjectEnd": "subject_end",
        "objectStart": "object_start", "objectEnd": "object_end", "subjectText": "subject_text",
        "objectText": "object_text", "translationOf": "translation_of",
        "machineTranslated": "machine_translated", "tenureOf": "tenure_of", "tenureIn": "tenure_in",
        "subjectRef": "subject_ref", "objectRef": "object_ref", "subjectCls": "subject_cls",
        "objectCls": "object_cls", "subjectThing": "subject_thing", "objectThing": "object_thing",
        "subjectKind": "subject_kind", "objectKind": "object_kind", "attributedRefs": "attributed_refs",
        "linkName": "link_name", "titleFr": "title_fr", "titleEn": "title_en",
    }  # fmt: skip
    claimed = {name for name, one in values.items() if one.claimed}
    assert claimed == {"kind", "status", "format", "mode", "ordinal", "date"}


# --- Roles and attributes ---------------------------------------------------------------------------------

PARTIES = "State Organization"
CAPACITIES = "chair head delegate lead speaker visitor observer"
# from | role | to | property | inverted or forward | role of the edge | modality
ROLES = f"""
Meeting | participant | Official | attended | inverted | |
Meeting | participant | {PARTIES} | participatesIn | inverted | |
Meeting | participant | Post | representedAt | inverted | |
Meeting | {CAPACITIES} | Official | attended | inverted | = |
Meeting | {CAPACITIES} | {PARTIES} | participatesIn | inverted | = |
Meeting | {CAPACITIES} | Post | representedAt | inverted | = |
Meeting | invited | Official | attended | inverted | = | planned
Meeting | invited | {PARTIES} | participatesIn | inverted | = | planned
Meeting | invited | Post | representedAt | inverted | = | planned
Meeting | host | {PARTIES} | hosted | inverted | |
Meeting | host | Official | attended | inverted | = |
Meeting Initiative Agreement | place | Place State | tookPlaceIn | forward | |
Meeting Initiative Agreement | date | Date | date | value | |
Meeting | within | Meeting | withinMeeting | forward | |
Meeting | sidelinesOf | Meeting | onSidelinesOf | forward | |
Meeting | sessionOf | Organization Initiative | sessionOf | forward | |
Meeting | follows | Meeting | follows | forward | |
Meeting Initiative Agreement Organization | topic | Domain | concerns | forward | |
Meeting | topic | Initiative Agreement | concerns | forward | |
Initiative | party lead beneficiary target | {PARTIES} | participatesIn | inverted | = |
Initiative | host | {PARTIES} | hosted | inverted | |
Initiative Agreement | proposedBy | Official {PARTIES} | proposed | inverted | | asserted
Initiative Agreement | at | Meeting | presentedAt | forward | | asserted
Initiative Agreement | to | Official Post {PARTIES} | addressedTo | forward | | asserted
Initiative Agreement | under | Agreement Initiative Organization | underFramework | forward | |
Agreement | party | {PARTIES} | partyTo | inverted | |
Agreement | signedBy | Official Post {PARTIES} | signed | inverted | |
Official | holds | Post | heldPost | forward | |
Post | in | {PARTIES} | postIn | forward | |
{PARTIES} | memberOf | Organization | memberOf | forward | |
{PARTIES} | chairs | Organization | memberOf | forward | chair |
Organization | partOf | {PARTIES} | partOf | forward | |
Place | locatedIn | State Place | locatedIn | forward | |
Statement | by | Official {PARTIES} | stated | inverted | |
Statement | to | Official Post {PARTIES} | addressedTo | forward | |
Statement | about | ANY | about | forward | |
Statement | at | Meeting | statedAt | forward | |
Meeting Initiative Agreement Statement | attributedTo | Official {PARTIES} | attributedTo | structural | |
"""


def _expected_roles() -> set[tuple[str, ...]]:
    any_class = " ".join(label for label in load().span_labels if label != "Date")
    rows = set()
    for line in ROLES.strip().splitlines():
        sources, names, targets, prop, way, role, modality = (cell.strip() for cell in line.split("|"))
        ends = product(sources.split(), names.split(), targets.replace("ANY", any_class).split())
        rows |= {(a, name, b, prop, way, name if role == "=" else role, modality) for a, name, b in ends}
    same = {(label, "sameAs", label, "", "structural", "", "") for label in load().span_labels}
    return rows | same


def test_roles_are_the_table_of_the_design() -> None:
    """For any two labels, exactly the roles of the annotation scheme fit, each with its edge."""
    ontology = load()
    found = set()
    for a, name, b in product(ontology.span_labels, ontology.role_names, ontology.span_labels):
        if rule := ontology.role(name, a, b):
            way = ("inverted" if rule.inverted else "forward") if rule.sort == "edge" else rule.sort
            role = rule.qualifiers.get("role", "")
            found.add((a, name, b, rule.property or "", way, role, rule.modality or ""))
    assert found == _expected_roles()


def test_role_carries_the_relationship_type() -> None:
    """A rule names the relationship it becomes; a value and sameAs become none."""
    ontology = load()
    types = {
        name: ontology.role(name, source, target).neo4j_type  # type: ignore[union-attr]
        for name, source, target in (
            ("participant", "Meeting", "State"), ("within", "Meeting", "Meeting"),
            ("date", "Meeting", "Date"), ("sameAs", "Post", "Post"),
        )
    }  # fmt: skip
    assert types == {"participant": "PARTICIPATES_IN", "within": "WITHIN", "date": None, "sameAs": None}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("participant", "participant goes from Meeting to Official, State, Organization or Post"),
        ("holds", "holds goes from Official to Post"),
        (
            "topic",
            "topic goes from Meeting, Initiative, Agreement or Organization to Domain, "
            "and from Meeting to Initiative or Agreement",
        ),
        ("sameAs", "sameAs goes from a span to another with the same label"),
    ],
)
def test_role_ends(name: str, said: str) -> None:
    """A message about a role that doesn't fit says between which labels it goes."""
    assert load().role_ends(name) == said


def test_unknown_role_lists_the_roles() -> None:
    """A message about a role that doesn't exist lists those that do."""
    said = load().role_ends("attendee")
    assert said == f"there is no role attendee; the roles are {', '.join(load().role_names)}"


def test_attributes() -> None:
    """The attributes have the types, values, places and defaults of the annotation scheme."""
    found = {
        name: (one.type, one.default, " ".join(sorted(one.labels)), " ".join(sorted(one.roles)))
        for name, one in load().attributes.items()
    }
    triggers, every = "Agreement Initiative Meeting Statement", " ".join(sorted(load().role_names))
    things = " ".join(sorted(set(load().span_labels) - {"Date"}))
    dated = "chairs holds memberOf partOf"
    assert found == {
        "Modality": ("code", "asserted", triggers, every),
        "Basis": ("code", "explicit", triggers, every),
        "Confidence": ("number", "1", triggers, every),
        "Start": ("edtf", None, "Post", dated),
        "End": ("edtf", None, "Post", dated),
        "Attested": ("edtf", None, "Post", dated),
        "Status": ("code", None, "Initiative Meeting", ""),
        "Kind": ("code", None, "Agreement Initiative Meeting Organization Statement", ""),
        "Format": ("code", None, "Meeting", ""),
        "Mode": ("code", None, "Meeting Official", ""),
        "Ordinal": ("integer", None, "Initiative Meeting", ""),
        "Rank": ("text", None, "Official", ""),
        "Tenure": ("code", "current", "Post", "holds"),
        "Value": ("edtf", None, "Date", ""),
        "Mention": ("code", "name", things, ""),
    }


def test_attribute_values() -> None:
    """An annotator's basis is never "reference", and a kind is one of the span's own class."""
    ontology = load()
    assert ontology.values("Basis") == ("explicit", "coref", "inferred")
    assert ontology.values("Kind", "Agreement") == tuple(CODES["Agreement.kind"].split())
    assert ontology.values("Rank") == ()


# --- Shapes -----------------------------------------------------------------------------------------------

PREFIXES = """
@prefix dd: <https://w3id.org/diplograph/ontology#> . @prefix : <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PEOPLE = """
:anna a dd:Official ; dd:name "Anna" ; dd:attended :talks ; dd:heldPost :post .
:post a dd:Post ; dd:name "minister" ; dd:postIn :no .
:no a dd:State ; dd:name "Norvège" ; dd:participatesIn :talks .
:talks a dd:Meeting ; dd:name "talks" ; dd:status "held" ; dd:format "bilateral" ; dd:kind "talks" ;
    dd:start "2031-03-12"^^xsd:date ; dd:end "2031-03-12"^^xsd:date .
:paper a dd:Article ; dd:name "paper" .
"""
CLAIM = """
:c a dd:Claim ; rdf:subject :anna ; rdf:predicate dd:attended ; rdf:object :talks ; dd:modality "asserted" ;
    dd:basis "explicit" ; dd:confidence 1.0e0 ; dd:evidencedBy :paper ; dd:quote "Anna a parlé." ;
    dd:charStart 0 ; dd:charEnd 13 .
"""


def _check(data: str) -> tuple[set[str], set[str]]:
    """Return what is refused and what is only warned of: its property, or the constraint where none is."""
    graph = Graph().parse(data=PREFIXES + data, format="turtle")
    _, report, _ = validate(graph, shacl_graph=source.shapes(), ont_graph=source.graph())
    found: dict[object, set[str]] = {SH.Violation: set(), SH.Warning: set()}
    for result in report.objects(None, SH.result):
        named = report.value(result, SH.resultPath)
        if not isinstance(named, URIRef):
            named = report.value(result, SH.sourceConstraintComponent)
        found[report.value(result, SH.resultSeverity)].add(str(named).split("#")[-1])
    return found[SH.Violation], found[SH.Warning]


def test_the_ontology_fits_its_own_shapes() -> None:
    """The ontology's graph, domains included, is refused nowhere, and its shapes are well-formed."""
    conforms, _, said = validate(source.graph(), shacl_graph=source.shapes(), meta_shacl=True)
    assert conforms, said


def test_shapes_use_core_constraints_only() -> None:
    """No shape runs SPARQL, which would be thirty times slower."""
    assert set(source.shapes().predicates()) & {SH.sparql, SH.select, SH.ask, SH.rule, SH.js} == set()


def test_shapes_and_properties_name_the_same_ends() -> None:
    """For every edge, the shapes of its subjects, and of nobody else, allow exactly the property's range."""
    graph = source.graph()
    found: dict[str, set[str]] = {}
    domains: dict[str, set[str]] = {}
    for cls in load().classes:
        for shape in graph.objects(DD[f"{cls}Shape"], SH.property):
            path, either = graph.value(shape, SH.path), graph.value(shape, SH["or"])
            members = Collection(graph, either) if either else [shape]
            ends = {str(end).split("#")[-1] for one in members for end in graph.objects(one, SH["class"])}
            if ends:
                name = str(path).split("#")[-1]
                found.setdefault(name, set()).update(ends)
                domains.setdefault(name, set()).add(cls)
    edges = [one for one in load().properties.values() if one.neo4j_type]
    tenure = {"tenureOf": {"Official"}, "tenureIn": {"Post"}}
    assert found == {one.name: set(one.range) for one in edges} | tenure
    assert domains == {one.name: set(one.domain) for one in edges} | {name: {"Tenure"} for name in tenure}


def test_a_good_graph_conforms() -> None:
    """Facts and a claim as they should be are neither refused nor warned of."""
    assert _check(PEOPLE + CLAIM) == (set(), set())


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (":x a dd:Official .", {"MinCountConstraintComponent"}),
        (":no dd:attended :talks .", {"ClassConstraintComponent"}),
        (":anna dd:attended :no .", {"attended"}),
        (":talks dd:tookPlaceIn :anna .", {"tookPlaceIn"}),
        (":m2 dd:withinMeeting :talks ; dd:onSidelinesOf :talks .", {"withinMeeting"}),
        (":m2 dd:withinMeeting :talks . :talks dd:onSidelinesOf :m2 .", {"DisjointConstraintComponent"}),
        (':m2 dd:start "2031-03-13"^^xsd:date ; dd:end "2031-03-12"^^xsd:date .', {"start"}),
        (":t a dd:Tenure ; dd:tenureOf :anna .", {"tenureIn"}),
    ],
)
def test_a_broken_fact_is_refused(change: str, refused: set[str]) -> None:
    """A thing without a name, ends that don't fit, part and sidelines at once, end before start: refused."""
    second = (
        ':m2 a dd:Meeting ; dd:name "m2" ; dd:status "held" ; dd:format "bilateral" .\n'
        ":no dd:participatesIn :m2 .\n"
    )
    assert _check(PEOPLE + second + change) == (refused, set())


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("rdf:predicate dd:attended", "rdf:predicate dd:attended, dd:signed", {"predicate"}),
        ("rdf:predicate dd:attended ; ", "", {"predicate"}),
        ('"asserted"', '"rumoured"', {"modality", "OrConstraintComponent"}),
        ('dd:modality "asserted" ;', "", {"modality"}),
        ('"explicit"', '"reference"', {"basis"}),
        ("1.0e0", "1.5e0", {"confidence"}),
        ("dd:evidencedBy :paper ;", "", {"evidencedBy"}),
        ("dd:evidencedBy :paper", "dd:evidencedBy :anna", {"evidencedBy"}),
        ('"asserted"', '"alleged"', {"OrConstraintComponent"}),
        ('"asserted"', '"denied"', {"OrConstraintComponent"}),
        ('"asserted"', '"alleged" ; dd:attributedTo :paper', {"attributedTo"}),
        ("rdf:object :talks ;", "", {"OrConstraintComponent"}),
        ("dd:charEnd 13", "dd:charEnd -1", {"charStart"}),
    ],
)
def test_a_malformed_claim_is_refused(old: str, new: str, refused: set[str]) -> None:
    """A claim needs one predicate, modality, basis, confidence and article; an alleged one, its source."""
    assert old in CLAIM
    assert _check(PEOPLE + CLAIM.replace(old, new))[0] == refused


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"asserted"', '"alleged" ; dd:attributedTo :no'),
        ('"asserted"', '"hypothetical"'),
        ("rdf:object :talks", 'dd:thing "ab12" ; dd:objectText "des drones"'),
        ("rdf:predicate dd:attended ; rdf:object :talks", 'rdf:predicate dd:status ; dd:value "held"'),
    ],
)
def test_a_claim_may_be_alleged_or_about_what_has_no_node(old: str, new: str) -> None:
    """A claim that says whose word it is, has words instead of a node, or gives a value, is well-formed."""
    assert old in CLAIM
    assert _check(PEOPLE + CLAIM.replace(old, new)) == (set(), set())


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        (':p a dd:Post ; dd:name "p" .', {"postIn"}),
        (':m a dd:Meeting ; dd:name "m" . :no dd:participatesIn :m .', {"status", "format"}),
        (':i a dd:Initiative ; dd:name "i" ; dd:kind "festival" .', {"kind"}),
    ],
)
def test_what_one_would_expect_is_warned_of(data: str, warned: set[str]) -> None:
    """A post of no party, a meeting with no status or format, an unknown kind: kept, with a warning."""
    assert _check(PEOPLE + data) == (set(), warned)


@pytest.mark.parametrize(
    "data",
    [
        ':m a dd:Meeting ; dd:name "m" ; dd:status "held" ; dd:format "bilateral" .',
        ':a a dd:Agreement ; dd:name "a" . :no dd:partyTo :a .',
    ],
)
def test_too_few_parties_are_warned_of(data: str) -> None:
    """A meeting without participant and an agreement with one party are kept, with a warning."""
    assert _check(PEOPLE + data) == (set(), {"MinCountConstraintComponent"})


# --- Text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’État-major\u00a0général", "l etat major general"),
        ("Dacian-Tiberiu Șerban", "dacian tiberiu serban"),
        ("Dacian Tiberiu S\u0326erban", "dacian tiberiu serban"),
        ("Hoàng  Xuân\tChiên", "hoang xuan chien"),
        ("Đà Nẵng", "da nang"),
        ("« œuvre »", "oeuvre"),
        ("신원식", "sinwonsig"),
        ("ADMM+", "admm plus"),
        ("…", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Case, accents, scripts, apostrophes, hyphens and kinds of space don't count when names are compared."""
    assert fold(text) == folded


def test_slug_words_and_patterns() -> None:
    """A slug is folded words and hyphens; a key has no small words unless there is nothing else."""
    assert slug("Forum atlantique de défense") == "forum-atlantique-de-defense"
    assert words("ministre de la Défense du Japon") == ("ministre", "defense", "japon")
    assert words("UN") == ("un",)
    assert set(expand("{vice,deputy} defen{c,s}e")) == {
        "vice defence", "deputy defence", "vice defense", "deputy defense",
    }  # fmt: skip
    assert set(expand("{{,national }defen{c,s}e,army}")) == {
        "defence", "national defence", "defense", "national defense", "army",
    }  # fmt: skip


# --- Functions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("ministre norvégienne de la Défense", "defence-minister"),
        ("ministre de la Défense", "defence-minister"),
        ("Le ministre sud\u2011coréen de la Défense", "defence-minister"),
        ("ministre de la Défense de la République de Corée", "defence-minister"),
        ("ministre\u00a0coréen de la Défense nationale", "defence-minister"),
        ("ministres de la Défense d’Égypte et de Jordanie", "defence-minister"),
        ("ancien ministre japonais de la Défense", "defence-minister"),
        ("MINISTRE DES ARMÉES", "defence-minister"),
        ("South Korean Defense Minister", "defence-minister"),
        ("Minister of National Defence of Viet Nam", "defence-minister"),
        ("Japan’s Defence Minister", "defence-minister"),
        ("New Zealand’s new defence minister", "defence-minister"),
        ("U.S. Secretary of Defense", "defence-minister"),
        ("secrétaire américain à la Défense", "defence-minister"),
        ("secrétaire d’État britannique à la Défense", "defence-minister"),
        ("secrétaire d'Etat japonais à la Défense", "state-secretary-for-defence"),
        ("vice-ministre vietnamien de la Défense", "deputy-defence-minister"),
        ("vice-ministres de la Défense de l’ASEAN et du Japon", "deputy-defence-minister"),
        ("Deputy Minister of Defence of Laos", "deputy-defence-minister"),
        (
            "vice-Premier ministre et ministre de la Défense du Laos",
            "deputy-prime-minister-and-defence-minister",
        ),
        ("vice-Premier ministre du Laos", "deputy-prime-minister"),
        ("Première ministre italienne", "prime-minister"),
        ("président de la République de Corée", "president"),
        ("chef de l’État", "head-of-state"),
        ("ministre des Affaires étrangères d’Égypte", "foreign-minister"),
        ("secrétaire d’État américain", "foreign-minister"),
        ("commandant supérieur de l’OTAN", "saceur"),
        ("commandant suprême des forces alliées en Europe", "saceur"),
        ("Supreme Allied Commander Europe", "saceur"),
        ("chef du haut commandement de l’OTAN", "saceur"),
        ("secrétaire générale de l’OTAN", "secretary-general"),
        ("UN Secretary-General", "secretary-general"),
        ("chairman of the Joint Chiefs of Staff", "chair-of-the-joint-chiefs-of-staff"),
        ("chefs d’état-major de la défense", "chief-of-defence"),
        ("secrétaire d’État auprès de la ministre des Armées", "state-secretary-for-defence"),
        ("Parliamentary State Secretary at the Ministry of Defence", "state-secretary-for-defence"),
        ("Minister of State for Defence", "state-secretary-for-defence"),
        ("ministre déléguée auprès du ministre des Armées", "deputy-defence-minister"),
        ("sous-ministre canadienne de la Défense nationale", "deputy-defence-minister"),
        ("première vice-ministre ukrainienne de la Défense", "first-deputy-defence-minister"),
        ("First Deputy Ministers of Defence", "first-deputy-defence-minister"),
        ("sous-secrétaires d’État à la Défense", "under-secretary-of-defence"),
        ("Under Secretary of Defense", "under-secretary-of-defence"),
        ("Vice Chief of the Defence Staff", "deputy-chief-of-defence"),
        ("sous-cheffe d’état-major des armées", "deputy-chief-of-defence"),
        (
            "vice-présidente du comité des chefs d’état-major interarmées",
            "vice-chair-of-the-joint-chiefs-of-staff",
        ),
        ("Chief of Staff, Joint Staff", "chair-of-the-joint-chiefs-of-staff"),
        ("cheffe d’état-major de la marine", "navy-chief"),
        ("ambassadrice du Chili", "ambassador"),
        ("directrice", "director"),
        ("ministre", None),
        ("le ministre", None),
        ("vice-ministre", None),
        ("Minister", None),
        ("secrétaire d’État", None),
        ("secrétaire d’État norvégien", None),
        ("chef d’état-major", None),
        ("directeur de la Division Sécurité coopérative", None),
        ("directeur de la Division Stratégie et plans de l’État-major général", None),
        ("ambassadeur de France au Japon", None),
        ("ministre de la Défense Shin", None),
        ("homologue japonais", None),
        ("OTAN", None),
        ("", None),
        ("new delhi " * 500, None),
    ],
)
def test_functions_of_posts(text: str, function: str | None) -> None:
    """A post's words give its function in either language, gender and number; words left over give none."""
    found = match_function(text)
    assert (found.slug if found else None) == function


def test_a_function_may_hang_on_its_state() -> None:
    """« secrétaire d'État » is a foreign minister where the arc says that the post is the United States'."""
    found = [match_function("secrétaire d’État", party) for party in ("state/US", "state/NO")]
    assert [one.slug if one else None for one in found] == ["foreign-minister", None]


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("ministère chilien de la Défense", "ministry-of-defence"),
        ("ministère de la Défense de la République de Corée", "ministry-of-defence"),
        ("ministères de la Défense du Vietnam et du Japon", "ministry-of-defence"),
        ("South Korea’s Ministry of National Defense", "ministry-of-defence"),
        ("Japanese Defence Ministry", "ministry-of-defence"),
        ("Department of Defense", "ministry-of-defence"),
        ("ministère russe des Affaires étrangères", "ministry-of-foreign-affairs"),
        ("département d’État américain", "ministry-of-foreign-affairs"),
        ("département d’État", None),
        ("État-major général", "joint-chiefs-of-staff"),
        ("état-major interarmées sud-coréen", "joint-chiefs-of-staff"),
        ("Joint Chiefs of Staff", "joint-chiefs-of-staff"),
        ("État-major militaire international", None),
        ("ministère", None),
        ("ministre de la Défense", None),
    ],
)
def test_functions_of_bodies(text: str, function: str | None) -> None:
    """The words of a ministry or staff give its function, whichever state's it is."""
    found = match_body_function(text)
    assert (found.slug if found else None) == function


def test_every_function_is_found_by_what_it_is_called() -> None:
    """Each function is found under the names it is shown by, in both genders."""
    lost = [
        name
        for table, match in ((functions(), match_function), (body_functions(), match_body_function))
        for one in table.values()
        for name in (one.name_fr, one.name_fr_feminine, one.name_en)
        if match(name) != one
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "counterpart"),
    [
        ("son homologue japonais", True),
        ("homologues du Laos", True),
        ("homologues d’Islande", True),
        ("their Korean counterparts", True),
        ("ministre de la Défense", False),
        ("", False),
    ],
)
def test_counterparts(text: str, counterpart: bool) -> None:
    """A counterpart is known by its word, in either language."""
    assert is_counterpart(text) is counterpart


# --- Reference tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "state"),
    [
        ("sud-coréen, sud-coréenne, sud-coréens, sud-coréennes, South Korean, South Koreans", "state/KR"),
        (
            "Corée du Sud, la République de Corée, RoK, South Korea, Republic of Korea, Séoul, Seoul",
            "state/KR",
        ),
        ("nord-coréenne, North Korea, RPDC, DPRK, Pyongyang", "state/KP"),
        ("norvégien, norvégienne, norvégiens, norvégiennes, Norvège, Norway, Norwegian, Oslo", "state/NO"),
        ("japonais, japonaise, japonaises, du Japon, of Japan, Japanese, Tokyo", "state/JP"),
        ("chilien, chilienne, Chili, Chile, Chilean", "state/CL"),
        ("Vietnam, Viet Nam, Viêt Nam, Việt Nam, vietnamienne, Vietnamese, Hanoï", "state/VN"),
        ("Laos, laotienne, Lao PDR, Lao People's Democratic Republic, Vientiane", "state/LA"),
        ("États-Unis, Etats\u00a0Unis, d’États‑Unis, américaines, US, U.S., USA, Washington", "state/US"),
        ("Russie, Fédération de Russie, russe, Russian Federation, Moscou, Moscow", "state/RU"),
        ("Royaume-Uni, britannique, UK, Britain, Londres", "state/GB"),
        ("turc, turque, turcs, turques, Türkiye, Turkey, Turquie", "state/TR"),
        ("grec, grecque, hellénique, Grèce", "state/GR"),
        ("islandaise, Islande, d’Islande, Iceland, Icelandic", "state/IS"),
        ("Ghana, ghanéen, ghanéenne, Ghanaian, Accra", "state/GH"),
        ("Timor-Leste, Timor oriental, East Timor, Timorese, timorais", "state/TL"),
        ("Myanmar, Birmanie, Burma, birmane", "state/MM"),
        ("Pays-Bas, néerlandaises, the Netherlands, Dutch, La Haye", "state/NL"),
        ("roumain, roumaines, Romanian, Bucarest, Roumanie", "state/RO"),
        ("URSS, Union soviétique, Soviet Union, soviétiques", "state/SUHH"),
        ("Kosovo, kosovare", "state/XK"),
        ("République démocratique du Congo, Congo-Kinshasa", "state/CD"),
    ],
)
def test_states_by_their_words(texts: str, state: str) -> None:
    """A state is found by its names, its adjectives in four forms, and its capital, in both languages."""
    assert {text: reference().state(text) for text in texts.split(", ")} == dict.fromkeys(
        texts.split(", "), state
    )


@pytest.mark.parametrize(
    "text", ["coréen", "coréennes", "Korean", "Corée", "Congo", "KR", "JP", "Atlantide", "", "…"]
)
def test_no_state_is_guessed(text: str) -> None:
    """What two states share, a bare code and an unknown name are no state's."""
    assert reference().state(text) is None


def test_states_by_code() -> None:
    """A link's code is a state's: two or three letters, four for a former one."""
    codes = ("KR", "kor", "XK", "SUHH", "YUCS", "DDDE", "ZZ")
    found = {code: reference().state_by_code(code) for code in codes}
    assert found == {
        "KR": "state/KR", "kor": "state/KR", "XK": "state/XK", "SUHH": "state/SUHH", "YUCS": "state/YUCS",
        "DDDE": "state/DDDE", "ZZ": None,
    }  # fmt: skip


def test_a_capital_is_a_place_and_a_government() -> None:
    """« Séoul » is a city in a Place span and a state in a State span; it is never a body."""
    known = reference()
    assert (known.place("Séoul"), known.state("Séoul"), known.body("Séoul")) == (
        "place/seoul",
        "state/KR",
        None,
    )
    assert known.entries["place/seoul"].state == "state/KR"


@pytest.mark.parametrize(
    ("texts", "body"),
    [
        ("OTAN, l’OTAN, NATO, Organisation du traité de l'Atlantique Nord, Alliance atlantique", "nato"),
        ("ASEAN, ANASE, l'ASEAN, Association des nations de l’Asie du Sud-Est", "asean"),
        ("ADMM, réunion des ministres de la Défense de l'ASEAN", "admm"),
        ("ADMM-Plus, ADMM+, ADMM Plus, réunion élargie des ministres de la Défense de l’ASEAN", "admm-plus"),
        ("ONU, UN, Nations unies, Nations-Unies, United Nations", "un"),
        ("Conseil de sécurité, Conseil de sécurité de l’ONU, UN Security Council", "un-security-council"),
        (
            "État-major militaire international, International Military Staff",
            "nato-international-military-staff",
        ),
        ("Secrétariat international, International Staff", "nato-international-staff"),
        ("UE, EU, Union européenne, European Union", "eu"),
        ("Dialogue de Shangri-La, Shangri-La Dialogue", "shangri-la-dialogue"),
        ("Pentagone, the Pentagon", "us-ministry-of-defence"),
    ],
)
def test_bodies_by_their_words(texts: str, body: str) -> None:
    """A body is found by its names and acronyms in both languages."""
    expected = dict.fromkeys(texts.split(", "), f"organization/{body}")
    assert {text: reference().body(text) for text in expected} == expected


def test_bodies_by_wikidata() -> None:
    """A link to Wikidata finds the body that has the item."""
    items = ("Q7184", "Q7768", "Q1065", "Q458", "Q37470", "Q1")
    assert [reference().body_by_wikidata(item) for item in items] == [
        "organization/nato", "organization/asean", "organization/un", "organization/eu",
        "organization/un-security-council", None,
    ]  # fmt: skip


def test_members() -> None:
    """Members stand with their date of accession, and those of the United Nations are left out."""
    found = {
        entry.id.removeprefix("organization/"): len(entry.members)
        for entry in reference().entries.values()
        if entry.members
    }
    assert found == {"nato": 32, "asean": 11, "admm-plus": 18, "eu": 27, "quad": 4, "aukus": 3}
    assert dict(reference().entries["organization/asean"].members) == {
        "state/ID": "1967-08-08", "state/MY": "1967-08-08", "state/PH": "1967-08-08",
        "state/SG": "1967-08-08", "state/TH": "1967-08-08", "state/BN": "1984-01-07",
        "state/VN": "1995-07-28", "state/LA": "1997-07-23", "state/MM": "1997-07-23",
        "state/KH": "1999-04-30", "state/TL": "2025-10-26",
    }  # fmt: skip
    assert dict(reference().entries["organization/quad"].members)["state/IN"] is None


@pytest.mark.parametrize(
    ("texts", "domain"),
    [
        ("sécurité maritime, maritime security, Sûreté maritime", "maritime-security"),
        ("cybersécurité, sécurité des réseaux, cyberespace, cyber defence", "cybersecurity"),
        ("industrie de la défense, l’industrie de défense, defense industry", "defence-industry"),
        ("opérations de maintien de la paix, maintien de la paix", "peacekeeping"),
        ("lutte contre le terrorisme, terrorisme, défense contre le terrorisme", "counter-terrorism"),
        ("nouvelles technologies, emerging technologies", "emerging-technologies"),
        ("renforcement des capacités, capacity building", "capacity-building"),
        ("développement capacitaire", "capability-development"),
        ("promotion du droit international, droit international", "international-law"),
        ("menaces hybrides, lutte contre les menaces hybrides", "hybrid-threats"),
        ("péninsule coréenne, situation sécuritaire dans la péninsule coréenne", "korean-peninsula"),
    ],
)
def test_domains_by_their_words(texts: str, domain: str) -> None:
    """A domain is found by its labels in both languages."""
    expected = dict.fromkeys(texts.split(", "), f"domain/{domain}")
    assert {text: reference().domain(text) for text in expected} == expected


def test_domains_are_those_of_the_design() -> None:
    """The list of domains is the design's, and a bare adjective names none of them."""
    found = {
        entry.id.removeprefix("domain/") for entry in reference().entries.values() if entry.cls == "Domain"
    }
    assert found == {
        "maritime-security", "cybersecurity", "defence-industry", "peacekeeping", "counter-terrorism",
        "non-proliferation", "arms-control", "emerging-technologies", "technology-transfer",
        "information-technology", "hybrid-threats", "resilience", "capability-development",
        "capacity-building", "training-and-education", "military-exercises", "cbrn-defence",
        "humanitarian-aid-and-disaster-relief", "search-and-rescue", "air-and-navigation-safety",
        "international-law", "regional-security", "korean-peninsula", "euro-atlantic-security",
        "military-medicine", "space", "women-peace-and-security", "demining",
    }  # fmt: skip
    assert reference().domain("naval") is None


def test_ids_are_slugs() -> None:
    """An entry's id is its class and a slug, or a code for a state."""
    odd = [
        one.id
        for one in reference().entries.values()
        if one.id != f"{one.cls.lower()}/{one.id.split('/')[1]}"
        or (one.cls != "State" and slug(one.id.split("/")[1]) != one.id.split("/")[1])
    ]
    assert odd == []


# --- Failures ---------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the data files, to be broken."""
    with as_file(source.folder()) as folder:
        for name in (*source.turtle_names(), "roles.toml", "attributes.toml"):
            target = tmp_path / name
            target.parent.mkdir(exist_ok=True)
            shutil.copy(folder / name, target)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "roles.toml",
            '"attended"',
            '"atended"',
            "roles.toml: role participant: there is no property atended",
        ),
        (
            "roles.toml",
            '["Official"]',
            '["Person"]',
            "roles.toml: role participant: there is no class Person",
        ),
        (
            "roles.toml",
            "inverted = true",
            "invert = true",
            "roles.toml: role participant: there is no key invert",
        ),
        (
            "roles.toml",
            "inverted = true",
            "",
            "roles.toml: role participant: attended doesn't go from Meeting",
        ),
        ("roles.toml", '"planned"', '"maybe"', "roles.toml: role invited: there is no modality maybe"),
        ("roles.toml", "[[role]]\n", "[[role]\n", "roles.toml: "),
        ("attributes.toml", '"asserted"', '"sure"', "attributes.toml: Modality: sure is not known"),
        ("attributes.toml", '"rank"', '"grade"', "attributes.toml: Rank: there is no property grade"),
        (
            "kinds.ttl",
            '"summit"@en, "sommet"@fr',
            '"summit"@en',
            "kinds.ttl: Meeting.kind summit has no label in fr",
        ),
        (
            "properties.ttl",
            "dd:Official ;",
            "dd:Person ;",
            "properties.ttl: attended joins Person, which is no class",
        ),
        (
            "properties.ttl",
            '"a participé à"@fr',
            '"attended"@de',
            "properties.ttl: attended has no label in fr",
        ),
        ("classes/State.ttl", ', "État"@fr', "", "classes/State.ttl: State has no label in fr"),
        (
            "classes/State.ttl",
            "dd:Party",
            "dd:Power",
            "classes/State.ttl: State is a subclass of Power, which has no",
        ),
        (
            "classes/State.ttl",
            "dd:State a",
            "dd:Stat a",
            "classes/State.ttl: it must define the class dd:State",
        ),
        ("classes/State.ttl", "owl:Class ;", "owl:Class", "classes/State.ttl: "),
    ],
)
def test_what_dangles_stops_the_load(data: Path, file: str, old: str, new: str, said: str) -> None:
    """A data file that is wrong fails at load with the file and the entry."""
    text = (data / file).read_text("utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OntologyError) as failure:
        load_from(data)
    assert str(failure.value).startswith(said)


def test_the_untouched_copy_loads(data: Path) -> None:
    """The copy that the failures are made from is itself the ontology."""
    assert load_from(data) == load()


@pytest.mark.parametrize(
    ("table", "entry", "change", "said"),
    [
        (
            "places",
            "mons",
            {"fr": "Genève"},
            "reference/places.toml: 'Genève' means both place/mons and place/geneva",
        ),
        (
            "places",
            "mons",
            {"state": "ZZ"},
            "reference/places.toml: place/mons names state/ZZ, which is not known",
        ),
        (
            "bodies",
            "nato",
            {"part_of": "west"},
            "reference/bodies.toml: organization/nato names organization/west",
        ),
        (
            "bodies",
            "nato",
            {"kind": "club"},
            "reference/bodies.toml: organization/nato: there is no kind club",
        ),
        ("bodies", "nato", {"leader": "x"}, "reference/bodies.toml: nato: there is no key leader"),
        (
            "states",
            "NO",
            {"capital": "lisbon"},
            "reference/states.toml: NO: reference/places.toml has no lisbon in NO",
        ),
        (
            "states",
            "NO",
            {"en": ["Swedish"]},
            "reference/states.toml: 'Swedish' means both state/NO and state/SE",
        ),
        (
            "states",
            "NO",
            {"en": ["Korean"]},
            "reference/states.toml: 'Korean' is state/NO's and stands in ambiguous",
        ),
        ("states", "ZZ", {"fr": []}, "reference/states.toml: ZZ is no code of ISO 3166-1"),
    ],
)
def test_what_is_ambiguous_stops_the_load(
    table: str, entry: str, change: dict[str, object], said: str
) -> None:
    """A name that means two things of a class, or an entry that names an unknown one, fails with its name."""
    tables = {
        name: copy.deepcopy(source.read_table(f"reference/{name}.toml"))
        for name in ("states", "bodies", "places")
    }
    into = tables["states"]["states"] if table == "states" else tables[table]
    into.setdefault(entry, {}).update(change)
    with pytest.raises(OntologyError) as failure:
        reference_from(tables["states"], tables["bodies"], tables["places"], source.graph())
    assert str(failure.value).startswith(said)


def test_a_form_of_two_functions_stops_the_load() -> None:
    """A form that would name two functions fails with both."""
    one = {"fr": "chef", "en": "head", "names": []}
    table = {"posts": {"head": one, "chief": {**one, "en": "chief"}}}
    with pytest.raises(OntologyError, match=r"functions.toml: 'chef' means both head and chief"):
        function_table(table, "posts")


def test_nothing_is_read_at_import() -> None:
    """Importing the ontology reads none of its files."""
    code = (
        "import sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "import diplograph.ontology.load, diplograph.ontology.functions, diplograph.ontology.reference\n"
        "print([name for name in seen if name.endswith(('.ttl', '.toml')) and 'ontology' in name])\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
