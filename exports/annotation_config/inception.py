"""INCEpTION: layers.json (Settings → Layers → Import) and constraints.txt (Settings → Constraints).

One span layer whose label is a class, one relation layer whose role is a role, and a layer for what is known about the
article. Attributes are features, with their closed lists as tagsets. The constraints offer what fits: an attribute with a
list only where it means something, and only the roles that join two labels. Numbers and dates are texts, since UIMA has
no unset number. A span may have several links and notes, which INCEpTION's export as WebAnno TSV leaves out, as it leaves
out every feature with several values: export as UIMA CAS JSON. The forms: https://inception-project.github.io/documentation/latest/user-guide.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from diplograph.graph_loader.metadata import COLUMNS
from diplograph.ontology.model import Attribute, Ontology

SPAN, RELATION, ARTICLE = "webanno.custom.Thing", "webanno.custom.Role", "webanno.custom.Article"
LABEL, ROLE, LINK, CONCEPT, NOTE = "label", "role", "Link", "identifier", "Note"
STRING, STRINGS, ANY_CONCEPT = "uima.cas.String", "uima.cas.StringArray", "kb:<ANY>"
SEVERAL = "May have several values; an export as WebAnno TSV leaves it out, UIMA CAS JSON has it."
Feature = dict[str, Any]


def files(ontology: Ontology) -> dict[str, str]:
    """Return INCEpTION's two files."""
    return {"layers.json": layers(ontology), "constraints.txt": _constraints(ontology)}


def layers(ontology: Ontology, on_spans: Iterable[str] = (), on_arcs: Iterable[str] = ()) -> str:
    """Return the layers, with a text feature for each further attribute of spans and of arcs."""
    span = [
        _feature(
            LABEL, "Label", tags={name: _label(ontology, name) for name in ontology.span_labels}, hover=True
        ),
        *(_attribute(each) for each in ontology.attributes.values() if each.labels),
        _feature(LINK, "Link, such as ISO:KR", STRINGS, about=SEVERAL, hover=True),
        _feature(CONCEPT, "Concept of a knowledge base", ANY_CONCEPT),
        _feature(NOTE, "Note", STRINGS, about=SEVERAL),
        *(_feature(name, name) for name in on_spans if name not in attributes_of_spans(ontology)),
    ]
    relation = [
        _feature(
            ROLE, "Role", tags={name: ontology.role_ends(name) for name in ontology.role_names}, hover=True
        ),
        *(_attribute(each, hidden=False) for each in ontology.attributes.values() if each.roles),
        *(_feature(name, name) for name in on_arcs if name not in attributes_of_arcs(ontology)),
    ]
    article = [_feature(name, name, STRINGS if name == "cites" else STRING) for name in COLUMNS]
    return json.dumps(
        [
            _layer(SPAN, "Thing", "span", span),
            _layer(RELATION, "Role", "relation", relation, attach_type={"name": SPAN}),
            _layer(ARTICLE, "Article", "document-metadata", article, traits='{"singleton":true}'),
        ],
        ensure_ascii=False,
        indent=2,
    )


def attributes_of_spans(ontology: Ontology) -> list[str]:
    """Return the names of the attributes that a span may have."""
    return [each.name for each in ontology.attributes.values() if each.labels]


def attributes_of_arcs(ontology: Ontology) -> list[str]:
    """Return the names of the attributes that an arc may have."""
    return [each.name for each in ontology.attributes.values() if each.roles]


def _label(ontology: Ontology, name: str) -> str:
    known = ontology.classes.get(name)
    return f"{known.labels['en']} / {known.labels['fr']}" if known else name


def _attribute(attribute: Attribute, hidden: bool = True) -> Feature:
    """Return an attribute's feature; of spans one with a list is hidden where the constraints don't offer it."""
    tags = dict.fromkeys(attribute.values, "") if attribute.values else None
    default = f"{attribute.default} where nothing is said" if attribute.default else ""
    return _feature(
        attribute.name, attribute.name, tags=tags, about=default, hidden=hidden and tags is not None
    )


def _feature(
    name: str,
    shown: str,
    kind: str = STRING,
    tags: Mapping[str, str] | None = None,
    about: str = "",
    hover: bool = False,
    hidden: bool = False,
) -> Feature:
    """Return a feature; its tagset is one with that of the same name in another layer."""
    return {
        "name": name,
        "tag_set": _tag_set(name, tags) if tags else None,
        "uiName": shown,
        "type": kind,
        "enabled": True,
        "visible": True,
        "include_in_hover": hover,
        "required": name in (LABEL, ROLE),
        "remember": False,
        "hideUnconstraintFeature": hidden,
        "description": about,
        "multi_value_mode": "ARRAY" if kind == STRINGS else "NONE",
        "link_mode": "NONE",
        "curatable": True,
    }


def _tag_set(name: str, tags: Mapping[str, str]) -> dict[str, object]:
    return {
        "name": f"diplograph {name}",
        "description": "",
        "language": "en",
        "tags": [{"tag_name": tag, "tag_description": text} for tag, text in tags.items()],
        "create_tag": False,
    }


def _layer(name: str, shown: str, kind: str, features: list[Feature], **more: object) -> dict[str, object]:
    for rank, feature in enumerate(features):
        feature["rank"] = rank
    return {
        "name": name,
        "features": features,
        "uiName": shown,
        "type": kind,
        "description": "diplograph",
        "enabled": True,
        "built_in": False,
        "readonly": False,
        "attach_type": None,
        "attach_feature": None,
        "cross_sentence": True,
        "show_hover": True,
        "anchoring_mode": "CHARACTERS",
        "overlap_mode": "ANY_OVERLAP",
        "validation_mode": "NEVER",
        "linked_list_behavior": False,
        "traits": None,
    } | more


def _constraints(ontology: Ontology) -> str:
    named = {SPAN: _on_spans(ontology), RELATION: _on_arcs(ontology)}
    imports = [f"import {layer} as {_short(layer)};" for layer in named]
    scopes = [
        f"{_short(layer)} {{\n" + "\n".join(f"  {rule}" for rule in rules) + "\n}"
        for layer, rules in named.items()
    ]
    return "\n".join(imports) + "\n\n" + "\n\n".join(scopes) + "\n"


def _short(layer: str) -> str:
    return layer.rpartition(".")[2]


def _on_spans(ontology: Ontology) -> list[str]:
    """Return a rule a label: the values of the attributes that it may have."""
    rules = []
    for label in ontology.span_labels:
        offered = [
            f'{each.name} = "{value}"'
            for each in ontology.attributes.values()
            if {label, *ontology.lineage(label)}.intersection(each.labels)
            for value in ontology.values(each.name, label)
        ]
        if offered:
            rules.append(f'{LABEL} = "{label}" -> {" | ".join(offered)};')
    return rules


def _on_arcs(ontology: Ontology) -> list[str]:
    """Return a rule a pair of labels: the roles that join them."""
    rules = []
    for source in ontology.span_labels:
        for target in ontology.span_labels:
            roles = [
                f'{ROLE} = "{name}"' for name in ontology.role_names if ontology.role(name, source, target)
            ]
            if roles:
                ends = f'Governor.{LABEL} = "{source}" & Dependent.{LABEL} = "{target}"'
                rules.append(f"{ends} -> {' | '.join(roles)};")
    return rules
