"""An answer as CSV, Excel workbook and JSON, read back by their own readers: every cell is what it was."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO, RawIOBase, StringIO
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from answers import awkward, column, written
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from diplograph.exports import format_of
from diplograph.exports.answer import Answer
from diplograph.exports.formats import xlsx
from diplograph.exports.texts import flat, xml_text

ANY_TEXT = some.text(some.characters(exclude_categories=["Cs"])) | some.text("'=+-@＝\t\r\n;,\" a_x0<r>\x00")
STARTS = "=+-@\t\r\n＝＋－＠"  # of what a spreadsheet may run


def cells(*values: Any, lang: str = "fr", **about: Any) -> Answer:
    """Return an answer of one column, a value a row."""
    given = column("text", "string") | about
    return dataclasses.replace(
        awkward(lang), columns=[given], rows=[{given["name"]: value} for value in values], evidence=[]
    )


def read_csv(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(
        csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True)
    )


def unguarded(text: str) -> str:
    """Return a cell's text without the apostrophe that was put before it, as the format's description says."""
    return text[1:] if text[:1] == "'" and text.lstrip("'")[:1] in set(STARTS) else text


def expected_csv(answer: Answer) -> list[list[str]]:
    return [[flat(row[each["name"]]) for each in answer.columns] for row in answer.rows]


def sheets(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def read_xlsx(content: bytes, sheet: str) -> list[list[Any]]:
    """Return a sheet's values, as text again where it is escaped; no cell is a formula."""
    rows = list(sheets(content)[sheet].iter_rows())
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "b", "inlineStr"}
    return [
        [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row] for row in rows
    ]


def test_flat() -> None:
    """A value as text: booleans as JSON has them, lists joined, nothing for what isn't known."""
    values = (True, False, None, 0, -1.5, "", [True, None, "a"], [])
    assert [flat(value) for value in values] == ["true", "false", "", "0", "-1.5", "", "true; ; a", ""]


def test_xml_text() -> None:
    """Whatever XML can't hold has a stand-in that is seen; the rest stays."""
    assert (
        xml_text("\x00\x08\t\n\x0b\r\x1f\x7f\x85\ufffe\uffff\ud800é😀")
        == "␀␈\t\n␋\r␟\x7f\x85\ufffd\ufffd\ufffdé😀"
    )


def test_csv_has_every_cell() -> None:
    """Python's reader gives back each cell, once the apostrophe of what would be a formula is off."""
    answer = awkward()
    heading, *rows = read_csv(written("csv", answer))
    assert heading == [each["name"] for each in answer.columns]
    assert [[unguarded(cell) for cell in row] for row in rows] == expected_csv(answer)


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_survives_csv(text: str) -> None:
    """Any text comes back as it was, and no cell begins as a formula does."""
    for format_name, delimiter in (("csv", ","), ("csv-excel", ";")):
        _, (cell,) = read_csv(written(format_name, cells(text)), delimiter)
        assert unguarded(cell) == text
        assert cell[:1] not in set(STARTS)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("''-", "'''-"),
        ("'l'art", "'l'art"),
        ("'", "'"),
        (["=1", "b"], "'=1; b"),
        (-2, "-2"),
        (-0.5, "-0.5"),
    ],
)
def test_a_formula_is_text(text: object, cell: str) -> None:
    """Only what would be run is changed, by one apostrophe; a negative number stays a number."""
    assert read_csv(written("csv", cells(text)))[1] == [cell]


def test_a_lone_surrogate_breaks_no_table() -> None:
    """A text that isn't Unicode is written with a stand-in; JSON has it as it is."""
    answer = cells("a\ud800b")
    assert read_csv(written("csv", answer))[1] == ["a?b"]
    assert read_xlsx(written("xlsx", answer), "Lignes")[1] == ["a\ufffdb"]
    assert json.loads(written("json", answer))["rows"] == [{"text": "a\ud800b"}]


@pytest.mark.parametrize(("lang", "words"), [("fr", ("faux", "vrai")), ("en", ("false", "true"))])
def test_csv_for_excel(lang: str, words: tuple[str, str]) -> None:
    """A byte order mark, semicolons, CRLF, decimal commas, words of the language; else the cells are those of csv."""

    def shown(value: Any) -> str:
        if isinstance(value, bool):
            return words[value]
        return str(value).replace(".", ",") if isinstance(value, float) else flat(value)

    answer = awkward(lang)
    content = written("csv-excel", answer)
    assert content.startswith(codecs.BOM_UTF8)
    assert content.endswith(b";;;;;;\r\n")
    heading, *rows = read_csv(content, ";")
    assert heading == [each["label"][lang] for each in answer.columns]
    expected = [[shown(row[each["name"]]) for each in answer.columns] for row in answer.rows]
    assert [[unguarded(cell) for cell in row] for row in rows] == expected
    assert read_csv(written("csv-excel", cells(-0.5)), ";")[1] == ["-0,5"]


