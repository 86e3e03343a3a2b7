"""doccano: label files for a project's pages Labels, tab Span and tab Relation (Actions, Import labels).

They are what its upload reads (https://github.com/doccano/doccano, backend/label_types). doccano has no attributes, so
each trigger is offered once a modality; any other attribute is written in a label of the same form, such as
``Date:Value=2031-03-12`` or ``State:Link=ISO:NO``.
"""

from __future__ import annotations

import json
from string import ascii_lowercase, digits

from diplograph.ontology.model import Ontology

KEYS = digits[1:] + ascii_lowercase  # one a label: doccano refuses a second label of a key
GREY = "#8A94A0"  # of what the ontology has no colour for
BRIGHT = 140  # from there on a dark text is easier to read


def files(ontology: Ontology) -> dict[str, str]:
    """Return doccano's two files: the labels of spans, and those of relations."""
    labels = [(label, label) for label in ontology.span_labels]
    labels += [(label, f"{label}:{code}") for label, code in modalities(ontology)]
    spans = [
        _type(text, _color(ontology, label), KEYS[number : number + 1] or None)
        for number, (label, text) in enumerate(labels)
    ]
    return {
        "span_labels.json": _json(spans),
        "relation_labels.json": _json([_type(role, GREY, None) for role in ontology.role_names]),
    }


def modalities(ontology: Ontology) -> list[tuple[str, str]]:
    """Return each trigger's label with each modality that has to be said."""
    modality = ontology.attributes["Modality"]
    codes = [code for code in modality.values if code != modality.default]
    return [(label, code) for label in ontology.span_labels if label in modality.labels for code in codes]


def _type(text: str, color: str, key: str | None) -> dict[str, str | None]:
    bright = sum(int(color[place : place + 2], 16) for place in (1, 3, 5)) / 3 > BRIGHT
    return {
        "text": text,
        "prefix_key": None,
        "suffix_key": key,
        "background_color": color,
        "text_color": "#000000" if bright else "#ffffff",
    }


def _color(ontology: Ontology, label: str) -> str:
    return ontology.classes[label].color if label in ontology.classes else GREY


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
