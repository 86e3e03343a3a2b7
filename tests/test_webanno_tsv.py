"""The reader and writer of WebAnno TSV 3: tokens, stacked and numbered annotations, relations, slots, chains, both escapings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from annotated import messages
from documents import adds_up, canonical, written_and_read

from diplograph.exports.annotations import convert
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.offsets import Unit
from diplograph.graph_loader.problems import Reason
from diplograph.graph_loader.readers import format_of, read_documents
from diplograph.graph_loader.readers.webanno_tsv import matches, read
from diplograph.ontology.load import load as load_ontology

ENTITY = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value"
OURS = "#T_SP=webanno.custom.Diplograph|label|Link|Modality"
RELATION = "#T_RL=webanno.custom.Relation|role|Tenure|BT_webanno.custom.Diplograph"


def tsv(*lines: str, version: str = "3.3") -> str:
    """Return a file: its header's layers, then sentences; a space in a row stands for a tab, and each row ends in one."""
    header = [line for line in lines if line.startswith("#T_")]
    rest = [line for line in lines if not line.startswith("#T_")]
    body = [line if line.startswith("#") else line.replace(" ", "\t") + "\t" * bool(line) for line in rest]
    return "\n".join([f"#FORMAT=WebAnno TSV {version}", *header, "", "", *body, ""])


def read_raw(folder: Path, content: str | bytes, name: str = "a", reading: Reading | None = None) -> Document:
    """Return the document of a file as it is."""
    path = folder / f"{name}.tsv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return next(iter(read(InputFile(path, reading))))


def spans(found: Document) -> dict[str, tuple[str, tuple[tuple[int, int], ...], str]]:
    return {name: (span.label, span.fragments, span.words) for name, span in found.spans.items()}


def arcs(found: Document) -> set[tuple[str, str, str]]:
    return {(arc.role, arc.source, arc.target) for arc in found.arcs}


def test_a_file_is_webannos_by_its_first_line(tmp_path: Path) -> None:
    """The format's name on the first line decides, whatever the file's name and version; a BOM may stand before it."""
    contents = {
        "a.tsv": b"#FORMAT=WebAnno TSV 3.3\n",
        "b.txt": b"\xef\xbb\xbf#FORMAT=WebAnno TSV 3.2\n",
        "c.tsv": b"#FORMAT=WebAnno TSV 2.0\n",
        "d.tsv": b"1-1\t0-5\tHello\t_\n",
        "e.tsv": b"\n#FORMAT=WebAnno TSV 3.3\n",
        "f.tsv": b"",
        "g.tsv": b"\xff\xfe#\0F\0",
        "h.json": b'{"#FORMAT=WebAnno TSV 3.3": 1}',
    }
    for name, content in contents.items():
        tmp_path.joinpath(name).write_bytes(content)
    files = [InputFile(tmp_path / name) for name in contents]
    assert [file.path.name for file in files if matches(file)] == ["a.tsv", "b.txt", "c.tsv"]
    assert [file.path.name for file in files if format_of(file) == "webanno-tsv"] == [
        "a.tsv",
        "b.txt",
        "c.tsv",
    ]


def test_a_span_has_its_label_link_and_place(tmp_path: Path) -> None:
    """A value is the label, an identifier the link, and an annotation on several rows is one by its number."""
    content = tsv(
        ENTITY,
        "#Text=Znate gde je Sv . Andreja ?",
        "1-1 0-5 Znate _ _",
        "1-2 6-9 gde _ _",
        "1-3 10-12 je * LOC",
        "1-4 13-15 Sv http://www.wikidata.org/entity/Q390798[1] LOC[1]",
        "1-5 16-17 . http://www.wikidata.org/entity/Q390798[1] LOC[1]",
        "1-6 18-25 Andreja http://www.wikidata.org/entity/Q390798[1] LOC[1]|PER[2]",
        "1-7 26-27 ? _ _",
    ).replace("Q390798[1]\tLOC[1]|PER[2]", "Q390798[1]|NIL[2]\tLOC[1]|PER[2]")
    found = read_raw(tmp_path, content)
    assert (found.id, found.unit, found.text) == ("a", Unit.UTF16, "Znate gde je Sv . Andreja ?")
    assert spans(found) == {
        "NamedEntity:1-3": ("LOC", ((10, 12),), "je"),
        "NamedEntity:1-4[1]": ("LOC", ((13, 25),), "Sv . Andreja"),
        "NamedEntity:1-6[2]": ("PER", ((18, 25),), "Andreja"),
    }
    assert {name: (span.links, span.line) for name, span in found.spans.items()} == {
        "NamedEntity:1-3": ([], 8),
        "NamedEntity:1-4[1]": ([Link("Wikidata:Q390798")], 9),
        "NamedEntity:1-6[2]": ([Link("NIL")], 11),
    }
    assert found.problems == []


