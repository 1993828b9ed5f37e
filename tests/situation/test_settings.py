"""The settings: what a sound file gives, and where a faulty one is faulty."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import Struct

from situation.errors import InputError
from situation.settings import SettingsRead, load_settings, read_settings, settings_file
from situation.settings_model import (
    CONNECTORS,
    ChannelSettings,
    FeedSettings,
    Settings,
    SourceSettings,
    SyncSettings,
)
from situation.sources import catalogue
from tests.situation.records import make_source

EXAMPLE = Path(__file__).parents[2] / "docs" / "config.example.toml"
WHOLE = """\
pack = "packs/north"
ca_file = "own.pem"

[sync]
keep_megabytes = 9
contact = "desk@news.example"
keep_days = 30

[sources.ucdp]
on = true
every = "1w"
since = 2025-01-31
credential_file = "/secret/ucdp"

[feeds.desk]
url = "http://127.0.0.1:8080/feed.xml"
source = "desk-news"

[channels.staff]
channel = "GeneralStaffZSU"
source = "ua-general-staff"
on = false
"""
TABLES: Mapping[type[Struct], str] = {
    SourceSettings: "sources.ucdp",
    FeedSettings: "feeds.a",
    ChannelSettings: "channels.a",
    SyncSettings: "sync",
}
LONG = "0x" + "f" * 9_000
NO_CHANNEL = "is not the name of a channel (write NAME as in t.me/NAME, without @ or address)"
NO_LANGUAGE = "is not a language that sitmon has rules for (one of en, uk, ru)"
A_NUMBER = "it must be a whole number from 1 to 1,000,000"


def written(folder: Path, text: str | bytes) -> dict[str, str]:
    file = folder / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"SITMON_CONFIG": str(file)}


def read(folder: Path, text: str | bytes) -> SettingsRead:
    return read_settings(written(folder, text))


def faults(folder: Path, text: str | bytes) -> list[str]:
    prefix = f"{folder / 'config.toml'}:"
    return [fault.error.line.removeprefix(prefix) for fault in read(folder, text).faults]


def test_without_a_file_everything_is_as_it_is_by_itself(tmp_path: Path) -> None:
    found = read_settings({})
    assert (found.settings, found.exists, found.faults) == (Settings(), False, ())
    assert found.file.is_relative_to(tmp_path)
    assert found.file.name == "config.toml"


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, WHOLE)) == Settings(
        pack=str(tmp_path / "packs/north"),
        ca_file=str(tmp_path / "own.pem"),
        sync=SyncSettings(
            keep_megabytes=9,
            contact="desk@news.example",
            keep_days=30,
        ),
        sources={
            "ucdp": SourceSettings(
                on=True,
                every=timedelta(days=7),
                since=date(2025, 1, 31),
                credential_file="/secret/ucdp",
            )
        },
        feeds={"desk": FeedSettings(url="http://127.0.0.1:8080/feed.xml", source="desk-news")},
        channels={
            "staff": ChannelSettings(channel="GeneralStaffZSU", source="ua-general-staff", on=False)
        },
    )


def test_each_value_knows_its_line(tmp_path: Path) -> None:
    origins = read(tmp_path, WHOLE).origins
    file = tmp_path / "config.toml"
    assert origins["pack"] == f"{file}:1"
    assert origins["sync.keep_megabytes"] == f"{file}:5"
    assert origins["sources.ucdp.since"] == f"{file}:12"
    assert origins["channels.staff.on"] == f"{file}:22"
    assert "sources.ucdp.url" not in origins


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    found = read_settings({**written(tmp_path, WHOLE), "SITMON_PACK": "sudan"})
    assert found.settings.pack == "sudan"
    assert found.origins["pack"] == "environment SITMON_PACK"


def test_a_bundled_pack_is_named_by_its_id(tmp_path: Path) -> None:
    assert read(tmp_path, 'pack = "sudan"').settings.pack == "sudan"


def test_home_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    found = read(tmp_path, '[sources.ucdp]\ncredential_file = "~/token"')
    assert found.settings.sources["ucdp"].credential_file == str(tmp_path / "home/token")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour = 1", "1: colour: there is no such setting"),
        (
            "[sync]\ncontcat = '1h'",
            "2: sync.contcat: there is no such setting (did you mean contact",
        ),
        (
            "[sources.deepstate-histroy]\non = true",
            "1: sources.deepstate-histroy: there is no such setting (did you mean deepstate-hi",
        ),
        ("[sources.ucdp]\n\nevery = 15", "3: sources.ucdp.every: it must be a text, not 15"),
        ("[sources.ucdp]\nevery = '0m'", "2: sources.ucdp.every: “0m” is not a length of time"),
        ("[sources.ucdp]\nevery = '2 years'", "2: sources.ucdp.every: “2 years” is not a length"),
        ("[sources.ucdp]\nevery = '99999d'", "2: sources.ucdp.every: “99999d” is not a length"),
        ("[sync]\nkeep_days = 0", f"2: sync.keep_days: {A_NUMBER}, not 0"),
        ("[sync]\nkeep_days = -3", f"2: sync.keep_days: {A_NUMBER}, not -3"),
        ("[sync]\nkeep_days = true", f"2: sync.keep_days: {A_NUMBER}, not true"),
        ("[sync]\nkeep_days = 1.5", f"2: sync.keep_days: {A_NUMBER}, not 1.5"),
        ("[sync]\nkeep_megabytes = 9999999", f"2: sync.keep_megabytes: {A_NUMBER}, not 9999999"),
        (
            "[sync]\nkeep_days = '30'",
            f"2: sync.keep_days: {A_NUMBER}, not “30” (write it without quotes)",
        ),
        ("[sync]\ncontact = 'a\u202eb'", "2: sync.contact: it holds characters that cannot be"),
        ("ca_file = ''", "1: ca_file: it is empty"),
        ("sync = 3", "1: sync: it must be a table"),
        ("feeds = 3", "1: feeds: it must be tables, as [feeds.NAME]"),
        ("[sources]\nucdp = 3", "2: sources.ucdp: it must be a table"),
        ("[sources.ucdp]\non = 'yes'", "2: sources.ucdp.on: it must be true or false, not “yes”"),
        ("[sources.ucdp]\non = 1", "2: sources.ucdp.on: it must be true or false, not 1"),
        ("[sources.ucdp]\nsince = '1925-01-01'", "2: sources.ucdp.since: “1925-01-01” is not"),
        ("[sources.ucdp]\nsince = 2025-01-01T00:00:00Z", "2: sources.ucdp.since: 2025-01-01"),
        ("[feeds.a]\nurl = 'ftp://a.b'\nsource = 'a'", "2: feeds.a.url: “ftp://a.b” is not a web"),
        ("[feeds.a]\nurl = 'https://u:p@a.b'\nsource = 'a'", "2: feeds.a.url: “https://***@a.b”"),
        ("[feeds.a]\nsource = 'a'", "1: feeds.a: it lacks `url` (add url = …)"),
        (
            "[feeds.a]\nurl = 'https://a.b'\nsource = 'a b'",
            "3: feeds.a.source: “a b” cannot be a source's id (letters, digits and",
        ),
        (
            "[feeds.a]\nurl = 'https://a.b'\nsource = 3",
            "3: feeds.a.source: it must be a text, not 3",
        ),
        ("[feeds.'a b']\n", "1: feeds.a b: a name is letters, digits"),
        (
            "[feeds.ucdp]\nurl = 'https://a.b'\nsource = 'a'",
            "1: feeds.ucdp: “ucdp” is a source of sitmon's own already (rename it)",
        ),
        *(
            (
                f"[channels.a]\nchannel = '{name}'\nsource = 'a'",
                f"2: channels.a.channel: “{name}” {NO_CHANNEL}",
            )
            for name in ("https://t.me/foo", "@foo", "../x", "")
        ),
        (
            "[channels.a]\nchannel = 'a'\nsource = 'a'\nlanguage = 'de'",
            f"4: channels.a.language: “de” {NO_LANGUAGE}",
        ),
        (
            "[feeds.a]\nurl = 'https://a.b'\nsource = 'a'\nlanguage = 1",
            "4: feeds.a.language: it must be a text, not 1",
        ),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(tmp_path: Path, text: str, expected: str) -> None:
    (found,) = faults(tmp_path, text)
    assert found.startswith(expected)


@pytest.mark.parametrize("table", [SourceSettings, FeedSettings, ChannelSettings, SyncSettings])
@pytest.mark.parametrize(
    "value", ['"a b/"', '""', "-1", "1.5", "true", "[]", "{}", "10:00:00", LONG]
)
def test_no_fault_is_told_in_the_words_of_a_library(
    tmp_path: Path, table: type[Struct], value: str
) -> None:
    name = TABLES[table]
    lines = "".join(f"{field} = {value}\n" for field in table.__struct_fields__)
    for line in faults(tmp_path, f"[{name}]\n{lines}"):
        assert "`" not in line
        assert "xpected" not in line


def test_all_faults_are_found_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = "colour = 1\n[feeds.a]\nsource = 'a'\n[sync]\nkeep_days = 'a'\nmore = 2\n"
    assert [line.partition(":")[0] for line in faults(tmp_path, text)] == ["1", "2", "5", "6"]
    with pytest.raises(InputError, match=r"colour.*and 3 more: see sitmon config check"):
        load_settings(written(tmp_path, text))


def test_what_is_not_faulty_is_still_read(tmp_path: Path) -> None:
    found = read(tmp_path, "[sync]\ncontact = 1\nkeep_days = 7\n")
    assert found.settings.sync == SyncSettings(keep_days=7)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\na = = 1", "2: this is not TOML"),
        (b"a = ", "this is not TOML"),
        (b"[sync]\n[sync]\n", "2: this is not TOML"),
        (b"a = 1" + b"0" * 5000, "this is not TOML"),
        (b"a = " + b"[" * 20_000, "this is not TOML"),
        (b"\xff\xfea", "not UTF-8"),
        (b"# " + b"a" * 300_000, "are no settings"),
    ],
)
def test_a_file_that_is_no_toml_is_one_fault(tmp_path: Path, content: bytes, what: str) -> None:
    (found,) = faults(tmp_path, content)
    assert what in found


def test_a_windows_file_with_a_mark_is_read(tmp_path: Path) -> None:
    text = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert read(tmp_path, text).faults == ()


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    (fault,) = read_settings({"SITMON_CONFIG": str(tmp_path / "none.toml")}).faults
    assert "cannot be read" in fault.what
    (fault,) = read_settings({"SITMON_CONFIG": str(tmp_path)}).faults
    assert "cannot be read" in fault.what


def test_hostile_names_are_shown_cleaned(tmp_path: Path) -> None:
    for line in faults(tmp_path, '"\\u001b[31m" = 1\n[feeds."\\u202e"]\n[sources."\\u0007"]\n'):
        assert line.isprintable()


def test_lines_are_those_of_the_first_character_of_a_key(tmp_path: Path) -> None:
    text = '# a\n\n[feeds . "a"] # b\nurl = """\nhttps://a.b/c"""\nsource = [\n"x",\n]\n'
    (found,) = faults(tmp_path, text)
    assert found.startswith("6: feeds.a.source: ")
    assert read(tmp_path, text).origins["feeds.a.url"].endswith(":4")


