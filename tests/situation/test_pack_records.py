"""Damaged lines of a pack's records, and references that lead nowhere."""

import json
from pathlib import Path

import pytest

from situation.errors import PackError
from situation.pack import load_pack
from tests.situation.small_pack import RECORDS, write_small_pack


def fault(folder: Path) -> PackError:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('{"record":"link"', '"record":"link"', "records.jsonl:1", "not a JSON object"),
        ('{"record":"link"', '[{"record":"link"', "records.jsonl:1", "not a JSON object"),
        ('"record":"link"', '"record":"place"', "records.jsonl:1: record", "must be one of"),
        ('"record":"link"', '"record":7', "records.jsonl:1: record", "must be one of"),
        ('"record":"link"', '"record":["link"]', "records.jsonl:1: record", "must be one of"),
        ('"subject":"b"', '"subject":"c"', "records.jsonl:1: subject", "no claim has the id “c”"),
        ('"object":"a"', '"object":"c"', "records.jsonl:1: object", "no claim has the id “c”"),
        ('["town"]', '["village"]', "records.jsonl:2: places[0]", "no place has the id “village”"),
        ('["town"]', "[7]", "records.jsonl:2: places[0]", "Expected `str`"),
        ('"source":"map"', '"source":"maps"', "records.jsonl:2: source", "no source"),
        ('"text":"A."', '"text":7', "records.jsonl:2: text", "“7”"),
        ('"id":"b"', '"id":"a"', "records.jsonl:3: id", "already at records.jsonl:2"),
        ('"id":"b"', '"id":"b [red]"', "records.jsonl:3: id", "regex"),
        ('"A.","said_at":"2025', '"A.","said_at":"2026', "records.jsonl:2: said_at", "data_until"),
        ("05T00:00:00Z", "05T00:00:00", "records.jsonl:2: said_at", "timezone"),
    ],
)
def test_a_damaged_record_is_named_by_line_and_field(
    tmp_path: Path, old: str, new: str, where: str, what: str
) -> None:
    error = fault(write_small_pack(tmp_path, ("records.jsonl", old, new)))
    assert error.where == where
    assert what in error.what


def test_references_of_every_kind_of_record_are_followed(tmp_path: Path) -> None:
    folder = write_small_pack(tmp_path)
    said: dict[str, object] = {"said_at": "2025-11-05T00:00:00Z"}
    valid = {**said, "valid_from": "2025-11-05T00:00:00Z"}
    records: list[dict[str, object]] = [
        {"record": "document", "id": "d", "media_type": "text/plain", "publisher": "x1"},
        {"record": "statistic", "id": "s", "place": "x2", "metric": "population", **said}
        | {"source": "map", "comparator": "=", "value": 1, "unit": "people", "claim": "x4"}
        | {"as_of": "2025-11-05T00:00:00Z", "baseline": "x3"},
        {"record": "reading", "id": "r", "place": "town", "source": "map", "via": ["x5"], **valid}
        | {"label": "grey", "status": "contested", "holder": "x6", "basis": "assessed"}
        | {"document": "x7"},
        {"record": "coverage", "id": "c", "source": "x8", **valid},
        {"record": "assessment", "id": "v", "claims": ["a", "x9"], "author": "me", **said}
        | {"reason": "R."},
    ]
    lines = [json.dumps(record) for record in records]
    (folder / "records.jsonl").write_text(RECORDS + "\n".join(lines), encoding="utf-8")
    error = fault(folder)
    assert all(f"“x{number}”" in error.what for number in (1, 2, 3, 4, 5))
    assert "and 8 more" in error.what
