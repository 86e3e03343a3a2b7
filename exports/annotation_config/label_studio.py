"""Label Studio: the labeling interface of a project (https://labelstud.io/tags/, and /guide/setup for where it goes).

One text under ``data.text``, labels, roles as relations, and a control an attribute, shown where a region has one of
its labels. A relation has no controls there: an arc that differs from its trigger's others goes on a second trigger
of the same words, ``sameAs`` the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal
from xml.etree import ElementTree

from diplograph.graph_loader.formats.regions import has_own_values
from diplograph.ontology.model import LANGUAGES, Attribute, Labels, Ontology

NAME = "labeling-interface.xml"
TEXT, LABEL, LINK = "text", "label", "Link"  # the names of the controls that stand for no attribute
HINTS = {
    "edtf": "2024-11-21 · 2023-07 · 2023-02-13/2023-02-14 · 2024-12~",
    "number": "0 … 1",
    "text": "",
}
LINK_HINT = "ISO:KR · Wikidata:Q7184 · diplograph:organization/nato · NIL"
SELECTED = {"visibleWhen": "region-selected", "whenTagName": LABEL}

Control = Literal["choices", "number", "textarea"]


def files(ontology: Ontology) -> dict[str, str]:
    """Return the labeling interface."""
    view = ElementTree.Element("View")
    view.append(_relations(ontology))
    view.append(_labels(ontology))
    ElementTree.SubElement(view, "Text", name=TEXT, value="$text", saveTextResult="yes")
    for attribute in ontology.attributes.values():
        view.extend(_controls(ontology, attribute))
    linked = [label for label in ontology.span_labels if label in ontology.classes]
    view.append(_shown_on(linked, _titled(LINK, {"en": "link", "fr": "lien"}), _textarea(LINK, LINK_HINT)))
    ElementTree.indent(view)
    return {NAME: ElementTree.tostring(view, encoding="unicode") + "\n"}


def control(attribute: Attribute) -> Control:
    """Return the control of an attribute: its tag, in small letters, is the type of a result.

    A number between 0 and 1 is typed as a text: the tag Number checks steps by a remainder, which 0.29 fails for 0.01.
    """
    if attribute.type == "code":
        return "choices"
    return "number" if attribute.type == "integer" else "textarea"


def control_name(ontology: Ontology, name: str, label: str) -> str:
    """Return the name of an attribute's control on a label: ``Kind_Meeting`` where each label has its own list."""
    return f"{name}_{label}" if has_own_values(ontology, name, label) else name


def _relations(ontology: Ontology) -> ElementTree.Element:
    relations = ElementTree.Element("Relations", choice="multiple")
    for role in ontology.role_names:
        ElementTree.SubElement(relations, "Relation", value=role)
    return relations


def _labels(ontology: Ontology) -> ElementTree.Element:
    labels = ElementTree.Element("Labels", name=LABEL, toName=TEXT, choice="single")
    for name in ontology.span_labels:
        known = ontology.classes.get(name)
        about = {"background": known.color, "hint": _both(known.labels)} if known else {"hint": "date"}
        ElementTree.SubElement(labels, "Label", {"value": name} | about)
    return labels


def _controls(ontology: Ontology, attribute: Attribute) -> Iterator[ElementTree.Element]:
    """Yield an attribute's control, or one a label where each has its own list."""
    on = [each for each in ontology.span_labels if ontology.lineage(each).intersection(attribute.labels)]
    names: dict[str, list[str]] = {}
    for label in on:
        names.setdefault(control_name(ontology, attribute.name, label), []).append(label)
    title = _titled(attribute.name, ontology.properties[attribute.property].labels)
    for name, labels in names.items():
        kind = control(attribute)
        if kind == "choices":
            element = _choices(ontology, attribute, name, labels[0])
        elif kind == "number":
            element = ElementTree.Element("Number", _per_region(name) | {"min": "1", "max": "9999"})
        else:
            element = _textarea(name, HINTS[attribute.type], maxSubmissions="1")
        yield _shown_on(labels, title, element)


def _per_region(name: str) -> dict[str, str]:
    return {"name": name, "toName": TEXT, "perRegion": "true"}


def _choices(ontology: Ontology, attribute: Attribute, name: str, label: str) -> ElementTree.Element:
    """Return a closed list; its values are told in both languages where the mouse rests on them."""
    element = ElementTree.Element("Choices", _per_region(name) | {"choice": "single", "showInline": "true"})
    listed = ontology.properties[attribute.property].code_list or f"{label}.{attribute.property}"
    for value in ontology.values(attribute.name, label):
        said = ontology.code_lists.get(listed, {}).get(value)
        ElementTree.SubElement(element, "Choice", {"value": value} | ({"hint": _both(said)} if said else {}))
    return element


def _textarea(name: str, hint: str, **about: str) -> ElementTree.Element:
    return ElementTree.Element(
        "TextArea", _per_region(name) | {"editable": "true", "placeholder": hint} | about
    )


def _shown_on(labels: Iterable[str], title: str, element: ElementTree.Element) -> ElementTree.Element:
    """Return a control under its title, shown while a region with one of the labels is selected."""
    view = ElementTree.Element("View", SELECTED | {"whenLabelValue": ",".join(labels)})
    ElementTree.SubElement(view, "Header", value=title, size="5")
    view.append(element)
    return view


def _both(labels: Labels) -> str:
    """Return a name in each language, once where they are the same."""
    return " · ".join(dict.fromkeys(labels[language] for language in LANGUAGES))


def _titled(name: str, labels: Labels) -> str:
    """Return what stands over a control: its name as files have it, and in each language what differs from that."""
    others = dict.fromkeys(labels[language] for language in LANGUAGES)
    return " · ".join([name, *(said for said in others if said.casefold() != name.casefold())])