@pytest.mark.parametrize(("lang", "label"), [("fr", "prévu"), ("en", "planned")])
def test_codes_are_labels(lang: str, label: str) -> None:
    """Who reads in Excel reads words; csv, which programs read, keeps the codes."""
    answer = cells("planned", None, lang=lang, name="status")
    assert [row[0] for row in read_csv(written("csv", answer))] == ["status", "planned", ""]
    assert read_csv(written("csv-excel", answer), ";")[1] == [label]
    assert read_xlsx(written("xlsx", answer), xlsx.SHEETS["rows"][lang])[1] == [label]
    own = cells("x", lang=lang, values={"x": {"en": "one", "fr": "un"}})
    assert read_csv(written("csv-excel", own), ";")[1] == [{"en": "one", "fr": "un"}[lang]]


def fitting(value: Any) -> Any:
    """Return what a cell of a workbook holds of a value."""
    text = flat(value) if isinstance(value, list | str) else value
    return (
        text[: xlsx.LONGEST - 9] + "… [coupé]" if isinstance(text, str) and len(text) > xlsx.LONGEST else text
    )


def test_a_workbook_has_every_cell() -> None:
    """The reader openpyxl gives back each row, typed; the headings are labels, frozen and with a filter."""
    answer = awkward()
    content = written("xlsx", answer)
    *rows, last = answer.rows
    heading, *found = read_xlsx(content, "Lignes")
    assert heading == [each["label"]["fr"] for each in answer.columns]
    assert found == [[fitting(row[each["name"]]) for each in answer.columns] for row in rows]
    assert not any(last.values())  # a row of nothing is no row of the sheet's
    assert [list(map(type, row)) for row in found[1:2]] == [[str, str, int, float, bool, str, str]]
    sheet = sheets(content)["Lignes"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:G{len(rows) + 2}")
    assert all(10 < each.width < 62 for each in sheet.column_dimensions.values())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_workbook_has_the_evidence(lang: str) -> None:
    """Each passage has its sentence, quote, article, citation, and by name who it is attributed to."""
    answer = awkward(lang)
    names = (
        "sentence",
        "quote",
        "attributed_to",
        "article",
        "title",
        "publisher",
        "issued",
        "address",
        "citation",
    )
    heading, *found = read_xlsx(written("xlsx", answer), xlsx.SHEETS["evidence"][lang])
    expected = [[fitting(each[name]) for name in names] for each in answer.evidence]
    for row in expected:
        row[2] = row[2] and "Corée du Sud"
    assert [row for row in found if row[2]] == [expected[-1]]
    cut = xlsx.CUT[lang]
    assert [[cell for cell in row if not str(cell).endswith(cut)] for row in found] == [
        [cell for cell in row if not str(cell).endswith(xlsx.CUT["fr"])] for row in expected
    ]
    fr = [
        "fait",
        "citation",
        "attribuée à",
        "article",
        "titre",
        "éditeur",
        "parution",
        "adresse",
        "référence",
    ]
    en = ["fact", "quote", "attributed to", "article", "title", "publisher", "issued", "address", "reference"]
    assert heading == {"fr": fr, "en": en}[lang]


def test_a_workbook_says_what_was_asked() -> None:
    """The last sheet has the title, what was asked, when, of what, and whether there is more."""
    answer = awkward()
    about = [
        ["titre", "Ce qui est malcommode"],
        ["demandé", "Corée du Sud; from = 2024"],
        ["établi le", "2024-03-06"],
    ]
    looked_at = [["articles examinés", 1], ["éditeurs", "Éditeur"], ["langues", "fr"], ["première parution", "2024-03-05"],
                 ["dernière parution", "2024-03-05"], ["articles sans date", 0], ["version du graphe", 1]]  # fmt: skip
    assert read_xlsx(written("xlsx", answer), "À propos") == [
        *about,
        ["autres lignes", "non : tout est ici"],
        *looked_at,
    ]
    more = dataclasses.replace(answer, lang="en", about={"next": {"offset": 100}})
    assert ["more rows", "yes: these are a part"] in read_xlsx(written("xlsx", more), "About")


def test_a_workbook_without_a_question() -> None:
    """What has no rows and tells nothing of a question is a workbook all the same."""
    whole = dataclasses.replace(awkward(), columns=[], rows=[], about={}, asked=(), evidence=[])
    assert sheets(written("xlsx", whole)).sheetnames == ["Sources", "À propos"]


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_survives_a_workbook(text: str) -> None:
    """Any text comes back as it was: control characters, what looks like an escape, markup or a formula."""
    assert read_xlsx(written("xlsx", cells(text)), "Lignes")[1] == [text]


@pytest.mark.parametrize("text", ["<r>a</r>", "<r></r>", "<r><t>a</t></r></is></c>\x00<r></r>", "_x0041_", "_x005F_x0041_", "_x0041\x00", "a\n<r>b</r>", "https://x.org", "007", "{=1}"])  # fmt: skip
def test_text_stays_text(text: str) -> None:
    """A text that XlsxWriter or Excel would take for something else is that text."""
    assert read_xlsx(written("xlsx", cells(text)), "Lignes")[1] == [text]


@pytest.mark.parametrize("number", [10**15 - 1, -(10**15) + 1, 0.1, -1e300, 0])
def test_numbers_are_numbers(number: float) -> None:
    """A number is one where Excel keeps its digits; a longer one is text."""
    assert read_xlsx(written("xlsx", cells(number)), "Lignes")[1] == [number]
    assert read_xlsx(written("xlsx", cells(10**15)), "Lignes")[1] == [str(10**15)]


def test_a_long_text_says_that_it_is_cut() -> None:
    """A cell holds 32,767 UTF-16 units: what is just as long stays, what is longer ends with a note, and no emoji is halved."""
    whole, longer = "😀" * 16_383 + "a", "😀" * 16_384
    first, second = (row[0] for row in read_xlsx(written("xlsx", cells(whole, longer)), "Lignes")[1:])
    assert first == whole
    assert second == "😀" * 16_379 + "… [coupé]"


@pytest.mark.parametrize("rows", [4, 150])
def test_rows_without_room_are_on_another_sheet(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost where a sheet is full; each sheet has the headings."""
    monkeypatch.setattr(xlsx, "ROWS", rows)
    values = [f"row {index}" for index in range(3 * (rows - 1) + 1)]
    content = written("xlsx", cells(*values, lang="en"))
    names = ["Rows", "Rows 2", "Rows 3", "Rows 4"]
    assert [name for name in sheets(content).sheetnames if name.startswith("Rows")] == names
    found = [[cell for (cell,) in read_xlsx(content, name)] for name in names]
    assert [len(each) for each in found] == [rows, rows, rows, 2]
    assert [cell for each in found for cell in each[1:]] == values


def test_the_same_answer_gives_the_same_workbook() -> None:
    """Two writings are equal, byte by byte; the day is the answer's."""
    content = written("xlsx", awkward())
    assert content == written("xlsx", awkward())
    assert b"2024-03-06T00:00:00Z" in zipfile.ZipFile(BytesIO(content)).read("docProps/core.xml")


def test_a_workbook_goes_to_any_stream() -> None:
    """A response that is sent while it is written can't be gone back in; the workbook is the same."""

    class Sent(RawIOBase):
        content = b""

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.content += bytes(data)
            return len(data)

    sent, answer = Sent(), awkward()
    format_of("xlsx").write(answer, cast(BinaryIO, sent))
    assert sent.content == written("xlsx", answer)


def test_a_broken_answer_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rows break off, the error gets out, nothing was written and no temporary file stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stream = BytesIO()

    def rows() -> Iterator[dict[str, Any]]:
        yield {"text": "a"}
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError, match="gone"):
        format_of("xlsx").write(dataclasses.replace(cells(), rows=rows()), stream)
    assert (stream.getvalue(), list(tmp_path.iterdir())) == (b"", [])


MEMBERS = ["query", "parameters", "columns", "rows", "graph", "evidence", "coverage", "next"]


def test_json_is_what_the_api_tells() -> None:
    """The members are the API's, in its order, with all that they hold and nothing that only other formats need."""
    answer = awkward()
    told = json.loads(written("json", answer))
    nodes = [{name: node[name] for name in ("id", "labels", "name", "properties")} for node in answer.nodes]
    edges = [
        {name: edge[name] for name in ("id", "type", "source", "target", "properties")}
        for edge in answer.edges
    ]
    listed = {name: list(getattr(answer, name)) for name in ("columns", "rows", "evidence")}
    assert told == {**answer.about, **listed, "graph": {"nodes": nodes, "edges": edges}}
    assert list(told) == MEMBERS
    assert list(told["graph"]) == ["nodes", "edges"]


def test_json_has_a_line_for_each() -> None:
    """A row, a node, an edge or a passage is a line, in UTF-8 that one can read and search."""
    answer = awkward()
    lines = [line.removesuffix(",") for line in written("json", answer).decode().split("\n")]
    assert [json.loads(line) for line in lines if line.startswith('{"what"')] == list(answer.rows)
    assert any("국방부 신원식" in line for line in lines)


def test_json_of_no_question() -> None:
    """What answers no question tells only what it has."""
    whole = dataclasses.replace(
        awkward(), about={"coverage": {}}, columns=[], rows=[], nodes=[], edges=[], evidence=[]
    )
    empty: dict[str, Any] = {"columns": [], "rows": [], "graph": {"nodes": [], "edges": []}, "evidence": []}
    assert json.loads(written("json", whole)) == {**empty, "coverage": {}}