def test_a_layer_without_a_value_labels_with_its_name(tmp_path: Path) -> None:
    """An asterisk, or a layer without features, gives the layer's short name; layers of one name keep their whole one."""
    content = tsv(
        "#T_SP=webanno.custom.State|",
        "#T_SP=webanno.custom.Post|Mention|value",
        "#T_SP=one.Span|",
        "#T_SP=other.Span|",
        "#Text=Oslo",
        "1-1 0-4 Oslo * nominal|*[2] *|* * *",
    ).replace("nominal|*[2]\t*|*", "nominal[1]|*[2]\t*[1]|ministre[2]")
    found = read_raw(tmp_path, content)
    assert {name: (span.label, span.attributes) for name, span in found.spans.items()} == {
        "State:1-1": ("State", {}),
        "Post:1-1[1]": ("Post", {"Mention": "nominal"}),
        "Post:1-1[2]": ("ministre", {}),
        "one.Span:1-1": ("one.Span", {}),
        "other.Span:1-1": ("other.Span", {}),
    }
    assert found.problems == []


def test_analyses_of_every_token_are_no_annotations(tmp_path: Path) -> None:
    """A lemma may be « State » and is none: such layers are left out, as INCEpTION's other exports leave them out."""
    api = "de.tudarmstadt.ukp.dkpro.core.api"
    content = tsv(
        f"#T_SP={api}.segmentation.type.Lemma|value",
        f"#T_SP={api}.lexmorph.type.pos.POS|PosValue|coarseValue",
        OURS,
        f"#T_RL={api}.syntax.type.dependency.Dependency|DependencyType|BT_{api}.lexmorph.type.pos.POS",
        "#Text=States met",
        "1-1 0-6 States State NNS NOUN State ISO:KR * SBJ 1-2",
        "1-2 7-10 met meet VBD VERB _ _ _ ROOT 1-2",
    )
    found = read_raw(tmp_path, content)
    assert spans(found) == {"Diplograph:1-1": ("State", ((0, 6),), "States")}
    assert (found.arcs, found.problems) == ([], [])


def test_offsets_are_utf16_units(tmp_path: Path) -> None:
    """An emoji is two, in the text, in the tokens and between sentences; combining accents are letters of their own."""
    content = tsv(
        OURS,
        "#Text=🛡️ Ge\u0301ne\u0301ral Berg 🚢",
        "1-1 0-3 🛡️ _ _ _",
        "1-2 4-13 Ge\u0301ne\u0301ral Official[1] *[1] *[1]",
        "1-3 14-18 Berg Official[1] *[1] *[1]",
        "1-4 19-21 🚢 _ _ _",
        "",
        "#Text=Oslo",
        "2-1 22-26 Oslo Place * *",
    )
    found = read_raw(tmp_path, content)
    assert found.text == "🛡️ Ge\u0301ne\u0301ral Berg 🚢\nOslo"
    assert spans(found) == {
        "Diplograph:1-2[1]": ("Official", ((3, 17),), "Ge\u0301ne\u0301ral Berg"),
        "Diplograph:2-1": ("Place", ((20, 24),), "Oslo"),
    }
    assert found.problems == []


def test_offsets_in_code_points_are_refused_and_the_units_named(tmp_path: Path) -> None:
    """A script that counted code points is told what the format counts, span by span."""
    content = tsv(OURS, "#Text=🛡️ Oslo", "1-1 0-2 🛡️ _ _ _", "1-2 3-7 Oslo Place * *")
    found = read_raw(tmp_path, content)
    assert spans(found) == {}
    assert messages(found.problems) == [("refused", 7, "Diplograph:1-2")]
    assert "Offsets are UTF-16 units" in str(found.problems[0])
    assert "Counted in code points they would fit" in str(found.problems[0])
    assert adds_up(found)


def test_part_of_a_token_is_a_row_of_its_own(tmp_path: Path) -> None:
    """Sub-tokens may overlap, and an annotation may begin in the middle of one token and end in that of another."""
    content = tsv(
        "#T_SP=webanno.custom.Span|value",
        "#Text=aaaaaa bbbbbb cccccc",
        "1-1 0-6 aaaaaa 2a[1]|1a[2]",
        "1-1.1 3-6 aaa 9a[3]",
        "1-2 7-13 bbbbbb 2a[1]|9a[3]",
        "1-2.1 9-13 bbbb 5a",
        "1-2.2 9-10 b 3a",
        "1-2.3 13-13  12a",
        "1-3 14-20 cccccc _",
        "1-3.1 14-17 ccc 9a[3]",
    )
    found = read_raw(tmp_path, content)
    assert spans(found) == {
        "Span:1-1[1]": ("2a", ((0, 13),), "aaaaaa bbbbbb"),
        "Span:1-1[2]": ("1a", ((0, 6),), "aaaaaa"),
        "Span:1-1.1[3]": ("9a", ((3, 17),), "aaa bbbbbb ccc"),
        "Span:1-2.1": ("5a", ((9, 13),), "bbbb"),
        "Span:1-2.2": ("3a", ((9, 10),), "b"),
    }
    assert messages(found.problems) == [("refused", 11, "Span:1-2.3")]
    assert "covers nothing" in str(found.problems[0])


