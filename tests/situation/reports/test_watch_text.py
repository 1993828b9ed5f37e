"""Every change is one sentence on one line, and one JSON object on one line."""

import json
from datetime import timedelta
from pathlib import Path

from situation.attempt_records import Attempt, Outcome
from situation.measures import Shares
from situation.model import Affiliation, AnyRecord
from situation.periods import Viewpoint
from situation.reports.watch_text import Told, told
from situation.store import open_store
from situation.text import clean
from situation.vocabulary import AsOfBasis, ControlStatus, Relation, SourceKind, Verification
from situation.watch_view import Changes
from situation.watching import Watcher
from tests.situation.records import (
    DAY,
    Clock,
    make_cast,
    make_claim,
    make_coverage,
    make_link,
    make_party,
    make_place,
    make_reading,
    make_source,
    make_statistic,
)

NOW = DAY + timedelta(hours=6)


async def _told(tmp_path: Path, *records: AnyRecord) -> list[Told]:
    """What a watch tells of records that are appended while it watches."""
    clock = Clock(NOW)
    store = open_store(tmp_path / "s.db", clock=clock, create=True)
    staff = make_source(
        "staff",
        name="The general staff",
        affiliation=Affiliation(relation=Relation.SPEAKS_FOR, side="UA"),
    )
    nobody = make_source("nobody", kind=SourceKind.UNNAMED)
    city = make_place("pokrovsk", name="Pokrovsk", lat=48.28, lon=37.18)
    party = make_party("UA", name="Ukraine")
    await store.append((*make_cast(), staff, nobody, city, party), author="x")
    await store.append([make_claim("first")], author="x")
    watcher = Watcher(store, clock)
    await watcher.begin()
    await store.append(records, author="x")
    found = list(told(await watcher.look()))
    await store.close()
    return found


async def test_a_claim_says_where_who_through_whom_when_what_and_how_good(tmp_path: Path) -> None:
    claim = make_claim(
        source="staff", via=("nyt",), text="The city\nis held.",
        verification=Verification.UNVERIFIED, hedge="reportedly",
    )  # fmt: skip
    (line,) = await _told(tmp_path, claim)
    assert line.sentence == (
        "2025-11-05 06:00 UTC. Pokrovsk: new claim (event) by The general staff, speaks for UA, "
        "via nyt, said 5 Nov 2025: “The city is held.” Grade F6, not independently confirmed, "
        "hedged: “reportedly”."
    )
    answer = json.loads(line.json_line())
    assert (answer["event"], answer["at"]) == ("claim_new", "2025-11-05T06:00:00Z")
    assert answer["claim"]["text"] == "The city\nis held."


async def test_nobody_named_and_nowhere_named_are_said(tmp_path: Path) -> None:
    claim = make_claim(source="nobody", places=())
    (line,) = await _told(tmp_path, claim)
    assert "No place named: new claim (event) without a named source, said" in line.sentence
    assert "does not say whether it was checked" in line.sentence


async def test_a_status_says_what_it_was_who_says_so_and_the_rule(tmp_path: Path) -> None:
    held = make_reading("held", source="nyt", status=ControlStatus.HELD, holder="UA")
    (line,) = await _told(tmp_path, held)
    says = "Pokrovsk: held by Ukraine now, unknown before. nyt says held by Ukraine. Rule: "
    assert says in line.sentence
    answer = json.loads(line.json_line())
    assert (answer["before"]["status"], answer["after"]["status"]) == ("unknown", "held")


