"""Prodigy: prodigy.json with the colours, and the labels one a line (https://prodi.gy/docs/recipes, https://prodi.gy/docs/install).

    prodigy rel.manual DATASET blank:fr articles.jsonl --label relations.txt --span-label labels.txt
    prodigy spans.manual DATASET blank:fr articles.jsonl --label labels.txt      (spans that nest)

Its annotators have labels and nothing else, so each trigger is offered once a modality; any other attribute is a key of
the span in the file, or a label of the same form.
"""

from __future__ import annotations

import json

from diplograph.exports.annotation_config.doccano import modalities
from diplograph.ontology.model import Ontology


def files(ontology: Ontology) -> dict[str, str]:
    """Return Prodigy's three files."""
    variants = [f"{label}:{code}" for label, code in modalities(ontology)]
    labels = [*ontology.span_labels, *variants]
    colors = {
        label: ontology.classes[name].color
        for label in labels
        if (name := label.partition(":")[0]) in ontology.classes
    }
    settings = {"custom_theme": {"labels": colors}}
    return {
        "prodigy.json": json.dumps(settings, ensure_ascii=False, indent=2) + "\n",
        "labels.txt": "".join(f"{label}\n" for label in labels),
        "relations.txt": "".join(f"{role}\n" for role in ontology.role_names),
    }