def test_rows_that_lie_apart_are_the_parts_of_one_span(tmp_path: Path) -> None:
    """INCEpTION numbers every token of an annotation; where a tool leaves tokens out, the span is discontinuous."""
    content = tsv(
        OURS,
        "#Text=homologues du Laos et de Thaïlande",
        "1-1 0-10 homologues Post[1]|Post[2] *[1]|*[2] *[1]|*[2]",
        "1-2 11-13 du Post[1] *[1] *[1]",
        "1-3 14-18 Laos Post[1] *[1] *[1]",
        "1-4 19-21 et _ _ _",
        "1-5 22-24 de Post[2] *[2] *[2]",
        "",
        "#Text=Thaïlande",
        "2-1 25-34 Thaïlande Post[2] *[2] *[2]",
    ).replace(" et de Thaïlande\n1", " et de\n1")
    found = read_raw(tmp_path, content)
    assert {name: span.fragments for name, span in found.spans.items()} == {
        "Diplograph:1-1[1]": ((0, 18),),
        "Diplograph:1-1[2]": ((0, 10), (22, 34)),
    }
    assert found.problems == []


def test_a_relation_stands_on_its_target_and_names_its_source(tmp_path: Path) -> None:
    """Zero stands for an end that needs no number; stacked relations have their columns in step; a role may be missing."""
    content = (
        tsv(
            OURS,
            RELATION,
            "#Text=Anna Berg , ministre",
            "1-1 0-4 Anna Official[1] *[1] *[1] knows * 1-1[1_1]",
            "1-2 5-9 Berg Official[1] *[1] *[1] _ _ _",
            "1-3 10-11 , Date|Place * *|* _ _ _",
            "1-4 12-20 ministre Post ISO:NO * holds|* acting|former 1-1[1_0]|1-1[1_0]",
        )
        .replace("Date|Place\t*\t*|*", "Date[2]|Place[3]\t*[2]|*[3]\t*[2]|*[3]")
        .replace("_\t_\t_\t\n1-4", "in\t*\t1-4[0_3]\t\n1-4")
    )
    found = read_raw(tmp_path, content)
    official, post = "Diplograph:1-1[1]", "Diplograph:1-4"
    assert arcs(found) == {
        ("knows", official, official),
        ("in", post, "Diplograph:1-3[3]"),
        ("holds", official, post),
        ("Relation", official, post),
    }
    assert {arc.id: (arc.line, arc.attributes) for arc in found.arcs} == {
        "Relation:1-1": (7, {}),
        "Relation:1-3": (9, {}),
        "Relation:1-4": (10, {"Tenure": "acting"}),
        "Relation:1-4#2": (10, {"Tenure": "former"}),
    }
    assert found.problems == []


def test_slots_are_arcs_from_their_host(tmp_path: Path) -> None:
    """A slot's role is the arc's, else its feature's name; targets may be numbered, or of any layer."""
    content = tsv(
        "#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink|webanno.custom.Lu",
        "#T_SP=webanno.custom.Any|ROLE_webanno.custom.Any:to_it_webanno.custom.AnyLink|uima.tcas.Annotation",
        "#T_SP=webanno.custom.Lu|luvalue",
        "#Text=Bob auctioned the clock to John .",
        "1-1 0-3 Bob _ _ _ _ _ bob",
        "1-2 4-13 auctioned transaction seller;goods;* 1-1;1-3[4];1-6 _ _ _",
        "1-3 14-17 the _ _ _ _ _ clock[4]",
        "1-4 18-23 clock _ _ _ _ _ clock[4]",
        "1-5 24-26 to sale _ * * 1-2[0] _",
        "1-6 27-31 John buying[1]|selling[2] a;b[1]|_[2] 1-1;1-1|* *[3]|*[5] 1-3[4]|1-1 john",
        "1-7 32-33 . _ _ _ _ _ _",
    )
    found = read_raw(tmp_path, content)
    assert {name: (span.label, span.attributes) for name, span in found.spans.items()} == {
        "Lu:1-1": ("Lu", {"luvalue": "bob"}),
        "Frame:1-2": ("Frame", {"FE": "transaction"}),
        "Lu:1-3[4]": ("Lu", {"luvalue": "clock"}),
        "Frame:1-5": ("Frame", {"FE": "sale"}),
        "Any:1-5": ("Any", {}),
        "Frame:1-6[1]": ("Frame", {"FE": "buying"}),
        "Frame:1-6[2]": ("Frame", {"FE": "selling"}),
        "Any:1-6[3]": ("Any", {}),
        "Any:1-6[5]": ("Any", {}),
        "Lu:1-6": ("Lu", {"luvalue": "john"}),
    }
    assert arcs(found) == {
        ("seller", "Frame:1-2", "Lu:1-1"),
        ("goods", "Frame:1-2", "Lu:1-3[4]"),
        ("Roles", "Frame:1-2", "Lu:1-6"),
        ("to_it", "Any:1-5", "Frame:1-2"),
        ("a", "Frame:1-6[1]", "Lu:1-1"),
        ("b", "Frame:1-6[1]", "Lu:1-1"),
        ("to_it", "Any:1-6[3]", "Lu:1-3[4]"),
        ("to_it", "Any:1-6[5]", "Lu:1-1"),
    }
    assert found.problems == []


