"""Dates of feeds: the forms that are read, and that none is made up."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.sources.feed_dates import read_date, said_time
from situation.vocabulary import Precision

NOW = datetime(2025, 11, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "iso", "precision"),
    [
        ("Tue, 29 Sep 2020 15:00:00 +0300", "2020-09-29T12:00:00", Precision.EXACT),
        ("29 Sep 2020 15:00 GMT", "2020-09-29T15:00:00", Precision.EXACT),
        ("Sun, 02 Nov 2025 07:00:00 -0000", "2025-11-02T07:00:00", Precision.EXACT),
        ("Sun, 02 Nov 2025 07:00:00 EET", "2025-11-02T05:00:00", Precision.EXACT),
        ("Sun, 02 Nov 2025 07:00:00 MSK", "2025-11-02T04:00:00", Precision.EXACT),
        ("Sun, 02 Nov 2025 07:00:00", "2025-11-02T07:00:00", Precision.HOURS),
        ("2025-11-02T07:00:00Z", "2025-11-02T07:00:00", Precision.EXACT),
        ("2025-11-02t07:00:00.25+02:00", "2025-11-02T05:00:00.250000", Precision.EXACT),
        ("2025-11-02 07:00:00", "2025-11-02T07:00:00", Precision.HOURS),
        ("2025-11-02", "2025-11-02T00:00:00", Precision.DAY),
        (" 2025-11-02 ", "2025-11-02T00:00:00", Precision.DAY),
    ],
)
def test_forms_that_feeds_use(words: str, iso: str, precision: Precision) -> None:
    assert read_date(words) == (datetime.fromisoformat(iso).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "words",
    [
        "2026-02-30T25:61:00Z",
        "Mon, 30 Feb 2026 00:00:00 GMT",
        "Mon, 01 Jan 2026 00:00:00 +9999",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "9999-12-31T23:59:60Z",
        "9999-12-31T23:59:59-12:00",
        "0000-00-00",
        "٢٠٢٦-١١-٢٢",
        "Вс, 22 ноя 2026 07:00:00 +0200",
        "yesterday",
        "",
        "1" * 1_000_000,
    ],
)
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words) is None


@pytest.mark.parametrize(
    "words", ["Mon, 01 Jan 1900 00:00:00 GMT", "Sat, 08 Nov 2025 12:00:00 GMT"]
)
def test_a_date_that_cannot_be_true_is_named(words: str) -> None:
    assert said_time([words], NOW) == f"its date, “{words}”, cannot be true"


def test_the_first_date_that_can_be_true_counts() -> None:
    found = said_time(["", "soon", "2036-01-01", "2025-11-04T10:00:00Z", "2025-11-05"], NOW)
    assert found == (datetime(2025, 11, 4, 10, tzinfo=UTC), Precision.EXACT)


def test_no_date_is_said() -> None:
    assert said_time(["", " "], NOW) == "it has no date"


@given(st.text(alphabet="0123456789-:+TZ. ,MonJaGT\t", max_size=70))
def test_nothing_breaks_it(words: str) -> None:
    found = said_time([words], NOW)
    assert isinstance(found, str) or found[0].tzinfo is UTC
