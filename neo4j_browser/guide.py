"""The guide: the model in a picture, then the questions one by one; slides that ``:play`` shows, French beside English.

Neo4j Browser gives a block of the class ``runnable`` a button that runs it as it stands, and puts it in the editor when it is clicked.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from diplograph.neo4j_browser.addresses import FAVOURITES
from diplograph.neo4j_browser.model import picture
from diplograph.neo4j_browser.parameters import parameters
from diplograph.ontology.model import Labels
from diplograph.queries.catalogue import Query, catalogue

FIRST = 3  # the first question's slide

ABOUT = {
    "en": "Each question has two blocks. The first sets its parameters, to an example's values: click it to change "
    "them in the editor; a thing is given by its id or its name, exactly as written. The second is the question, "
    "the very text that the API runs. ▶ runs a block. Click an edge of the answer: quote, article, modality and dates "
    "are in the pane at the side. What is planned or proposed is drawn like what is asserted: its modality tells it.",
    "fr": "Chaque question a deux blocs. Le premier fixe ses paramètres, aux valeurs d'un exemple : cliquez-le pour les "
    "changer dans l'éditeur ; une chose se donne par son identifiant ou son nom, tel qu'il est écrit. Le second est la "
    "question, le texte même qu'exécute l'API. ▶ exécute un bloc. Cliquez une arête de la réponse : citation, article, "
    "modalité et dates sont dans le volet. Ce qui est prévu ou proposé est tracé comme ce qui est affirmé : sa modalité le dit.",
}
LINKED = {
    "en": "The favourites: all this in the Browser's own list. Drop the file on this window.",
    "fr": "Les favoris : tout cela dans la liste du Browser. Déposez le fichier sur cette fenêtre.",
}


def guide(address: str) -> str:
    """Return the guide as an HTML fragment. ``address`` is that of the API, for the link to the favourites."""
    return "\n".join([_model(), _how(address), *map(_question, catalogue().values())]) + "\n"


def _model() -> str:
    return _slide({"en": "The model", "fr": "Le modèle"}, picture())


def _how(address: str) -> str:
    link = f'<p><a href="{_safe(address)}{FAVOURITES}">favourites.zip</a></p>'
    asked = {"en": "Ask, and look", "fr": "Demander, et regarder"}
    titles = (
        f"<li>{slide} · {_both(each.titles)}</li>" for slide, each in enumerate(catalogue().values(), FIRST)
    )
    return _slide(asked, _beside(ABOUT), _beside(LINKED), link, f"<ul>{''.join(titles)}</ul>")


def _question(query: Query) -> str:
    named = "".join(_named(query))
    blocks = [_block(parameters(query)), _block(query.text)]
    return _slide(query.titles, _beside(query.summaries), *blocks, f"<ul>{named}</ul>")


def _named(query: Query) -> Iterator[str]:
    for each in query.parameters.values():
        values = f" ({', '.join(each.values)})" if each.values else ""
        yield f"<li><code>{each.name}</code> {_both(each.labels)}{values}</li>"


def _slide(titles: Labels, *parts: str) -> str:
    return "\n".join([f'<slide class="row-fluid">\n<h3>{_both(titles)}</h3>', *parts, "</slide>"])


def _beside(texts: Labels) -> str:
    columns = (
        f'<div style="flex: 1" lang="{lang}"><p>{_safe(texts[lang])}</p></div>' for lang in ("fr", "en")
    )
    return f'<div style="display: flex; gap: 2em">{"".join(columns)}</div>'


def _both(labels: Labels) -> str:
    return _safe(f"{labels['fr']} · {labels['en']}")


def _block(text: str) -> str:
    return f'<pre class="runnable" style="max-height: 16em; overflow: auto">{_safe(text.strip())}</pre>'


def _safe(text: str) -> str:
    """Return text as HTML. Neo4j Browser takes `` one = x`` for a script's handler and cuts it, but not behind an entity."""
    return escape(text).replace("=", "&#61;")