def test_a_chain_is_one_thing(tmp_path: Path) -> None:
    """The links of a chain, in their order, are a group; they have a type as label, else the layer's name without Link."""
    content = tsv(
        "#T_CH=webanno.custom.CoreferenceLink|referenceRelation|referenceType",
        "#Text=He shot himself with his revolver.",
        "1-1 0-2 He *->1-2 pr[1]",
        "1-2 3-7 shot *->2-1 *[2]",
        "1-3 8-15 himself *->1-1|a\\->b->1-4 pr[1]|*[1]",
        "1-4 16-20 with a\\->b->1-4 *[1]",
        "1-5 21-24 his coref->1-3 pr[1]",
        "1-6 25-33 revolver _ _",
        "1-7 33-34 . _ _",
    )
    found = read_raw(tmp_path, content)
    name = "CoreferenceLink:{}".format
    assert spans(found) == {
        name("1-1->1-2"): ("pr", ((0, 2),), "He"),
        name("1-2->2-1"): ("Coreference", ((3, 7),), "shot"),
        name("1-3->1-1"): ("pr", ((8, 15),), "himself"),
        name("1-3->1-4"): ("Coreference", ((8, 20),), "himself with"),
        name("1-5->1-3"): ("pr", ((21, 24),), "his"),
    }
    assert found.groups == [tuple(map(name, ("1-3->1-1", "1-1->1-2", "1-5->1-3", "1-3->1-4")))]
    assert {span.id: span.attributes for span in found.spans.values() if span.attributes} == {
        name("1-3->1-4"): {"referenceRelation": "a->b"},
        name("1-5->1-3"): {"referenceRelation": "coref"},
    }
    assert found.problems == []


def test_texts_and_values_are_escaped_each_in_its_way(tmp_path: Path) -> None:
    """A text escapes controls and backslashes, a value all that the table is made of; what else has a backslash keeps it."""
    rows = [
        "#Text=a_b [c]|\\\\ \\t\\r",
        "#Text=\\x \\\x01 d;*",
        "1-1\t0-3\ta_b\t#\\*'\"`´\\t:\\;{}\\|\\[ \\]()\\\\§$%?=&\\_\\n\\->\\x\\\\n\\r!\t",
        "1-2\t4-7\t[c]\t\\*[1]|\\\\[2]|\\_[3]|\\[4\\][4]\t",
        "1-3\t17-19\td;\t_\t",
    ]
    content = "\n".join(["#FORMAT=WebAnno TSV 3.2", "#T_SP=webanno.custom.Span|value", "", "", *rows, ""])
    found = read_raw(tmp_path, content)
    assert found.text == "a_b [c]|\\ \t\r\n\\x \x01 d;*"
    assert {name: span.label for name, span in found.spans.items()} == {
        "Span:1-1": "#*'\"`´\t:;{}|[ ]()\\§$%?=&_\n->\\x\\n\r!",
        "Span:1-2[1]": "*",
        "Span:1-2[2]": "\\",
        "Span:1-2[3]": "_",
        "Span:1-2[4]": "[4]",
    }
    assert found.problems == []


def test_old_texts_are_escaped_as_java_is(tmp_path: Path) -> None:
    """The #Text lines of 3.0 and 3.1 name letters by their number; half characters that meet are one."""
    said = r"#Text=\u00C9t\u00e9 \uD83D\uDE00 \uD83D \101\\n \"x\" \t."
    content = tsv("#T_SP=webanno.custom.Span|value", "1-1 0-3 Été X", version="3.1").replace(
        "1-1", f"{said}\n1-1"
    )
    found = read_raw(tmp_path, content)
    assert found.text == 'Été 😀 \ufffd A\\n "x" \t.'
    assert spans(found) == {"Span:1-1": ("X", ((0, 3),), "Été")}
    assert found.problems == []


def test_a_text_is_put_together_at_its_offsets(tmp_path: Path) -> None:
    """Sentences may touch, be parted by a line break, or by more: then spaces fill the gap, as INCEpTION fills it."""
    content = tsv(
        "#T_SP=webanno.custom.Span|value",
        "#Sentence.id=s1",
        "#Text=Un.",
        "1-1 2-4 Un _",
        "1-2 4-5 . _",
        "",
        "#Text=Deux",
        "#Text=trois.",
        "2-1 5-9 Deux X[1]",
        "2-2 10-15 trois X[1]",
        "",
        "#Text=Quatre",
        "3-1 19-25 Quatre _",
        "#Text=Cinq",
        "4-1 26-30 Cinq X",
    )
    for end in ("\n", "\r\n"):
        found = read_raw(tmp_path, content.replace("\n", end))
        assert found.text == "  Un.Deux\ntrois.\n  Quatre\nCinq"
        assert spans(found) == {
            "Span:2-1[1]": ("X", ((5, 15),), "Deux\ntrois"),
            "Span:4-1": ("X", ((26, 30),), "Cinq"),
        }
        assert found.problems == []


