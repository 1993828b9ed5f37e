"""What is told of a timeline, as text and as JSON."""

import json
from datetime import datetime, timedelta

from msgspec.structs import replace

from situation.analysis.lags import lags_of
from situation.analysis.lanes import lane_of
from situation.model import ControlReading
from situation.periods import end_of_day
from situation.reports.jsontext import json_text
from situation.reports.timeline_json import lag_json, timeline_json
from situation.reports.timeline_text import lag_lines, timeline_lines
from situation.timeline_view import ClaimTick, Timeline
from situation.vocabulary import Basis, ClaimKind, ControlStatus, SourceKind
from tests.situation.reports.samples import (
    DAY,
    LETTERS,
    MAP,
    NOBODY,
    POKROVSK,
    STAFF,
    VIEWPOINT,
    map_reading,
)

COPY = replace(MAP, id="copy", name="The copy", depends_on=("map",))
END = VIEWPOINT.valid_at


def day(number: int) -> datetime:
    """So many days before the viewpoint's day."""
    return DAY - timedelta(days=number)


def said(status: ControlStatus, number: int, holder: str | None, basis: Basis) -> ControlReading:
    return ControlReading(
        id=f"staff:{number}",
        place="pokrovsk",
        source="staff",
        label="holds the city",
        status=status,
        holder=holder,
        basis=basis,
        valid_from=day(number),
        said_at=day(number),
    )


def measured(number: int, share: float, distance_km: float) -> ControlReading:
    return map_reading(POKROVSK, share, distance_km, day(number))


def story() -> Timeline:
    drawn = [measured(40, 0.01, 3.5), measured(6, 0.2, 1.0), measured(2, 1.0, -1.0)]
    lanes = (
        lane_of(MAP, drawn, (), END),
        lane_of(COPY, [measured(39, 0.01, 3.5), measured(1, 1.0, -1.0)], (), END),
        lane_of(
            STAFF,
            [
                said(ControlStatus.HELD, 5, "UA", Basis.CLAIMED),
                said(ControlStatus.ENCIRCLED, 3, "UA", Basis.DENIED),
                said(ControlStatus.ENCIRCLED, 0, "UA", Basis.CLAIMED),
            ],
            (),
            END,
        ),
    )
    tick = ClaimTick(
        claim="edge-taken",
        at=day(1),
        kind=ClaimKind.CONTROL,
        source=NOBODY,
        text="The edge\nis taken.",
    )
    return Timeline(
        place=POKROVSK,
        start=day(40),
        end=END,
        lanes=lanes,
        ticks=(tick,),
        lags=lags_of(lanes, day(40)),
    )


def test_the_lanes_in_plain_text() -> None:
    lines = timeline_lines(story(), VIEWPOINT, "Donetsk oblast", LETTERS)
    assert lines[0] == "Pokrovsk, Donetsk oblast  as of Wed 5 Nov 2025"
    assert lines[1] == "26 Sep 2025 to 5 Nov 2025, 41 days"
    cells = [line.split("  ") for line in lines[5:9]]
    told = [[cell.strip() for cell in row if cell.strip()] for row in cells]
    assert told == [
        ["◐C partly inside the area", "26 Sep 2025", "9 Oct 2025", "14", "1.0", "3.50"],
        ["(nothing heard)", "10 Oct 2025", "29 Oct 2025", "20", "–", "–"],
        ["◐C partly inside the area", "30 Oct 2025", "2 Nov 2025", "4", "20.0", "1.00"],
        ["●R inside the area", "3 Nov 2025", "still", "3", "100.0", "-1.00"],
    ]
    assert lines[4] == "The map · ties to UA · C · 1 turn"
    assert any(line.startswith("  ×E holds the city") for line in lines)


def test_the_claims_are_one_line_each() -> None:
    lines = timeline_lines(story(), VIEWPOINT, "", LETTERS)
    index = lines.index("1 claim")
    assert lines[index + 2].split("  ")[0] == "4 Nov 2025"
    assert lines[index + 2].endswith("no source named  control  The edge is taken.")
    cut = replace(story(), more_ticks=True)
    assert "1 claim – there are older ones" in timeline_lines(cut, VIEWPOINT, "", LETTERS)


