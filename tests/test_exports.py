"""Any answer, and the whole graph, as a file: from the command line and the API, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import re
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import httpx
import pytest
from answers import awkward, written
from neo4j import Driver
from serving import served
from test_cli import run

from diplograph.api import export as route
from diplograph.api.settings import Quotes, Settings
from diplograph.api.whole import whole
from diplograph.ask import command
from diplograph.exports import UnknownFormatError, format_of, formats, media_types
from diplograph.exports.answer import Answer, UnwritableError
from diplograph.exports.elements import UNASSERTED
from diplograph.files import write_whole
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import catalogue
from diplograph.talk import Language

FORMATS = formats()
FEW = {"limit": 5}  # rows, where a test is about every question in every format
NAMED = {
    "json", "csv", "csv-excel", "xlsx", "jsonld", "turtle", "trig", "gexf", "graphml", "cytoscape", "dot", "cypher", "svg", "png", "html",
}  # fmt: skip


@pytest.fixture(scope="module")
def api(connection: Connection, graph: None) -> Iterator[httpx.Client]:
    """Serve what every question's example finds something in."""
    with served(connection) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


def test_the_formats() -> None:
    """There is a format for each module of the folder, found and not listed; another is refused with these."""
    assert set(FORMATS) == NAMED
    with pytest.raises(UnknownFormatError, match="'clay'"):
        format_of("clay")


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_question_in_every_format(api: httpx.Client, tmp_path: Path, name: str) -> None:
    """Each question comes in each format from the API, named as a file and with its media type; from the command line to the same byte.

    Every third format of a question is written by its command, so that each is for eight questions.
    """
    query, place = catalogue()[name], sorted(catalogue()).index(name)
    values = [f"--{key.replace('_', '-')}={value}" for key, value in query.example.items()]
    for index, format_name in enumerate(FORMATS):
        chosen = format_of(format_name)
        told = api.get(f"/v1/queries/{name}", params={**query.example, **FEW, "format": format_name})
        assert told.status_code == 200, (format_name, told.text)
        assert told.headers["content-type"].startswith(chosen.MEDIA_TYPE)
        assert told.content
        if format_name != "json":  # the API's answer, which test_one_text.py compares
            assert told.headers["content-disposition"] == f'inline; filename="{name}.{chosen.ENDING}"'
            if (index + place) % 3 == 0:
                target = tmp_path / format_name
                options = [*values, "--limit=5", "--lang=fr", f"--format={format_name}", f"--output={target}"]
                command(query, Language.fr).main(options, standalone_mode=False)
                assert target.read_bytes() == told.content


@pytest.mark.parametrize("media", sorted(media_types()))
def test_formats_by_accept(api: httpx.Client, media: str) -> None:
    """Each media type is one that a client can ask for; who takes anything gets JSON."""
    told = api.get("/v1/queries/coverage", headers={"Accept": f"{media}, */*;q=0.1"})
    assert told.headers["content-type"].partition(";")[0] == media
    assert api.get("/v1/queries/coverage").headers["content-type"] == "application/json"


def test_a_cut_answer_says_so(api: httpx.Client) -> None:
    """A file with a part of the rows says where the rest is: in a header, and on the command line."""
    told = api.get("/v1/queries/coverage", params={"by": "article", "limit": 3, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(told.text)))
    following = told.links["next"]["url"]
    rows += csv.DictReader(io.StringIO(api.get(following.replace("limit=3", "limit=1000")).text))
    whole_answer = api.get("/v1/queries/coverage", params={"by": "article", "limit": 1000, "format": "csv"})
    assert "next" not in whole_answer.links
    assert rows == list(csv.DictReader(io.StringIO(whole_answer.text)))
    assert (
        "There are more: --offset 3"
        in run("ask", "coverage", "--by=article", "--limit=3", "--format=csv").stderr
    )


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_whole_graph_in_every_format(
    api: httpx.Client, driver: Driver, connection: Connection, format_name: str
) -> None:
    """The whole graph comes from the API in each format, as the command line writes it."""
    sent = api.get("/v1/export", params={"format": format_name})
    assert sent.headers["content-type"].startswith(format_of(format_name).MEDIA_TYPE)
    assert sent.content == written(format_name, whole(driver, connection.database))