def test_a_text_at_hand_is_taken_where_it_agrees(tmp_path: Path) -> None:
    """The article beside the file or in the folder of texts has what the format leaves out; another one is not taken."""
    text = "\tUn.\r\n\r\nDeux.\u00a0\n"
    content = tsv(
        "#T_SP=webanno.custom.Span|value", "#Text=Un.", "1-1 1-4 Un. _", "", "#Text=Deux.", "2-1 8-13 Deux. X"
    )
    texts = tmp_path / "texts"
    texts.mkdir()
    texts.joinpath("a.txt").write_bytes(text.encode())
    found = read_raw(tmp_path, content, reading=Reading(texts))
    assert (found.text, found.problems) == (text, [])
    tmp_path.joinpath("a.txt").write_text("Autre chose.")
    found = read_raw(tmp_path, content)
    assert found.text == " Un.\n   Deux."
    assert messages(found.problems) == [("warning", None, "")]
    assert spans(found) == {"Span:2-1": ("X", ((8, 13),), "Deux.")}


def test_a_project_export_names_the_article_and_its_annotator(tmp_path: Path) -> None:
    """The folder has the document's name and the file its annotator's, who gets a pseudonym; curators have none."""
    folder = tmp_path / "annotation" / "article.txt"
    curated = tmp_path / "curation" / "article.txt"
    for each in (folder, curated):
        each.mkdir(parents=True)
    content = tsv(ENTITY, "#Text=a", "1-1 0-1 a * X")
    found = read_raw(folder, content, "anna@example.org")
    named = read_raw(folder, content, "anna", Reading(names=True))
    nobody = read_raw(curated, content, "CURATION_USER")
    assert [found.id, named.id, nobody.id] == ["article"] * 3
    assert found.annotator is not None
    assert found.annotator.startswith("annotator-")
    assert (named.annotator, nobody.annotator) == ("anna", None)


