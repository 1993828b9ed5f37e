"""`sitmon export`: what leaves the store, and what does not."""

import csv
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.model import Claim, Source
from situation.vocabulary import ClaimKind, LicenceClass, SourceKind
from tests.situation.reports.samples import DAY, filled_store
from tests.tui.consoles import NOW, run

ATTACK = "\x1b]52;c;ZWNobw==\x07\x9b31mred\u202eder\x00\x7f"
OPEN = Source(
    id="open",
    name="Open data",
    kind=SourceKind.NGO,
    licence=LicenceClass.ATTRIBUTION,
    credit="Open data, CC BY",
)
FORMULA = Claim(
    id="formula",
    source="open",
    places=("bakhmut",),
    kind=ClaimKind.EVENT,
    text="=HYPERLINK(1)",
    hedge=ATTACK,
    said_at=DAY,
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db", OPEN, FORMULA)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_only_what_may_be_passed_on_is_exported_and_the_rest_is_counted(store: str) -> None:
    ran = run("export", "--store", store)
    assert ran.code == ExitCode.PARTLY
    (row,) = _rows(ran.out)
    assert (row["id"], row["text"]) == ("formula", "'=HYPERLINK(1)")
    assert row["credit"] == "Open data, CC BY"
    assert "left out 1 row that no source stands behind" in ran.err
    assert "left out 1 row: The general staff does not let its data be passed on" in ran.err


def test_own_use_and_unsourced_rows_have_to_be_declared(store: str) -> None:
    own = run("export", "--store", store, "--own-use", "--format", "jsonl")
    assert own.code == ExitCode.PARTLY
    ids = [json.loads(line)["id"] for line in own.out.splitlines()]
    assert ids == ["formula", "edge-taken", "city-held"]
    everything = run("export", "--store", store, "--own-use", "--allow-unsourced")
    assert everything.code == ExitCode.OK
    assert len(_rows(everything.out)) == 4


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("--place", "Krasnoarmeysk"), []),
        (("--place", "Красноармейск"), ["edge-taken", "city-held"]),
        (("--side", "UA", "--source", "staff"), ["city-held"]),
        (("--since", "2025-11-05", "--kind", "event"), ["formula"]),
        (("--search", "edge"), ["edge-taken"]),
        (("--limit", "1", "--kind", "control"), ["edge-taken"]),
        (("--as-of", "2025-11-04"), ["city-held"]),
    ],
    ids=" ".join,
)
def test_the_filters_are_those_of_claims(
    store: str, words: tuple[str, ...], ids: list[str]
) -> None:
    ran = run("export", "--store", store, "--own-use", *words)
    assert [row["id"] for row in _rows(ran.out)] == ids
    assert (ran.code == ExitCode.USAGE) == (not ids)


def test_a_file_is_written_with_tags_and_line_ends(store: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    ran = run("export", "--store", store, "--own-use", "--hxl", "--out", str(path))
    assert ran.out == ""
    text = path.read_bytes().decode()
    assert text.count("\r\n") == text.count("\n")
    assert text.splitlines()[1].startswith("#meta+id,")
    assert "wrote 3 rows" in ran.err
    failed = run("export", "--store", store, "--out", str(tmp_path))
    assert failed.code == ExitCode.FAILED


@pytest.mark.parametrize("what", ["claims", "readings", "places"])
@pytest.mark.parametrize("kind", ["csv", "jsonl", "geojson"])
def test_everything_can_be_had_in_every_format_of_rows(store: str, what: str, kind: str) -> None:
    ran = run("export", "--store", store, "--own-use", "--what", what, "--format", kind)
    assert ran.code in {ExitCode.OK, ExitCode.PARTLY}
    if kind == "geojson":
        cells = [feature["properties"] for feature in json.loads(ran.out)["features"]]
    elif kind == "jsonl":
        cells = [json.loads(line) for line in ran.out.splitlines()]
    else:
        cells = list(_rows(ran.out))
    assert cells
    assert {len(row["fingerprint"].split("-")) for row in cells} == {4}


def test_claims_alone_have_markdown_and_claimreview(store: str) -> None:
    text = run("export", "--store", store, "--format", "md").out
    assert text.startswith("# Ukraine: claims\n")
    document = json.loads(run("export", "--store", store, "--format", "claimreview").out)
    assert [node["@type"] for node in document["@graph"]] == ["Dataset", "Claim"]


@pytest.mark.parametrize(
    "words",
    [
        ("--what", "places", "--format", "md"),
        ("--what", "readings", "--search", "edge"),
        ("--what", "places", "--source", "map"),
        ("--format", "xml"),
        ("--side", "XX"),
        ("--place", "Pokrovks"),
    ],
    ids=" ".join,
)
def test_what_does_not_go_together_is_refused(store: str, words: tuple[str, ...]) -> None:
    ran = run("export", "--store", store, *words)
    assert ran.code == ExitCode.USAGE
    assert ran.out == ""
    assert ran.err.count("\n") == 1


def test_an_export_can_be_made_again_from_its_fingerprint(store: str) -> None:
    first = run("export", "--store", store)
    text = _rows(first.out)[0]["fingerprint"]
    added = run(
        "claim", "add", "--store", store, "--place", "Bakhmut", "--source", "open",
        "--kind", "event", "--text", "More.", "--said", "2025-11-05", "--author", "me",
        clock=lambda: NOW + timedelta(minutes=1),
    )  # fmt: skip
    assert added.code == ExitCode.OK
    assert run("export", "--store", store, "--at", text).out == first.out
    assert run("export", "--store", store).out != first.out


@pytest.mark.parametrize("kind", ["csv", "jsonl", "geojson", "md", "claimreview"])
def test_no_control_character_leaves_the_store(store: str, kind: str) -> None:
    out = run("export", "--store", store, "--format", kind).out
    assert not {ord(c) for c in out} & {0, 7, 0x1B, 0x7F, 0x9B, 0x202E}
    for escape in ("\\u0000", "\\u001b", "\\u007f", "\\u009b", "\\u202e"):
        assert escape not in out
