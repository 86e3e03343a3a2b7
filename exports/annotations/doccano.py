"""doccano's JSONL of relation extraction, as it imports and exports it (https://github.com/doccano/doccano, backend/data_import).

One line an article, with what is known about it beside the text. Offsets are UTF-16 units. doccano has labels and
nothing else, so attributes and a link stand in them (``Initiative:Modality=alleged``); a project that is to take nested
spans allows overlapping entities, and doesn't count grapheme clusters as one character.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.labels import compose
from diplograph.graph_loader.offsets import Offsets, Unit

HOLDS = frozenset({Feature.ATTRIBUTES, Feature.ARC_ATTRIBUTES, Feature.LINKS, Feature.NAMES})
FILE = "doccano.jsonl"


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one file, a line a document; an entity's id is its own in the whole file."""
    path, numbers = folder / FILE, count(1)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for document in documents:
            file.write(json.dumps(_line(document, numbers), ensure_ascii=False) + "\n")
    yield path


def _line(document: Document, numbers: Iterator[int]) -> dict[str, Any]:
    offsets = Offsets(document.text or "", Unit.UTF16)
    ids = {name: next(numbers) for name in document.spans}
    return {
        "id": document.id,
        "text": document.text,
        **{name: value for name, value in asdict(document.metadata).items() if value},
        "entities": [
            {
                "id": ids[name],
                "label": compose(span.label, span.attributes, span.links),
                "start_offset": offsets.from_code_points(span.start),
                "end_offset": offsets.from_code_points(span.end),
            }
            for name, span in document.spans.items()
        ],
        "relations": [
            {
                "id": next(numbers),
                "from_id": ids[arc.source],
                "to_id": ids[arc.target],
                "type": compose(arc.role, arc.attributes),
            }
            for arc in document.arcs
        ],
    }
