"""The favourites: for each question its text, unchanged, and its parameters, which are set before it is run.

They are two, because Neo4j Browser draws no graph for a favourite of several statements.
"""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from diplograph.neo4j_browser.parameters import parameters
from diplograph.queries.catalogue import catalogue

FOLDER = "diplograph"  # in the Browser's list


def favourites() -> dict[str, str]:
    """Return the favourites by file name; the first line, a comment, is the title that the Browser lists."""
    found = {}
    for query in catalogue().values():
        title = query.titles["en"]
        found[f"{FOLDER}/{query.name}-parameters.cypher"] = f"// {title}: parameters\n{parameters(query)}\n"
        found[f"{FOLDER}/{query.name}.cypher"] = query.text
    return found


def archive() -> bytes:
    """Return the favourites as the ZIP file that is dropped on Neo4j Browser; the same each time."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as zipped:
        for name, text in favourites().items():
            zipped.writestr(ZipInfo(name), text)
    return stream.getvalue()
