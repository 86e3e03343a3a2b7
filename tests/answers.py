"""Answers made to break a format: values that are awkward somewhere, and every kind of node and edge."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from neo4j import Driver

from diplograph.api.whole import whole
from diplograph.exports import format_of
from diplograph.exports.answer import Answer

AWKWARD = {
    "formula": "=1+1",
    "formula with a command": "@SUM(A1)*cmd|' /C calc'!A0",
    "negative": "-2 ans",
    "plus": "+82 2",
    "tab first": "\t=1",
    "quoted formula": "'=1",
    "quotes": "il a dit « oui », \"non\", 'si' et \\\\ “rien”",
    "markup": "<b>&amp;</b> ]]> <!-- --> </script><script>alert(1)</script> ${x} {{x}} %s",
    "breaks": "une ligne\nune autre\r\nune troisième\ttabulée",
    "controls": "avant\x00\x01\x07\x08\x0b\x1f\x7f\x85après",
    "not letters": "\ufffe\uffff",
    "separators": "a;b,c|d\u2028e",
    "right to left": "وزارة الدفاع — משרד הביטחון \u202eabc\u202c",
    "korean": "국방부 신원식",
    "vietnamese": "Bộ Quốc phòng Việt Nam",
    "emoji": "🇰🇷 👩🏽‍✈️",
    "spaces": "  deux  espaces \u00a0 ",
    "empty": "",
    "long": "mot " * 10_000,
}
FACT = {"basis": "explicit", "modality": "asserted", "confidence": 0.9, "sources": 2, "first_reported": "2024-03",
        "last_reported": "2024-03-05", "quote": "ils se sont vus", "article": "a-1", "char_start": 3, "char_end": 18}  # fmt: skip


def node(id: str, *labels: str, name: str | None, **properties: Any) -> dict[str, Any]:
    """Return a node of an answer."""
    told = {"sentence": None, "citation": None}
    return {"id": id, "labels": list(labels), "name": name, **told, "properties": properties}


def edge(id: str, type: str, source: str, target: str, label: str, **properties: Any) -> dict[str, Any]:
    """Return a fact of an answer."""
    return {
        "id": id,
        "type": type,
        "label": label,
        "source": source,
        "target": target,
        "sentence": f"{source} {label} {target}",
        "citation": "Éditeur, 2024-03-05, « ils se sont vus », https://example.org/a-1",
        "properties": FACT | properties,
    }


def awkward(lang: str = "fr") -> Answer:
    """Return an answer with every awkward value in a cell, a node's name and property, and an edge's quote."""
    rows: list[dict[str, Any]] = [
        {"what": name, "text": text, "number": index, "share": index / 8, "yes": index % 2 == 0, "list": [text, "b"], "edge": f"f{index}"}
        for index, (name, text) in enumerate(AWKWARD.items())
    ]  # fmt: skip
    rows.append(dict.fromkeys(rows[0]))
    nodes = [
        node("official/a", "Official", "Entity", name="Élodie Nguyễn", name_fr="Élodie Nguyễn"),
        node("state/KR", "State", "Party", "Entity", name="Corée du Sud", name_fr="Corée du Sud", name_en="South Korea", aliases=["Séoul", "ROK"]),
        node("meeting/planned", "Meeting", "Entity", name="Réunion prévue", status="planned", start="2024-03-01", end="2024-03-05", edtf="2024-03-01/2024-03-05"),
        node("initiative/proposed", "Initiative", "Entity", name="Fonds proposé", status="proposed", start="2025-01-01", end="2025-12-31", edtf="2025"),
        node("meeting/held", "Meeting", "Entity", name="Réunion tenue", status="held", start="2024-02-29", end="2024-02-29", edtf="2024-02-29", ordinal=3),
        node("meeting/no-date", "Meeting", "Entity", name=None),
        node("post/x", "Post", "Entity", name="ministre de la Défense"),
        {
            **node("claim/1", "Claim", name="La Corée du Nord a fourni des armes", modality="alleged", attributed_to=["state/KR"], predicate="proposed",
                   subject="state/KP", quote="aurait fourni", article="a-1", char_start=40, char_end=53, basis="explicit", confidence=0.4),
            "sentence": "La Corée du Nord a fourni des armes (allégué ; selon Corée du Sud)",
            "citation": "Éditeur, 2024-03-05, « aurait fourni », https://example.org/a-1",
        },
        node("a-1", "Article", name="Titre", title="Titre", publisher="Éditeur", issued="2024-03-05", language="fr", url="https://example.org/a-1"),
    ]  # fmt: skip
    nodes += [node(f"organization/{index}", "Organization", "Party", "Entity", name=text, note=text, aliases=[text, "autre"], many=[1, 2], yes=True, half=0.5)
              for index, text in enumerate(AWKWARD.values())]  # fmt: skip
    edges = [
        edge("e1", "ATTENDED", "official/a", "meeting/held", "a participé à", role="chair"),
        edge("e2", "ATTENDED", "official/a", "meeting/held", "a participé à", role="host"),
        edge("e3", "PARTICIPATES_IN", "state/KR", "meeting/planned", "prend part à", modality="planned"),
        edge("e4", "PROPOSED", "state/KR", "initiative/proposed", "a proposé", modality="proposed"),
        edge("e5", "HELD_POST", "official/a", "post/x", "a occupé", start="2023-10", end="2024-05-02", attested=["2024-02-29", "2024-03"], basis="coref"),
        edge("e6", "ATTENDED", "official/a", "meeting/planned", "a participé à", basis="inferred", rule="presumed-holder", quote=None, article=None, char_start=None, char_end=None),
        edge("e7", "PARTICIPATES_IN", "state/KR", "state/KR", "prend part à"),
        {"id": "claim/1 EVIDENCED_BY a-1", "type": "EVIDENCED_BY", "label": "attesté par", "source": "claim/1", "target": "a-1", "sentence": None, "citation": None, "properties": {}},
        {"id": "claim/1 ATTRIBUTED_TO state/KR", "type": "ATTRIBUTED_TO", "label": "attribuée à", "source": "claim/1", "target": "state/KR", "sentence": None, "citation": None, "properties": {}},
    ]  # fmt: skip
    edges += [edge(f"f{index}", "MEMBER_OF", "state/KR", f"organization/{index}", "membre de", quote=text) for index, text in enumerate(AWKWARD.values())]  # fmt: skip
    return Answer(
        name="awkward",
        title="Ce qui est malcommode" if lang == "fr" else "What is awkward",
        lang=lang,
        made=date(2024, 3, 6),
        about={"query": "awkward", "parameters": {"of": "state/KR", "limit": 100}, "coverage": coverage(), "next": None},
        asked=["Corée du Sud", "from = 2024"],
        columns=[column(name, type) for name, type in COLUMNS.items()],
        rows=rows,
        nodes=nodes,
        edges=edges,
        evidence=[evidence_of(each) for each in (*edges, *nodes) if each["sentence"]],
    )  # fmt: skip


COLUMNS = {"what": "string", "text": "string", "number": "integer", "share": "number", "yes": "boolean", "list": "array", "edge": "string"}  # fmt: skip


def written(format_name: str, answer: Answer) -> bytes:
    """Return an answer in a format."""
    stream = BytesIO()
    format_of(format_name).write(answer, stream)
    return stream.getvalue()


def turtle_of(driver: Driver, database: str) -> bytes:
    """Return the whole graph as Turtle."""
    return written("turtle", whole(driver, database))


def column(name: str, type: str) -> dict[str, Any]:
    """Return a column of an answer."""
    return {"name": name, "type": type, "label": {"en": name, "fr": f"{name} (fr)"}, "values": {}}


def coverage() -> dict[str, Any]:
    """Return what was looked at."""
    return {"articles": 1, "publishers": ["Éditeur"], "languages": ["fr"], "issued_first": "2024-03-05",
            "issued_last": "2024-03-05", "without_date": 0, "version": 1}  # fmt: skip


def evidence_of(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a fact or a claim rests on, as an answer tells it."""
    properties, claim = told["properties"], "labels" in told
    passage = ("quote", "article", "char_start", "char_end", "modality", "basis", "sources", "attributed_to")
    about = {
        "title": "Titre",
        "publisher": "Éditeur",
        "issued": "2024-03-05",
        "address": "https://example.org/a-1",
    }
    return {
        "fact": None if claim else told["id"],
        "claim": told["id"] if claim else None,
        "sentence": told["sentence"],
        **{name: properties.get(name) for name in passage},
        **(about if properties.get("article") else dict.fromkeys(about)),
        "citation": told["citation"],
    }