@pytest.mark.parametrize(
    ("row", "problem", "message"),
    [
        ("1-2 5-7 is", ("refused", 8, "1-2"), "the header declares 6"),
        ("1-2 5-7 is _ _ _ _ _ _ _ _", ("refused", 8, "1-2"), "the header declares 6"),
        ("1-2 5 is _ _ _ _ _ _", ("refused", 8, "1-2"), "no row"),
        ("1-2 5-99999999999 is _ _ _ _ _ _", ("refused", 8, "1-2"), "no row"),
        ("rubbish", ("refused", 8, "rubbish"), "no row"),
        ("1-1 5-7 is _ _ _ _ _ _", ("refused", 8, "1-1"), "the row 1-1 stands already on line 7"),
        ("1-2 5-7 are State * * _ _ _", ("refused", 8, "Diplograph:1-2"), '"are" ≠ article[5:7] "is"'),
        ("1-2 50-70 is State * * _ _ _", ("refused", 8, "Diplograph:1-2"), "lies outside of the text"),
        ("1-2 7-5 is State * * _ _ _", ("refused", 8, "Diplograph:1-2"), "covers nothing"),
        ("1-2 5-7 is State|Post *[1] * _ _ _", ("refused", 8, "Diplograph:1-2"), "1 and 2 annotations"),
        ("1-2 5-7 is State * * holds * _", ("refused", 8, "Relation:1-2"), "'' names no source"),
        ("1-2 5-7 is State * * holds * 1-3[x]", ("refused", 8, "Relation:1-2"), "names no source"),
        ("1-2 5-7 is State * * holds * 1-3", ("refused", 8, "Relation:1-2"), "1-3, where nothing is"),
        ("1-2 5-7 is State * * holds * 1-1[9_0]", ("refused", 8, "Relation:1-2"), "1-1[9], where nothing is"),
        ("1-2 5-7 is _ _ _ holds * 1-1", ("refused", 8, "Relation:1-2"), "1-2, where nothing is"),
        ("1-2 5-7 is State[1]|State[2] *|* *|* holds * 1-1", ("refused", 8, "Relation:1-2"), "any of 2"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(
    tmp_path: Path, row: str, problem: tuple[str, int | None, str], message: str
) -> None:
    """One problem, with its place; everything else is read."""
    content = tsv(
        OURS,
        RELATION,
        "#Text=This is a test",
        "1-1 0-4 This State ISO:KR * _ _ _",
        row,
        "1-4 10-14 test Post * alleged holds acting 1-1",
    )
    found = read_raw(tmp_path, content)
    assert messages(found.problems) == [problem]
    assert message in str(found.problems[0])
    assert found.spans["Diplograph:1-1"].links == [Link("ISO:KR")]
    assert ("holds", "Diplograph:1-1", "Diplograph:1-4") in arcs(found)
    assert adds_up(found)


def test_what_stands_on_a_broken_row_is_refused_whole(tmp_path: Path) -> None:
    """An annotation of which a row can't be read, or whose rows disagree, isn't cut short or guessed."""
    content = tsv(
        OURS,
        "#Text=un deux trois quatre",
        "1-1 0-2 un State[1]|Post[2] *[1]|*[2] *[1]|alleged[2]",
        "1-2 3-7 deux State[1]|Post[2]",
        "1-3 8-13 trois State[1]|Post[3] *[1]|*[3] *[1]|*[3]",
        "1-4 14-20 quatre Post[3] *[3] denied[3]",
    )
    found = read_raw(tmp_path, content)
    assert spans(found) == {}
    assert messages(found.problems) == [
        ("refused", 7, "1-2"),
        ("refused", 6, "Diplograph:1-1[1]"),
        ("refused", 6, "Diplograph:1-1[2]"),
        ("refused", 8, "Diplograph:1-3[3]"),
    ]
    assert "Modality isn't the same on line 9" in str(found.problems[3])
    assert adds_up(found)


def test_slots_and_chains_that_are_wrong_are_refused_one_by_one(tmp_path: Path) -> None:
    """A slot without a target, a target that isn't there, and a link without a number cost only themselves."""
    content = tsv(
        "#T_SP=c.Frame|ROLE_c.Frame:Roles_c.FrameRolesLink|c.Frame",
        "#T_CH=c.ChainLink|referenceType|referenceRelation",
        "#Text=a b c",
        "1-1 0-1 a x;y 1-2 pr[1] *->1",
        "1-2 2-3 b x;y;z 1-1;1-9;?! pr[1] *->1-1",
        "1-3 4-5 c _ * pr[1] *->1-2",
    )
    found = read_raw(tmp_path, content)
    assert set(found.spans) == {
        "Frame:1-1",
        "Frame:1-2",
        "Frame:1-3",
        "ChainLink:1-2->1-1",
        "ChainLink:1-3->1-2",
    }
    assert arcs(found) == {("x", "Frame:1-2", "Frame:1-1")}
    assert found.groups == [("ChainLink:1-2->1-1", "ChainLink:1-3->1-2")]
    assert messages(found.problems) == [
        ("refused", 7, "Frame:1-1"),
        ("refused", 7, "ChainLink:1-1"),
        ("refused", 8, "Frame:1-2.2"),
        ("refused", 8, "Frame:1-2.3"),
    ]
    assert adds_up(found)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"#FORMAT=WebAnno TSV 3.3\n\n\n#Text=\xff\n", ("refused", 4, "")),
        (b"#FORMAT=WebAnno TSV 2.0\n\n", ("refused", 1, "")),
        (b"#FORMAT=WebAnno TSV 3\n\n", ("refused", 1, "")),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes, problem: tuple[str, int, str]
) -> None:
    """Another encoding, or another version, is refused with the line and what to do."""
    found = read_raw(tmp_path, content)
    assert found.unusable
    assert messages(found.problems) == [problem]
    assert found.problems[0].hint


def test_sentences_that_cannot_stand_at_their_offsets_are_reported(tmp_path: Path) -> None:
    """A sentence inside of another, or absurdly far away, is said; no text grows with a number in the file."""
    content = tsv(
        OURS,
        "1-1 0-2 un State * *",
        "#Text=deux trois",
        "2-1 0-4 deux State * *",
        "#Text=quatre",
        "3-1 2-8 quatre State * *",
        "#Text=cinq",
        "4-1 999999995-999999999 cinq State * *",
    )
    found = read_raw(tmp_path, content)
    assert found.text == "deux trois\nquatre\ncinq"
    assert spans(found) == {"Diplograph:2-1": ("State", ((0, 4),), "deux")}
    assert messages(found.problems) == [
        ("refused", 5, ""),
        ("refused", 8, ""),
        ("refused", 10, ""),
        ("refused", 5, "Diplograph:1-1"),
        ("refused", 9, "Diplograph:3-1"),
        ("refused", 11, "Diplograph:4-1"),
    ]
    assert adds_up(found)


def test_a_token_may_hold_a_tab(tmp_path: Path) -> None:
    """INCEpTION repeats a token as it is: one with a tab is known by its length."""
    content = tsv(OURS, "#Text=a\\tb c", "1-1 0-3 a b State ISO:KR *", "1-2 4-5 c Post * *")
    found = read_raw(tmp_path, content)
    assert spans(found) == {
        "Diplograph:1-1": ("State", ((0, 3),), "a\tb"),
        "Diplograph:1-2": ("Post", ((4, 5),), "c"),
    }
    assert found.problems == []


def test_an_empty_table_draws_a_warning(tmp_path: Path) -> None:
    """A header alone is read, and looks like a mistake."""
    found = read_raw(tmp_path, "#FORMAT=WebAnno TSV 3.3\n\n\n")
    assert (found.text, found.spans, bool(found.unusable)) == ("", {}, False)
    assert messages(found.problems) == [("warning", None, "")]


def test_what_is_written_looks_as_inception_writes_it(tmp_path: Path) -> None:
    """INCEpTION's layers, a feature an attribute, numbers only where an annotation shares a row or has several."""
    text = "  Anna Berg, «\u00a0ministre\u00a0».\r\nFin_ 🛡️\n"
    document = Document("a", "a", text, metadata=Metadata(language="fr"))
    document.mark(Span("o", "Official", ((2, 11),), "", attributes={"Rank": "x|y;*[_]", "Size": "1"}))
    document.mark(Span("p", "Post", ((15, 23),), "", links=[Link("Wikidata:Q20")], notes=["à\nvoir"]))
    document.mark(Span("q", "Date", ((33, 35),), "", attributes={"no feature": "a:b"}))
    document.connect(Arc("1", "holds", "o", "p", attributes={"Tenure": "acting"}))
    document.connect(Arc("2", "in", "p", "o"))
    done = convert([document], "webanno-tsv", tmp_path)
    assert [path.name for path in done.files] == ["a.tsv", "metadata.csv", "layers.json"]
    assert tmp_path.joinpath("a.tsv").read_bytes().decode().split("\n") == [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=webanno.custom.Thing|label|Comment|Rank|Size|identifier",
        "#T_RL=webanno.custom.Role|role|Tenure|BT_webanno.custom.Thing",
        "",
        "",
        "#Text=Anna Berg, «\u00a0ministre\u00a0».\\r",
        "1-1\t2-6\tAnna\tOfficial[1]\t*[1]\tx\\|y\\;\\*\\[\\_\\][1]\t1[1]\t*[1]\tin\t*\t1-5[0_1]\t",
        "1-2\t7-11\tBerg\tOfficial[1]\t*[1]\tx\\|y\\;\\*\\[\\_\\][1]\t1[1]\t*[1]\t_\t_\t_\t",
        "1-3\t11-12\t,\t_\t_\t_\t_\t_\t_\t_\t_\t",
        "1-4\t13-14\t«\t_\t_\t_\t_\t_\t_\t_\t_\t",
        "1-5\t15-23\tministre\tPost\tà\\nvoir\t*\t*\thttp://www.wikidata.org/entity/Q20\tholds\tacting\t1-1[1_0]\t",
        "1-6\t24-25\t»\t_\t_\t_\t_\t_\t_\t_\t_\t",
        "1-7\t25-26\t.\t_\t_\t_\t_\t_\t_\t_\t_\t",
        "",
        "#Text=Fin_ 🛡️",
        "#Text=",
        "2-1\t28-32\tFin_\t_\t_\t_\t_\t_\t_\t_\t_\t",
        "2-2\t33-36\t🛡️\tDate:no feature=a\\\\:b\t*\t*\t*\t*\t_\t_\t_\t",
        "",
    ]
    offered = json.loads(tmp_path.joinpath("layers.json").read_text(encoding="utf-8"))
    types = {layer["name"]: {each["name"]: each["type"] for each in layer["features"]} for layer in offered}
    spans_of, roles_of = types["webanno.custom.Thing"], types["webanno.custom.Role"]
    several = "uima.cas.StringArray"  # no feature of the file may have several values
    assert several not in {spans_of[name] for name in ("label", "Comment", "Rank", "Size", "identifier")}
    assert several not in {roles_of[name] for name in ("role", "Tenure")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\tUn.",
        "\u00a0Un.",
        "Un.\n\n\nDeux.",
        "Un.\r\n  Deux.\tTrois.  ",
        "\nUn.",
        "Un\\n.\x0b\x0c\u2028Deux.\x85\r",
    ],
)
def test_any_text_comes_back_exactly(tmp_path: Path, text: str) -> None:
    """What the format can't carry, such as a tab before the first word, is written beside it as NAME.txt."""
    document = Document("a", "a", text)
    _, found = written_and_read(document, "webanno-tsv", tmp_path)
    assert found.text == text
    beside = text.strip(" ") != "" and text.lstrip(" ")[0].isspace()
    assert tmp_path.joinpath("a.txt").exists() == (beside or text.strip() == "" != text)