def test_the_whole_graph_is_all_things_and_facts(graph: None, driver: Driver, connection: Connection) -> None:
    """The whole graph has each thing and each fact once, with its sentence and, said by an article, its citation."""
    found = whole(driver, connection.database, "en")
    things, facts = (
        driver.execute_query(text, database_=connection.database).records
        for text in (
            "MATCH (e:Entity) RETURN e.id AS id ORDER BY id",
            "MATCH (:Entity)-[r]->(:Entity|Claim) RETURN r.id AS id, r.basis AS basis, r.article AS article ORDER BY id",
        )
    )
    nodes, edges = list(found.nodes), list(found.edges)
    claims = [node["id"] for node in nodes if "Claim" in node["labels"]]
    assert [node["id"] for node in nodes] == [row["id"] for row in things] + claims
    assert [edge["id"] for edge in edges] == [row["id"] for row in facts]
    assert {end for edge in edges for end in (edge["source"], edge["target"])} <= {
        each["id"] for each in nodes
    }
    assert all(edge["sentence"] for edge in edges)
    assert [bool(edge["citation"]) for edge in edges] == [bool(row["article"]) for row in facts]
    assert [row["edge"] for row in found.rows] == [edge["id"] for edge in edges]
    assert [told["claim"] or told["fact"] for told in found.evidence] == [
        edge["id"] for edge in edges
    ] + claims
    assert [set(row) for row in found.rows] == [{each["name"] for each in found.columns}] * len(facts)


class Failing:
    """A format that fails in the middle."""

    MEDIA_TYPE, ENDING = "text/plain", "txt"

    def __init__(self, before: int) -> None:
        self.before = before

    def write(self, answer: Answer, stream: BinaryIO) -> None:
        """Write some bytes, then none."""
        for _ in range(self.before):
            stream.write(b"x" * 100_000)
        raise UnwritableError("The answer has a corner.", "Cut it off.")


def test_a_failure_is_told_or_breaks_off(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch, graph: None
) -> None:
    """What can't be written is a problem; once bytes have left, the connection breaks off: no half file passes for a whole."""
    monkeypatch.setattr(route, "format_of", lambda name: Failing(0))
    told = api.get("/v1/export", params={"format": "csv"})
    assert (told.status_code, told.json()["detail"]) == (422, "The answer has a corner.")
    monkeypatch.setattr(route, "format_of", lambda name: Failing(50))
    with (
        pytest.raises(httpx.RemoteProtocolError),
        api.stream("GET", "/v1/export", params={"format": "csv"}) as half,
    ):
        assert sum(map(len, half.iter_raw())) > 0
    monkeypatch.undo()
    assert api.get("/v1/export", params={"format": "csv"}).status_code == 200


