import pytest
from rich.cells import cell_len

from situation.vocabulary import Comparator, ControlStatus
from tests.widgets.views import PARTIES
from widgets.glyphs import ASCII, TREND_BARS, UNICODE, Glyphs, Mark, legend
from widgets.theme import Role

WITH_PARTIES = Glyphs(parties=PARTIES)


def test_the_ascii_table_is_ascii() -> None:
    assert all(mark.value[1].isascii() for mark in Mark)
    assert TREND_BARS[1].isascii()
    assert all(ASCII.status(status, "RU").text.isascii() for status in ControlStatus)
    assert ASCII.trend((None, 0.0, 0.5, 1.0), 4) == " .58"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_status_can_be_told_apart_without_colour(glyphs: Glyphs) -> None:
    holders = {ControlStatus.OCCUPIED: "RU", ControlStatus.HELD: "UA"}
    texts = [glyphs.status(status, holders.get(status)).text for status in ControlStatus]
    assert len({text[-1] for text in texts}) == len(texts)
    assert all(cell_len(text) == 2 for text in texts)


def test_the_holder_gives_letter_colour_and_name() -> None:
    occupied = WITH_PARTIES.status(ControlStatus.OCCUPIED, "RU")
    assert (occupied.text, occupied.words, occupied.role) == (
        "●R",
        "occupied by Russia",
        Role.OCCUPIED,
    )
    taken = WITH_PARTIES.status(ControlStatus.HELD, "RU")
    assert (taken.text, taken.role) == ("●R", Role.OCCUPIED)


def test_an_unknown_holder_has_a_question_mark() -> None:
    assert UNICODE.status(ControlStatus.HELD).text == "●?"


def test_outside_never_reads_as_held() -> None:
    outside = WITH_PARTIES.status(ControlStatus.OUTSIDE, "UA")
    assert (outside.text, outside.words) == ("○–", "outside this map's occupied area")
    assert outside.role is not Role.HELD


def test_a_trend_tells_nothing_from_not_measured() -> None:
    assert UNICODE.trend((None, None, 0.0, 0.01, 1.0), 5) == "  ·▁█"
    assert UNICODE.trend((), 3) == "   "
    assert UNICODE.trend(tuple(n / 90 for n in range(90)), 10)[-1] == "█"
    assert UNICODE.trend((0.5,), 4) == "▅▅▅▅"


@pytest.mark.parametrize("comparator", Comparator)
def test_every_comparator_has_a_sign(comparator: Comparator) -> None:
    is_silent = comparator in (Comparator.EQUAL, Comparator.RANGE)
    assert bool(UNICODE.comparator(comparator)) is not is_silent
    assert ASCII.comparator(comparator).isascii()


def test_the_legend_explains_every_mark() -> None:
    entries = dict(legend(UNICODE))
    assert all(entries.values())
    assert {"!", "~", "•", "▌"} <= entries.keys()