def test_spans_on_spaces_and_inside_of_words_come_back(tmp_path: Path) -> None:
    """Tokens are cut where a span begins or ends, and spaces are a token only there."""
    text = "Un\r\n e\u0301tat, 🛡️ naval\n"
    document = Document("a", "a", text, metadata=Metadata(language="fr"))
    for number, place in enumerate(
        [(1, 2), (2, 4), (3, 6), (5, 6), (6, 9), (10, 13), (11, 12), (0, len(text))]
    ):
        document.mark(Span(f"s{number}", "State", (place,), ""))
    expected, found = written_and_read(document, "webanno-tsv", tmp_path)
    assert [str(problem) for problem in found.problems] == []
    assert canonical(found) == canonical(expected)


def test_attributes_that_no_feature_can_be_named_after_come_back(tmp_path: Path) -> None:
    """A name with spaces, or one that UIMA or this format takes, goes into the label or role: ``Post:label=x``."""
    document = Document("a", "a", "Oslo")
    odd = {
        "no feature": "a:b=c",
        "label": "x",
        "begin": "1",
        "Note": "n",
        "1st": "",
        "é": "|",
        "Kind": "talks",
    }
    kept = {name: value for name, value in odd.items() if value}
    document.mark(Span("s", "State:x", ((0, 4),), "", attributes=dict(kept)))
    document.connect(Arc("r", "sameAs", "s", "s", attributes=dict(kept)))
    expected, found = written_and_read(document, "webanno-tsv", tmp_path)
    assert canonical(found) == canonical(expected)