def meetings(lang: str = "fr") -> Answer:
    """Return an answer such as a question has: invented people, two held meetings, what is planned, proposed, inferred, alleged."""
    fr = lang == "fr"
    nodes = [
        node("official/anna-brenner", "Official", "Entity", name="Anna Brenner"),
        node("official/paulo-teixeira", "Official", "Entity", name="Paulo Teixeira"),
        node("official/ines-valmont", "Official", "Entity", name="Inès Valmont"),
        node("post/be-defence-minister", "Post", "Entity", name="ministre de la Défense de la Belgique" if fr else "defence minister of Belgium"),
        node("state/BE", "State", "Party", "Entity", name="Belgique" if fr else "Belgium"),
        node("state/PT", "State", "Party", "Entity", name="Portugal"),
        node("organization/nato", "Organization", "Party", "Entity", name="Organisation du traité de l’Atlantique nord" if fr else "North Atlantic Treaty Organization"),
        node("meeting/m1", "Meeting", "Entity", name="Réunion ministérielle de Lisbonne" if fr else "Lisbon ministerial", status="held", start="2031-03-04", end="2031-03-05", edtf="2031-03-04/2031-03-05", kind="ministerial"),
        node("meeting/m2", "Meeting", "Entity", name="Entretien bilatéral en marge" if fr else "Bilateral talks on the sidelines", status="held", start="2031-03-05", end="2031-03-05", edtf="2031-03-05"),
        node("meeting/m3", "Meeting", "Entity", name="Dialogue stratégique d’Anvers" if fr else "Antwerp strategic dialogue", status="planned", start="2031-09-01", end="2031-09-30", edtf="2031-09"),
        node("meeting/m4", "Meeting", "Entity", name="Visite à Bruges" if fr else "Visit to Bruges", status="cancelled", start="2031-02-10", end="2031-02-10", edtf="2031-02-10"),
        node("initiative/fund", "Initiative", "Entity", name="Fonds commun pour drones navals" if fr else "Joint fund for naval drones", status="proposed", edtf="2032"),
        node("agreement/mou", "Agreement", "Entity", name="Mémorandum sur la mobilité militaire" if fr else "Memorandum on military mobility", edtf="2031-03-05"),
        node("place/lisbon", "Place", "Entity", name="Lisbonne" if fr else "Lisbon"),
        node("domain/maritime", "Domain", "Entity", name="sécurité maritime" if fr else "maritime security"),
        {
            **node("claim/c1", "Claim", name="Le Portugal aurait retiré son offre", modality="alleged", attributed_to=["official/ines-valmont"], predicate="proposed",
                   subject="state/PT", quote="aurait retiré son offre", article="p-2", char_start=210, char_end=233, basis="explicit", confidence=0.4),
            "sentence": "Le Portugal a proposé le fonds commun pour drones navals (allégué ; selon Inès Valmont)" if fr else "Portugal proposed the joint fund for naval drones (alleged; by Inès Valmont)",
            "citation": "Le Quotidien du Tage, 2031-03-06, « aurait retiré son offre », https://example.org/p-2",
        },
        node("p-2", "Article", name="Drones : l’offre en suspens", title="Drones : l’offre en suspens", publisher="Le Quotidien du Tage", issued="2031-03-06", url="https://example.org/p-2"),
    ]  # fmt: skip
    say = {"attended": ("a participé à", "attended"), "takes": ("prend part à", "takes part in"), "held": ("a occupé", "held"),
           "of": ("relève de", "belongs to"), "member": ("membre de", "member of"), "side": ("en marge de", "on the sidelines of"),
           "signed": ("a signé", "signed"), "proposed": ("a proposé", "proposed"), "in": ("a lieu à", "takes place in"),
           "about": ("porte sur", "is about"), "by": ("attribuée à", "attributed to"), "from": ("attestée par", "evidenced by")}  # fmt: skip
    facts = [
        ("ATTENDED", "official/anna-brenner", "meeting/m1", "attended", {"role": "chair"}),
        ("ATTENDED", "official/anna-brenner", "meeting/m1", "attended", {"role": "host"}),
        ("ATTENDED", "official/paulo-teixeira", "meeting/m1", "attended", {}),
        ("ATTENDED", "official/anna-brenner", "meeting/m2", "attended", {}),
        ("ATTENDED", "official/paulo-teixeira", "meeting/m2", "attended", {}),
        ("ATTENDED", "official/paulo-teixeira", "meeting/m3", "attended", {"modality": "planned"}),
        ("ATTENDED", "official/anna-brenner", "meeting/m3", "attended", {"modality": "planned", "basis": "inferred"}),
        ("ATTENDED", "official/ines-valmont", "meeting/m4", "attended", {"modality": "planned"}),
        ("HELD_POST", "official/anna-brenner", "post/be-defence-minister", "held", {"start": "2030-10"}),
        ("POST_OF", "post/be-defence-minister", "state/BE", "of", {"basis": "reference"}),
        ("MEMBER_OF", "state/BE", "organization/nato", "member", {"basis": "reference"}),
        ("MEMBER_OF", "state/PT", "organization/nato", "member", {"basis": "reference"}),
        ("SIDELINES_OF", "meeting/m2", "meeting/m1", "side", {}),
        ("PARTICIPATES_IN", "state/BE", "meeting/m1", "takes", {"basis": "inferred"}),
        ("PARTICIPATES_IN", "state/BE", "meeting/m4", "takes", {"modality": "planned"}),
        ("SIGNED", "state/BE", "agreement/mou", "signed", {}),
        ("SIGNED", "state/PT", "agreement/mou", "signed", {}),
        ("PROPOSED", "state/PT", "initiative/fund", "proposed", {"modality": "proposed"}),
        ("TOOK_PLACE_IN", "meeting/m1", "place/lisbon", "in", {}),
        ("ABOUT", "initiative/fund", "domain/maritime", "about", {}),
    ]  # fmt: skip
    edges = [
        edge(f"g{index}", type, source, target, say[label][not fr], **more)
        for index, (type, source, target, label, more) in enumerate(facts)
    ]
    for source, target, label in (("claim/c1", "official/ines-valmont", "by"), ("claim/c1", "p-2", "from")):
        told = {"type": {"by": "ATTRIBUTED_TO", "from": "EVIDENCED_BY"}[label], "label": say[label][not fr], "source": source, "target": target}  # fmt: skip
        edges.append({"id": f"{source} {told['type']} {target}", **told, "sentence": None, "citation": None, "properties": {}})  # fmt: skip
    names = {each["id"]: each["name"] for each in nodes}
    tagus = {"title": names["p-2"], "publisher": "Le Quotidien du Tage", "issued": "2031-03-06", "address": "https://example.org/p-2"}  # fmt: skip
    for each in edges[: len(facts)]:
        each["sentence"] = f"{names[each['source']]} {each['label']} {names[each['target']]}"
    return Answer(
        name="meetings",
        title="Qui a rencontré qui" if fr else "Who met whom",
        lang=lang,
        made=date(2031, 4, 2),
        about={"query": "meetings", "parameters": {}, "coverage": coverage(), "next": {"offset": 20}},
        asked=["Anna Brenner"],
        columns=[column("name", "string"), column("meeting", "string"), column("edge", "string")],
        rows=[{"name": names[each["source"]], "meeting": names[each["target"]], "edge": each["id"]} for each in edges if each["type"] == "ATTENDED"],
        nodes=nodes,
        edges=edges,
        evidence=[evidence_of(each) | (tagus if each["properties"]["article"] == "p-2" else {}) for each in (*edges, *nodes) if each["sentence"]],
    )  # fmt: skip