def test_the_lag_table() -> None:
    lines = lag_lines(story(), VIEWPOINT, "", LETTERS)
    assert lines[3] == "3 changes, and when each source had it"
    encircled, occupied, held = (
        [cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines[5:]
    )
    assert encircled[:3] == ["◎E encircled UA", "5 Nov 2025", "The general staff"]
    assert occupied == [
        "●R occupied", "3 Nov 2025", "The map", "The copy (made from The map) +1 d",
        "The general staff",
    ]  # fmt: skip
    assert held == ["●U held", "31 Oct 2025", "The general staff", "–", "The copy, The map"]


def test_nothing_to_tell_is_said() -> None:
    empty = Timeline(place=POKROVSK, start=DAY, end=END, lanes=(), ticks=(), lags=())
    assert timeline_lines(empty, VIEWPOINT, "", LETTERS) == [
        "Pokrovsk  as of Wed 5 Nov 2025",
        "5 Nov 2025 to 5 Nov 2025, 1 day",
        "",
        "no source has spoken of the whole place",
        "",
        "no claims about it",
        "",
        "no source has told of a change",
    ]


def test_flapping_is_named_with_its_numbers() -> None:
    statuses = [ControlStatus.HELD, ControlStatus.CONTESTED] * 2
    words = [said(status, 8 - index, "UA", Basis.CLAIMED) for index, status in enumerate(statuses)]
    flapping = replace(story(), lanes=(lane_of(STAFF, words, (), END),))
    lines = timeline_lines(flapping, VIEWPOINT, "", LETTERS)
    assert "The general staff · speaks for UA · F · 3 turns · 2 returns · flapping" in lines


def test_the_json_keys_are_a_promise() -> None:
    answer = json.loads(json_text(timeline_json(story(), VIEWPOINT, "Donetsk oblast")))
    assert list(answer) == [
        "place", "as_of", "known_at", "start", "end", "lanes", "claims", "more_claims", "lags",
    ]  # fmt: skip
    lane = answer["lanes"][0]
    assert list(lane) == [
        "source", "source_name", "depends_on", "periods", "gaps", "turns", "returns", "flapping",
    ]  # fmt: skip
    assert lane["gaps"] == [{"start": "2025-10-10T00:00:00Z", "end": "2025-10-30T00:00:00Z"}]
    assert lane["periods"][-1] == {
        "start": "2025-11-03T00:00:00Z",
        "end": "2025-11-05T23:59:59.999999Z",
        "still": True,
        "status": "occupied",
        "holder": "RU",
        "basis": "assessed",
        "label": "inside the area",
        "occupied_share": 1.0,
        "distance_km": -1.0,
        "reading": "map:pokrovsk:2025-11-03",
    }
    assert answer["claims"][0]["said_at"] == "2025-11-04T00:00:00Z"
    assert answer["lags"][1]["heard"][1:] == [
        {
            "source": "copy",
            "source_name": "The copy",
            "depends_on": ["map"],
            "at": "2025-11-04T00:00:00Z",
            "lag_days": 1.0,
            "how": "said",
        },
        {
            "source": "staff",
            "source_name": "The general staff",
            "depends_on": [],
            "at": None,
            "lag_days": None,
            "how": "never",
        },
    ]
    alone = lag_json(story(), VIEWPOINT, "Donetsk oblast")
    assert alone == {key: answer[key] for key in alone}
    assert "lanes" not in alone


def test_nobody_named_says_so_in_the_head_of_its_lane() -> None:
    assert NOBODY.kind is SourceKind.UNNAMED
    word = said(ControlStatus.HELD, 2, "UA", Basis.CLAIMED)
    anonymous = replace(story(), lanes=(lane_of(NOBODY, [word], (), end_of_day(DAY.date())),))
    assert "no source named · – · F" in timeline_lines(anonymous, VIEWPOINT, "", LETTERS)