def test_several_links_and_notes_come_back(tmp_path: Path) -> None:
    """A second link is in identifier2, a second note in Comment2; names of links are what the format loses."""
    document = Document("a", "a", "Oslo")
    links = [Link("ISO:NO"), Link("Wikidata:Q20"), Link("NIL:")]
    document.mark(Span("s", "State", ((0, 4),), "", links=links, notes=["un", "deux"]))
    _, found = written_and_read(document, "webanno-tsv", tmp_path)
    (span,) = found.spans.values()
    assert (span.links, sorted(span.notes)) == (links, ["deux", "un"])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (OURS, "1-1 0-4 Oslo Initiative[1]|Initiative[2] *[1]|*[2] alleged[2]|*[1]"),
        (OURS, "1-1 0-4 Oslo Initiative[1] *[2] alleged[1]"),
        (OURS, "1-1 0-4 Oslo Initiative|Initiative * alleged|*"),
        (f"{OURS}|Modality", "1-1 0-4 Oslo Initiative * alleged *"),
        (f"{OURS}\n{OURS}", "1-1 0-4 Oslo Initiative * alleged Initiative * *"),
    ],
)
def test_columns_that_disagree_make_no_fact(tmp_path: Path, header: str, row: str) -> None:
    """Where it can't be told of which annotation a cell speaks, or a column is there twice, nothing is asserted."""
    found = read_raw(tmp_path, tsv(header, "#Text=Oslo", row))
    usable = {} if found.unusable else check(found, load_ontology()).spans
    assert usable == {}
    assert {problem.severity for problem in found.problems} == {"refused"}
    assert adds_up(found)


def test_what_is_on_refused_annotations_is_counted(tmp_path: Path) -> None:
    """Attributes and links of a span or arc that is refused, for whatever reason, are refused with it, not forgotten."""
    content = tsv(
        OURS,
        RELATION,
        "#Text=un deux trois quatre",
        "1-1 0-2 une Initiative ISO:NO alleged _ _ _",  # other words
        "1-2 3-7 deux State[1] ISO:NO[1] alleged[1] _ _ _",
        "1-3 8-13 trois State[1] ISO:NO[1] denied[1] holds acting 1-9",  # no source; rows that disagree
        "1-4 14-20 quatre State|State ISO:NO alleged holds|holds acting|acting 1-1",  # columns that disagree
    )
    found = read_raw(tmp_path, content)
    assert adds_up(found)
    assert found.tally.read == {"spans": 3, "arcs": 2, "attributes": 6, "links": 3}


def test_an_unzipped_project_is_read_as_it_was_curated(tmp_path: Path) -> None:
    """The curated document counts, else the first annotator's, who is named with the others by pseudonym; INITIAL_CAS is nobody's."""
    paths = [
        *("annotation/a.txt/INITIAL_CAS", "annotation/a.txt/anna", "curation/a.txt/CURATION_USER"),
        *("annotation/b.txt/INITIAL_CAS", "annotation/b.txt/berg", "annotation/b.txt/zoe", "annotation/c.txt/INITIAL_CAS"),
    ]  # fmt: skip
    for path in paths:
        tmp_path.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        read_raw(tmp_path, tsv(ENTITY, "#Text=a", "1-1 0-1 a * X"), path)
    found = {
        each.file.removeprefix(f"{tmp_path}/").removesuffix(".tsv"): each
        for each in read_documents([tmp_path])
    }
    assert {path: (each.id, each.unusable, len(each.spans)) for path, each in found.items()} == {
        "annotation/a.txt/INITIAL_CAS": ("a", Reason.UNANNOTATED, 0),
        "annotation/a.txt/anna": ("a", Reason.SUPERSEDED, 0),
        "annotation/b.txt/INITIAL_CAS": ("b", Reason.UNANNOTATED, 0),
        "annotation/b.txt/berg": ("b", None, 1),
        "annotation/b.txt/zoe": ("b", Reason.SUPERSEDED, 0),
        "annotation/c.txt/INITIAL_CAS": ("c", Reason.UNANNOTATED, 0),
        "curation/a.txt/CURATION_USER": ("a", None, 1),
    }
    berg, zoe = map(Reading().annotator, ("berg", "zoe"))
    told = {path: [problem.message for problem in each.problems] for path, each in found.items()}
    assert told["annotation/b.txt/berg"] == [f"{berg}'s annotation is read, and not that of {zoe}"]
    assert {problem.severity for each in found.values() for problem in each.problems} == {"warning"}
    assert not any(name in str(told.values()) for name in ("berg's", "zoe", "anna's"))