def test_a_client_that_leaves_ends_the_work(api: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody goes on writing for a client that has gone."""
    ended: list[str] = []

    class Endless(Failing):
        def write(self, answer: Answer, stream: BinaryIO) -> None:
            try:
                while True:
                    stream.write(b"x" * 100_000)
            except BaseException as error:
                ended.append(type(error).__name__)
                raise

    monkeypatch.setattr(route, "format_of", lambda name: Endless(0))
    with api.stream("GET", "/v1/export", params={"format": "csv"}) as begun:
        next(begun.iter_raw())
    for _ in range(100):
        if ended:
            break
        time.sleep(0.05)
    assert len(ended) == 1


def test_no_half_file(tmp_path: Path) -> None:
    """An export that fails in the middle leaves what was there before, and nothing else."""
    target = tmp_path / "kept.txt"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(UnwritableError):
        write_whole(str(target), lambda stream: Failing(50).write(awkward(), stream))
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert target.read_text(encoding="utf-8") == "before"


def test_what_is_no_file_stays_what_it_is(tmp_path: Path) -> None:
    """A link leads to the file that is written, and a pipe is written into: neither is replaced."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_whole(str(tmp_path / "link"), lambda stream: stream.write(b"told"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"told"
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor() as pool:
        read = pool.submit((tmp_path / "pipe").read_bytes)
        write_whole(str(tmp_path / "pipe"), lambda stream: stream.write(b"told"))
        assert read.result(10) == b"told"
    assert (tmp_path / "pipe").is_fifo()


def text_of(content: bytes, format_name: str) -> str:
    """Return what can be read in a file; of a workbook, in all its parts."""
    if format_name != "xlsx":
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8") for name in parts.namelist())


ASKED = {"official": "Shin Won-sik", "lang": "fr"}


@pytest.fixture(scope="module")
def silent(connection: Connection, graph: None) -> Iterator[httpx.Client]:
    """Serve without passages."""
    with (
        served(connection, Settings(quotes=Quotes.none)) as base,
        httpx.Client(base_url=base, timeout=60) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("path", "about", "letters", "format_name"),
    [
        *(("/v1/queries/who-met-whom", ASKED, 8, each) for each in sorted(NAMED - {"png"})),
        *(("/v1/export", {}, 30, each) for each in ("csv", "cytoscape", "gexf", "html", "turtle")),
    ],
)
def test_quotes_follow_the_setting(
    api: httpx.Client, silent: httpx.Client, path: str, about: dict[str, str], letters: int, format_name: str
) -> None:
    """A passage is in every format; where the server gives none, in none, the whole graph included."""
    quotes = {each["quote"] for each in api.get(path, params=about).json()["evidence"]}
    # parts of them without letters that a format would write otherwise; a name may have a few of an article's words
    parts = {max(re.findall("[A-Za-z ]+", quote), key=len).strip() for quote in quotes if quote}
    parts = {part for part in parts if len(part) > letters}
    assert parts
    full, none = (
        text_of(client.get(path, params={**about, "format": format_name}).content, format_name)
        for client in (api, silent)
    )
    assert {part for part in parts if part in full} == parts
    assert {part for part in parts if part in none} == set()


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("format_name", ["gexf", "graphml", "cytoscape", "dot", "cypher", "svg"])
def test_an_allegation_says_who_made_it(api: httpx.Client, format_name: str, lang: str) -> None:
    """Where a file shows what is alleged or denied, it shows it as a sentence that says so, and who said it; in no language bare."""
    seen = 0
    for name, of in (("allegations", {}), ("evidence", {"of": "North Korea"}), ("conflicts", {})):
        asked = {**of, "lang": lang}
        body = api.get(f"/v1/queries/{name}", params=asked).json()
        sentences = {
            each["claim"]: each["sentence"]
            for each in body["evidence"]
            if each["claim"] and each["modality"] in UNASSERTED
        }
        assert all({"fr": ", selon ", "en": ", according to "}[lang] in each for each in sentences.values())
        content = api.get(f"/v1/queries/{name}", params={**asked, "format": format_name}).text
        content = re.sub(
            "<text.*?</text>", "", content
        )  # lines of a drawn sentence: it is whole in its title
        for node in body["graph"]["nodes"]:
            bares = {node["name"], node["properties"].get("name_en")} if node["id"] in sentences else set()
            for bare in bares:
                if bare and not set(bare) & set("'\"&<>\\"):  # which formats write in ways of their own
                    seen += 1
                    assert content.count(bare) == content.count(f"{bare} (")
    assert seen > 2


def test_what_was_asked_is_no_allegation(api: httpx.Client) -> None:
    """A claim that is asked about is named by its sentence; a thing that an answer doesn't show, as it was typed."""
    claim = api.get("/v1/queries/allegations").json()["rows"][0]
    told = api.get(
        "/v1/queries/evidence", params={"of": claim["claim_id"], "format": "svg", "lang": "fr"}
    ).text
    assert f"Demandé : {claim['claim']} (" in told
    nothing = api.get("/v1/queries/conflicts", params={"of": "Laos", "format": "svg", "lang": "fr"}).text
    assert "Demandé : Laos." in nothing
    assert "Rien trouvé." in nothing


def test_pictures_of_many_at_once(api: httpx.Client) -> None:
    """Pictures that are drawn at the same time are those that are drawn alone."""
    names = ["allegations", "statements", "conflicts", "coverage", "allegations", "statements"]

    def drawn(name: str) -> bytes:
        return api.get(f"/v1/queries/{name}", params={"format": "svg"}).content

    alone = [drawn(name) for name in names]
    with ThreadPoolExecutor(len(names)) as pool:
        assert list(pool.map(drawn, names)) == alone


def test_every_row_about_an_allegation_says_who_made_it(api: httpx.Client) -> None:
    """A row whose modality is alleged, denied or hypothetical names who said so: tables show no more than rows."""
    seen = 0
    for query in catalogue().values():
        body = api.get(f"/v1/queries/{query.name}", params=query.example).json()
        for row in body["rows"]:
            for before in ("", "other_"):
                if row.get(f"{before}modality") in UNASSERTED:
                    seen += 1
                    assert row[f"{before}attributed_to"], (query.name, row)
    assert seen > 1
