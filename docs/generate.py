"""Writes the reference pages from what they describe: ontology.md, questions.md, formats.md, exports.md, settings.md. Run: make docs.

A test holds the pages equal to what this makes, so that they can't grow old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import typer
from pictures import ASKED, IN
from typer.main import get_command

from diplograph.api.article_graph import FORMATS
from diplograph.cli import app
from diplograph.environment import ENVIRONMENT
from diplograph.exports import format_of, formats
from diplograph.exports.annotations import writer, writers
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.readers import readers
from diplograph.ontology.load import load
from diplograph.ontology.model import Labels, Ontology
from diplograph.queries.catalogue import Parameter, Query, catalogue

HERE = Path(__file__).parent
MADE = "<!-- made by docs/generate.py; change the data, then run: make docs -->\n"


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    return {
        "ontology.md": MADE + "\n".join(_ontology(load())),
        "questions.md": MADE + "\n".join(_questions()),
        "formats.md": MADE + "\n".join(_formats()),
        "exports.md": MADE + "\n".join(_exports()),
        "settings.md": MADE + "\n".join(_settings()),
    }


def _formats() -> Iterator[str]:
    yield "# Annotation formats\n"
    yield "Whoever annotated, with whatever tool, loads their files as they are. A file's format is told by its content; a folder may mix them.\n"
    for name, reader in readers().items():
        yield f"## {name}\n"
        yield (reader.__doc__ or "").replace("``", "`")
    yield "## What each can hold\n"
    yield "`diplograph convert` writes each of them. What a format has no place for is counted and listed when it is lost; a discontinuous span becomes its hull.\n"
    holds = {name: writer(name).HOLDS for name in writers()}
    yield from _table(
        ("", *holds),
        *(
            (feature.value, *("✓" if feature in held else "" for held in holds.values()))
            for feature in Feature
        ),
    )
    yield f"{Feature.GROUPS.value.capitalize()} become sameAs relations where a format has none, and nothing is lost.\n"
    yield "## Formats of answers\n"
    yield from _table(
        ("what", "format", "how"),
        ("an entity, an article's page", "json", "the API"),
        ("a question", ", ".join(formats()), "`diplograph ask --format`; the API: `?format=`, or `Accept`"),
        ("an article's named graph", ", ".join(FORMATS), "`/v1/articles/ID/graph?format=`, or `Accept`"),
        ("a part of the graph", ", ".join(formats()), "`POST /v1/graph?format=`, or `Accept`"),
        ("the whole graph", ", ".join(formats()), "`diplograph export --format`, `/v1/export?format=`"),
    )


def _exports() -> Iterator[str]:
    yield "# Pictures and files of answers\n"
    yield (
        "Each answer, and the whole graph, in each of these: `diplograph ask QUESTION … --format NAME --output FILE`, `diplograph export --format NAME --output FILE`, and over HTTP "
        "`/v1/queries/QUESTION?format=NAME` and `/v1/export?format=NAME`, or an `Accept` header with the media type. `--lang fr|en` chooses the language of headings, labels and sentences.\n"
    )
    yield (
        "The same answer gives the same file. How much of the articles' text is in it is the server's setting, and `--quotes full|short|none` on the command line. What is alleged, denied or only supposed "
        "is never shown without who said so. A file that can't be finished isn't there; what is cut by `--limit` is said to be, on the command line and in the header `Link`.\n"
    )
    question, value = ASKED
    yield f'The pictures show the answer of the sample corpus to `diplograph ask {question} "{value}" --lang en`, each in a tool that opens it; `make pictures` takes them.\n'
    yield from _table(
        ("format", "media type", "ending"),
        *(
            (f"[{name}](#{name})", f"`{format_of(name).MEDIA_TYPE}`", f"`.{format_of(name).ENDING}`")
            for name in formats()
        ),
    )
    for name in formats():
        yield f"## {name}\n"
        yield (format_of(name).__doc__ or "").replace("``", "`")
        yield f"![The answer as {name}](pictures/{name}.png)\n"
        yield f"*{IN[name]}.*\n"


def _settings() -> Iterator[str]:
    yield "# Settings\n"
    yield "Every setting has a default that is safe on a machine of one's own: nothing needs to be set.\n"
    yield "## Of the API: options of `diplograph serve`\n"
    yield "An option goes before its variable; a variable that takes several values has them apart by spaces.\n"
    yield from _options("serve")
    yield "## Of loading: options of `diplograph load` and `diplograph bulk-load`\n"
    yield "`bulk-load` has as many workers as there are cores, if nothing is said.\n"
    yield from _options("load")
    yield "## Of every command: the environment\n"
    yield from _table(
        ("variable", "what it decides"), *((f"`{name}`", text) for name, text in ENVIRONMENT.items())
    )


def _options(name: str) -> Iterator[str]:
    command = cast(typer.core.TyperGroup, get_command(app())).commands[name]
    options = [each for each in command.params if each.envvar]
    yield from _table(
        ("option", "variable", "default", "what it decides"),
        *(
            (f"`{each.opts[0]}`", f"`{each.envvar}`", _default(each), str(getattr(each, "help", "")))
            for each in options
        ),
    )


def _default(option: Any) -> str:
    told = option.show_default if isinstance(option.show_default, str) else option.default
    return "" if told is None else str(told)


def _table(*rows: Iterable[str]) -> Iterator[str]:
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in body)
    yield ""


def _both(labels: Labels) -> str:
    return f"{labels['en']} · {labels['fr']}"


def _ontology(ontology: Ontology) -> Iterator[str]:
    yield "# The ontology\n"
    yield "What the graph is made of. The data is in `ontology/`: one file a class, the properties, the roles of annotation arcs, the lists of values.\n"
    yield "## Classes\n"
    classes = ontology.classes.values()
    yield from _table(
        ("class", "en · fr", "labels in Neo4j", "what it is, and is not"),
        *(
            (c.name, _both(c.labels), " ".join(f"`:{name}`" for name in c.neo4j_labels), c.comments["en"])
            for c in classes
        ),
    )
    yield "## Edges\n"
    edges = [each for each in ontology.properties.values() if each.neo4j_type]
    yield from _table(
        ("property", "en · fr", "from → to", "in Neo4j", "qualifiers"),
        *(
            (
                e.name,
                _both(e.labels),
                f"{', '.join(e.domain)} → {', '.join(e.range)}",
                f"`{e.neo4j_type}`",
                ", ".join(e.qualifiers),
            )
            for e in edges
        ),
    )
    yield "## Values\n"
    values = [each for each in ontology.properties.values() if not each.neo4j_type]
    yield from _table(
        ("property", "in Neo4j", "en · fr", "what it is"),
        *((v.name, f"`{v.neo4j_name}`", _both(v.labels), v.comments["en"]) for v in values),
    )
    yield "## Roles of arcs\n"
    yield "What an arc that an annotator draws becomes. `↔` turns it round: the edge runs from the arc's target to its source.\n"
    yield from _table(
        ("role", "from", "to", "edge", "with"),
        *(
            (
                rule.name,
                ", ".join(rule.sources),
                ", ".join(rule.targets),
                f"{'↔ ' if rule.inverted else ''}{rule.neo4j_type or rule.sort}",
                ", ".join(
                    [
                        *(f"{key} {value}" for key, value in rule.qualifiers.items()),
                        *([f"always {rule.modality}"] if rule.modality else []),
                    ]
                ),
            )
            for rule in ontology.rules
        ),
    )
    yield "## Attributes\n"
    yield from _table(
        ("attribute", "values", "on", "on arcs", "default"),
        *(
            (
                a.name,
                "by class, below" if a.name == "Kind" else ", ".join(a.values) or a.type,
                ", ".join(a.labels),
                ", ".join(a.roles),
                a.default or "",
            )
            for a in ontology.attributes.values()
        ),
    )
    yield "## Lists of values\n"
    for name, values_of in ontology.code_lists.items():
        yield f"### {name}\n"
        yield from _table(
            ("value", "en · fr"), *((value, _both(labels)) for value, labels in values_of.items())
        )


def _questions() -> Iterator[str]:
    yield "# The questions\n"
    yield "Each is one Cypher file in `queries/`: its header is its contract, its text is what the API runs and what you can paste into Neo4j Browser, after `:param` lines for its parameters.\n"
    for query in catalogue().values():
        yield from _question(query)


def _question(query: Query) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"**{query.titles['en']}** · {query.titles['fr']}\n"
    yield f"{query.summaries['en']}\n"
    yield f"{query.summaries['fr']}\n"
    yield f"Counts what is {', '.join(query.modality)}.\n" if query.modality else "Counts no fact.\n"
    yield from _table(
        ("parameter", "en · fr", "type", "default"),
        *(
            (
                f"`{p.name}`",
                _both(p.labels),
                _kind(p),
                "" if p.required else "none" if p.default is None else str(p.default).lower(),
            )
            for p in query.parameters.values()
        ),
    )
    yield from _table(
        ("column", "en · fr", "type"),
        *((f"`{c.name}`", _both(c.labels), c.type) for c in query.columns.values()),
    )
    values = " ".join(f'--{name} "{value}"' for name, value in query.example.items())
    yield f"```sh\n{f'diplograph ask {query.name} {values}'.strip()}\n```\n"


def _kind(parameter: Parameter) -> str:
    """Return what a parameter takes."""
    if parameter.type == "choice":
        return " or ".join(f"`{value}`" for value in parameter.values)
    if parameter.type == "integer" and parameter.most is not None:
        return f"integer, {parameter.least} to {parameter.most}"
    return f"{parameter.type} {', '.join(parameter.classes)}".strip()


if __name__ == "__main__":
    for name, text in pages().items():
        HERE.joinpath(name).write_text(text, encoding="utf-8")
