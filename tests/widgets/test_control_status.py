from datetime import timedelta

import pytest

from situation.periods import Viewpoint
from situation.views import PlaceDetail, Summary
from situation.vocabulary import ControlStatus, Quote
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.control_status import ControlStatus as ControlPane


async def drawn(
    detail: PlaceDetail | None, *, width: int = 60, zoomed: bool = False
) -> tuple[list[str], list[str]]:
    """The summary's lines and the matrix's."""
    pane = ControlPane()
    async with Host(pane).run_test(size=(width, 20)) as pilot:
        pane.set_parties(views.PARTIES)
        pane.zoomed = zoomed
        pane.show(detail)
        await shown(pilot)
        assert pane.heading is not None
        return lines_of(pane.heading), [line[1:].rstrip(" ┃") for line in lines_of(pane.rows)]


async def test_the_summary_says_how_many_agree_and_since_when_it_is_disputed() -> None:
    summary, _ = await drawn(views.detail(), width=80)
    assert summary == [" ◐C contested · 1 of 3 independent sources · ! disputed 11d"]


@pytest.mark.parametrize("width", [36, 40, 50])
async def test_the_summary_keeps_its_figures_where_it_is_narrow(width: int) -> None:
    summary, _ = await drawn(views.detail(), width=width)
    assert "1 of 3" in summary[0]
    assert "! disp" in summary[0]


async def test_the_rule_is_told_where_there_is_room() -> None:
    summary, _ = await drawn(views.detail(), zoomed=True)
    words = " ".join(line.strip() for line in summary[1:])
    assert words.startswith(views.detail().row.summary.why)
    assert "population" in words, "what the place is stands below the rule"


async def test_a_place_held_by_a_side_names_it() -> None:
    summary = Summary(status=ControlStatus.HELD, holder="UA", agree=2, of=2, stale=True)
    lines, _ = await drawn(views.detail(row=views.row(summary=summary)), width=80)
    assert lines == [" ●U held by Ukraine · 2 of 2 independent sources · ~ stale"]


async def test_each_source_stands_with_tie_grade_basis_words_and_age() -> None:
    _, lines = await drawn(views.detail(), width=64)
    assert lines[:2] == [
        "DeepState map ties to UA B assessed          22%  5 Nov  11h",
        "  ◐C contested grey zone",
    ]
    assert lines[4].startswith("Russian General Staff speaks for RU D claimed")
    assert lines[4].endswith("26 Oct 10d~")
    assert lines[5] == "  ◎E the garrison is encircled"


async def test_a_part_stands_below_its_source_and_says_of_what() -> None:
    readings = (*views.readings()[1:], views.readings()[0])
    _, lines = await drawn(views.detail(readings=readings))
    deepstate = next(place for place, line in enumerate(lines) if line.startswith("DeepState map"))
    assert lines[deepstate + 2].startswith("└ DeepState map")
    assert lines[deepstate + 3] == "  ●R south-western edge: appears taken"


async def test_words_that_are_quoted_stand_in_quotation_marks() -> None:
    said = views.claim("Hold.", id="said", quote=Quote.DIRECT)
    reading = views.reading(label="the city is ours", claim="said", via=(views.TIMES,))
    _, lines = await drawn(views.detail(readings=(reading,), claims=(said,)))
    assert lines[1] == "  ◐C “the city is ours” (via New York Times)"


async def test_long_words_are_wrapped_and_cut() -> None:
    reading = views.reading(label="very " * 100)
    _, lines = await drawn(views.detail(readings=(reading,)), width=40)
    assert [line for line in lines if line][1:] == [
        "  ◐C very very very very very very",
        "     very very very very very very",
        "     very very very very very very…",
    ]


async def test_a_wide_matrix_has_one_line_for_each_source() -> None:
    _, lines = await drawn(views.detail(), width=150)
    named = [line for line in lines if line]
    assert len(named) == 4
    starts = [line.index(mark) for line, mark in zip(named, "◐●◎●", strict=True)]
    assert len(set(starts)) == 1
    assert named[3].endswith("●U our forces are taking back neighbourhoods (via New York Times)")


async def test_ages_follow_the_viewpoint_even_where_the_readings_are_the_same() -> None:
    pane = ControlPane()
    detail = views.detail()
    later = detail.viewpoint.valid_at + timedelta(days=3)
    async with Host(pane).run_test(size=(60, 20)) as pilot:
        pane.show(detail)
        pane.show(views.detail(readings=detail.readings, viewpoint=Viewpoint(valid_at=later)))
        await shown(pilot)
        assert lines_of(pane.rows)[0].endswith("5 Nov   3d")


async def test_without_a_place_or_a_reading_it_says_what_to_do() -> None:
    assert (await drawn(None))[1][:2] == ["no city chosen", "→ 1 goes to the cities"]
    _, lines = await drawn(views.detail(readings=()))
    assert lines[0] == "no source says who holds it at this time"


async def test_a_heading_that_does_not_fit_says_that_there_is_more() -> None:
    why = " ".join(f"reason-{number}" for number in range(40))
    detail = views.detail(row=views.row(summary=Summary(status=ControlStatus.CONTESTED, why=why)))
    pane = ControlPane()
    pane.zoomed = True
    async with Host(pane).run_test(size=(40, 10)) as pilot:
        pane.show(detail)
        await shown(pilot)
        assert pane.heading is not None
        lines = lines_of(pane.heading)
        assert lines[-1].rstrip().endswith("…")
        assert all(not line.rstrip().endswith("…") for line in lines[:-1])
