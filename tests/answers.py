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
        asked={"of": "Corée du Sud"},
        columns=[column(name, type) for name, type in COLUMNS.items()],
        rows=rows,
        nodes=nodes,
        edges=edges,
        evidence=[evidence_of(each) for each in (*edges, *nodes) if each["sentence"]],
    )  # fmt: skip


COLUMNS = {"what": "string", "text": "string", "number": "integer", "share": "number", "yes": "boolean", "list": "array", "edge": "string"}  # fmt: skip


def written(answer: Answer, format_name: str) -> bytes:
    """Return an answer in a format."""
    stream = BytesIO()
    format_of(format_name).write(answer, stream)
    return stream.getvalue()


def turtle_of(driver: Driver, database: str) -> bytes:
    """Return the whole graph as Turtle."""
    return written(whole(driver, database), "turtle")


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
