"""A question's parameters as one ``:param`` command that Neo4j Browser runs, with its example's values to change.

Neo4j Browser lets Neo4j work the values out. So a thing may be given by its id or by its name, exactly as it is
written; what nothing, or more than one thing, is called stays as it was typed, and the question finds nothing.
"""

from __future__ import annotations

import json

from diplograph.queries.catalogue import Parameter, Query

BY_NAME = """COLLECT {{ WITH {typed} AS typed
    OPTIONAL MATCH (e:{labels}) WHERE typed IN [e.id, e.name, e.name_fr, e.name_en] + coalesce(e.aliases, [])
    WITH typed, collect(e.id) AS ids RETURN CASE size(ids) WHEN 1 THEN ids[0] ELSE typed END AS id }}[0]"""


def parameters(query: Query) -> str:
    """Return the command that sets every parameter of a question: its example's, and the defaults of the others."""
    names = ", ".join(query.parameters)
    values = ",\n".join(f"  {value(query, each)} AS {each.name}" for each in query.parameters.values())
    return f":param [{{{names}}}] => {{ RETURN\n{values}\n}}"


def value(query: Query, parameter: Parameter) -> str:
    """Return a parameter's value as Cypher."""
    typed = json.dumps(query.example.get(parameter.name, parameter.default), ensure_ascii=False)
    if parameter.type not in ("entity", "evidence"):
        return typed
    return BY_NAME.format(typed=typed, labels="|".join(parameter.classes or ("Entity",)))
