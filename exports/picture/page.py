"""A page of one file: the picture, the rows, what each fact rests on, and a few lines of script to search and look closer.

All is in the markup, read and printed without the script too. Nothing comes from elsewhere: its policy lets in only its own
style and script, by their hashes.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from lxml.html import builder

from diplograph.exports.answer import Answer
from diplograph.exports.elements import class_of
from diplograph.exports.labels import class_label, code_label, labelled
from diplograph.exports.picture import looks
from diplograph.exports.picture.boxes import Graph, Json, dates_of, graph, name_of
from diplograph.exports.picture.sheet import cited, kind_label, sheet, sources, told
from diplograph.exports.picture.words import coverage, day, word
from diplograph.exports.texts import flat, xml_text

MOST_DRAWN = 1_500  # links: a browser moves no larger picture with ease
POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
SAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}  # JSON's own escapes: no markup ends a script early
LINKED = ("http", "https")


def page(answer: Answer) -> str:
    """Return an answer as a page. Raises UnwritableError where it is too much for one."""
    lang, found = answer.lang, graph(answer)
    facts = list(answer.evidence)
    document = html.document_fromstring(_file("page.html"))
    document.set("lang", lang)
    _head(document, answer, found)
    for element in document.xpath("//*[@data-word]"):
        element.text = word(element.attrib.pop("data-word"), lang)
    for element in document.xpath("//*[@data-label]"):
        element.set("aria-label", word(element.attrib["data-label"], lang))
        element.set("title", word(element.attrib.pop("data-label"), lang))
    _picture(document.get_element_by_id("picture"), answer, found)
    linked = _Linked(facts)
    rows = _rows(document.get_element_by_id("rows"), answer, linked)
    names = {node["id"]: name_of(node) for node in found.nodes}
    document.get_element_by_id("facts").extend(_fact(each, names, lang) for each in facts)
    if not facts:
        document.get_element_by_id("facts").getparent().set("hidden", "hidden")
    document.get_element_by_id("sources").extend(_source(each, lang) for each in sources(answer))
    document.get_element_by_id("coverage").text = xml_text(coverage(answer))
    data = {"rows": rows, "nodes": _nodes(found, linked, lang), "edges": _edges(found, linked, names, lang)}
    document.get_element_by_id("data").text = _json(data)
    return str(html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>"))


class _Linked:
    """Which of the facts, by place, a fact's or claim's id stands for."""

    def __init__(self, facts: Sequence[Json]) -> None:
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(facts):
            for name in dict.fromkeys(filter(None, (fact["fact"], fact["claim"]))):
                self.places[name].append(place)

    def of(self, *values: Any) -> list[int]:
        """Return the places for ids, or lists of them, each once."""
        ids = [each for value in values for each in (value if isinstance(value, list) else [value])]
        return list(
            dict.fromkeys(i for each in ids if isinstance(each, str) for i in self.places.get(each, ()))
        )


def _head(document: Any, answer: Answer, found: Graph) -> None:
    title = xml_text(answer.title)
    *asked, counts, made = told(answer, found)
    document.find(".//title").text = document.find(".//h1").text = title
    document.get_element_by_id("asked").text = " ".join(asked)
    document.get_element_by_id("counts").text = f"{counts} {made}"
    style, script = _file("page.css"), _file("page.js")
    document.find(".//style").text = style
    document.get_element_by_id("behaviour").text = script
    policy = document.xpath("//meta[@http-equiv]")[0]
    policy.set("content", POLICY.format(style=_hash(style), script=_hash(script)))


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _picture(section: Any, answer: Answer, found: Graph) -> None:
    if len(found.edges) > MOST_DRAWN:
        section.append(builder.P(word("too_many", answer.lang)))
    elif found.nodes:
        drawn = sheet(answer, found, alone=False)
        drawn.set("role", "group")  # its parts can be chosen
        section.append(drawn)
    else:
        section.getparent().remove(section)


def _rows(section: Any, answer: Answer, linked: _Linked) -> list[list[int]]:
    """Add the rows, and return the facts of each, by place."""
    section.find(".//thead/tr").extend(
        builder.TH(xml_text(column["label"][answer.lang]), scope="col") for column in answer.columns
    )
    body, places = section.find(".//tbody"), []
    for row in answer.rows:
        cells = [_cell(column, row, answer.lang) for column in answer.columns]
        body.append(builder.TR(*(builder.TD(builder.DIV(text), dir="auto") for text in cells)))
        places.append(linked.of(*row.values()))
    return places


def _cell(column: Json, row: Json, lang: str) -> str:
    """Return a cell as one reads it: a code by its label."""
    value = labelled(column, row, lang)
    return word("yes" if value else "no", lang) if isinstance(value, bool) else xml_text(flat(value))


def _fact(fact: Json, names: Mapping[str, str], lang: str) -> Any:
    """Return what a fact or a claim rests on, for the eye: sentence, quote, how it is said and by whom, article."""
    item = builder.LI(builder.P(builder.CLASS("sentence"), xml_text(fact["sentence"] or ""), dir="auto"))
    if fact["quote"]:
        item.append(builder.BLOCKQUOTE(xml_text(fact["quote"]), dir="auto"))
    item.append(builder.P(builder.CLASS("said"), " · ".join(_said(fact, names, lang))))
    if fact["article"]:
        item.append(builder.P(builder.CLASS("where"), *_where(fact, lang), dir="auto"))
    return item


def _said(fact: Json, names: Mapping[str, str], lang: str) -> Iterator[str]:
    for name in ("modality", "basis"):
        if fact[name]:
            yield code_label(name, fact[name], lang)
    by = fact["attributed_to"] or []
    if by:
        told_by = [names.get(each, each) for each in ([by] if isinstance(by, str) else by)]
        yield xml_text(word("by", lang, names=", ".join(told_by)))


def _where(fact: Json, lang: str) -> list[Any]:
    """Return an article as one cites it, with a link where its address is one of the web."""
    address = fact["address"]
    text = xml_text(cited({**fact, "address": None}, lang))
    if not address:
        return [text]
    shown = xml_text(address)
    safe = urlsplit(shown).scheme.lower() in LINKED
    return [f"{text}, ", builder.A(shown, href=shown, rel="noreferrer") if safe else shown]


def _source(fact: Json, lang: str) -> Any:
    return builder.LI(*_where(fact, lang), dir="auto")


def _nodes(found: Graph, linked: _Linked, lang: str) -> list[Json]:
    touching: dict[str, list[str]] = defaultdict(list)
    for edge in found.edges:
        for end, other in (("source", "target"), ("target", "source")):
            touching[edge[end]] += [edge["id"], edge[other]]
    return [
        {
            "name": name_of(node),
            "about": ", ".join(filter(None, _about(node, lang))),
            "facts": linked.of(node["id"], touching[node["id"]]),
        }
        for node in found.nodes
    ]


def _about(node: Json, lang: str) -> Iterator[str]:
    yield class_label(class_of(node), lang)
    yield code_label("status", looks.status(node), lang) if looks.status(node) else ""
    yield day(dates_of(node), lang) if dates_of(node) else ""


def _edges(found: Graph, linked: _Linked, names: Mapping[str, str], lang: str) -> list[Json]:
    return [
        {
            "name": xml_text(
                edge["sentence"] or f"{names[edge['source']]} {edge['label']} {names[edge['target']]}"
            ),
            "about": ", ".join(kind_label(kind, lang) for kind in looks.kinds(edge)),
            "facts": linked.of(edge["id"], edge["source"], edge["target"]),
        }
        for edge in found.edges
    ]


def _json(data: Any) -> str:
    text = json.dumps(data, separators=(",", ":"))
    return "".join(SAFE.get(letter, letter) for letter in text)


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