async def test_each_of_the_others_is_one_line_in_both_forms(tmp_path: Path) -> None:
    failed = Attempt(
        id="attempt:a", connector="a", source="nyt", outcome=Outcome.FAILED, tried_at=NOW,
        why="no answer",
    )  # fmt: skip
    found = await _told(
        tmp_path,
        failed,
        make_coverage(DAY, "deepstate"),
        make_claim("second", source="deepstate", text="It is not."),
        make_link("l", "second", "first"),
        make_statistic("s"),
    )
    lines = [item.sentence.removeprefix("2025-11-05 06:00 UTC. ") for item in found]
    assert lines[0] == "Source nyt: failed: no answer. It last answered: never."
    assert lines[1] == "Source deepstate: the map of 5 Nov 2025 came."
    assert lines[3] == (
        "Pokrovsk: new dispute. deepstate says: “It is not.” "
        "nyt says: “Fighting goes on in the city.”"
    )
    assert lines[4] == (
        "Pokrovsk: new figure, population remaining: 1,300 people (5 Nov 2025), according to nyt."
    )
    events = [json.loads(item.json_line())["event"] for item in found]
    assert events == ["source_failed", "map", "claim_new", "dispute", "figure"]
    assert not any("\n" in item.sentence + item.json_line() for item in found)


async def test_a_map_gone_stale_is_told_with_its_date_and_never_as_the_present(
    tmp_path: Path,
) -> None:
    """Long after the last map: what it measured is of its day, whenever it is told."""
    store = open_store(tmp_path / "s.db", clock=Clock(NOW), create=True)
    city = make_place("pokrovsk", name="Pokrovsk", lat=48.28, lon=37.18)
    await store.append((*make_cast(), make_party("UA", name="Ukraine"), city), author="x")
    shares = {DAY - timedelta(days=2): 0.1971, DAY + timedelta(days=5): 0.2222}
    await store.append(
        [
            record
            for day, share in shares.items()
            for record in (
                make_coverage(day, "deepstate"),
                make_reading(
                    f"map:{day:%d}", source="deepstate", valid_from=day, said_at=day,
                    shares=Shares(occupied=share),
                ),
            )
        ],
        author="x",
    )  # fmt: skip
    watcher = Watcher(store, Clock(DAY + timedelta(days=390)))
    changes = await watcher.begin(DAY - timedelta(days=1))
    await store.close()
    assert changes is not None
    (line,) = (item for item in told(changes) if item.object["event"] == "figure")
    assert line.sentence.endswith(
        "Pokrovsk: occupied share: 22.2 % on the map of 10 Nov 2025, 19.7 % on that of 3 Nov 2025, "
        "by deepstate, derived by sitmon."
    )
    answer = json.loads(line.json_line())
    assert (answer["before"], answer["after"]) == ("19.7 %", "22.2 %")
    assert answer["before_as_of"] == "2025-11-03T00:00:00Z"
    assert answer["after_as_of"] == "2025-11-10T00:00:00Z"


async def test_a_figure_says_that_nobody_is_named_and_through_whom_it_came(tmp_path: Path) -> None:
    later = make_statistic("s2", source="nobody", via=("nyt",), value=900.0)
    before = make_statistic(
        "s1", source="nobody", value=60_000.0, as_of=DAY - timedelta(days=1400),
        as_of_basis=AsOfBasis.PREWAR,
    )  # fmt: skip
    (line,) = await _told(tmp_path, before, later)
    assert line.sentence.endswith(
        "Pokrovsk: new figure, population remaining: 900 people (5 Nov 2025), "
        "no source is named, via nyt."
    )
    answer = json.loads(line.json_line())
    assert (answer["source_named"], answer["via"], answer["before"]) == (False, ["nyt"], None)


def test_nothing_tells_nothing_and_ascii_is_escaped() -> None:
    nothing = Changes(viewpoint=Viewpoint(valid_at=NOW), sources={}, parties=())
    assert list(told(nothing)) == []
    assert Told("", {"text": "Покровськ"}).json_line(ascii_only=True).isascii()


async def test_hostile_text_stays_on_its_line(tmp_path: Path) -> None:
    text = clean("a\r\nb\u2028c\x1b]0;owned\x07\x85d\u202ee", lines=True)
    found = await _told(tmp_path, make_claim(text=text))
    for line in (found[0].sentence, found[0].json_line()):
        assert line.splitlines() == [line]
        assert not set(line) & set("\x1b\x07\x85\u2028\u202e")