def test_inline_and_dotted_tables_have_lines(tmp_path: Path) -> None:
    text = "sync = { contact = 1 }\nsources.ucdp.on = 2\n"
    assert faults(tmp_path, text) == [
        "1: sync.contact: it must be a text, not 1 (put it in quotes)",
        "2: sources.ucdp.on: it must be true or false, not 2",
    ]


@pytest.mark.parametrize("lines", ["as it stands", "with everything on"])
def test_the_example_is_sound(tmp_path: Path, lines: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    if lines == "with everything on":
        text = re.sub(r"(?m)^#(?=\S)", "", text)
    found = read(tmp_path, text)
    assert found.faults == ()
    assert {"kyiv-independent", "osw"} <= found.settings.feeds.keys()


def test_the_named_connectors_are_those_there_are() -> None:
    ids = ("acled", "deepstate", "deepstate-mirror", "geoconfirmed", "geonames", "isw", "katottg")
    more = ("ua-order-376", "ucdp", "viina", "wikipedia-map")
    sources = [make_source(source) for source in (*ids, *more)]
    made = catalogue.connectors(Settings(), sources, country="UA")
    assert tuple(sorted(connector.key for connector in made)) == CONNECTORS


def test_the_file_can_be_named(tmp_path: Path) -> None:
    named = {"SITMON_CONFIG": str(tmp_path / "other.toml")}
    assert settings_file(named) == tmp_path / "other.toml"
