"""Correction, update or only a refile: the program tells which."""

from datetime import timedelta
from typing import Any

import pytest

from situation.analysis.corrections import act_between
from situation.model import Statistic
from situation.vocabulary import Act, Basis, Comparator, ControlStatus, Extent
from tests.situation.records import DAY, make_claim, make_reading, make_statistic

C = Comparator


def dead(comparator: Comparator, value: float | None, **fields: Any) -> Statistic:
    return make_statistic(metric="killed", comparator=comparator, value=value, **fields)


@pytest.mark.parametrize(
    ("old", "new", "act"),
    [
        (dead(C.EQUAL, 14), dead(C.EQUAL, 11), Act.CORRECT),
        (dead(C.EQUAL, 60_000), dead(C.EQUAL, 60_127), Act.CORRECT),
        (dead(C.ABOVE, 20), dead(C.EQUAL, 27), Act.UPDATE),
        (dead(C.ABOVE, 20), dead(C.EQUAL, 20), Act.CORRECT),
        (dead(C.ABOVE, 20), dead(C.ABOVE, 30), Act.UPDATE),
        (dead(C.ABOVE, 20), dead(C.ABOVE, 15), Act.CORRECT),
        (dead(C.ABOUT, 100), dead(C.EQUAL, 104), Act.UPDATE),
        (dead(C.ABOUT, 100), dead(C.EQUAL, 140), Act.CORRECT),
        (dead(C.EQUAL, None), dead(C.EQUAL, 3), Act.UPDATE),
        (dead(C.EQUAL, 3), dead(C.EQUAL, None), Act.CORRECT),
        (dead(C.EQUAL, 14), dead(C.EQUAL, 14, words="fourteen"), Act.REFILE),
        (dead(C.EQUAL, 14), dead(C.EQUAL, 14, of="civilians"), Act.CORRECT),
        (dead(C.EQUAL, 14), dead(C.EQUAL, 14, as_of=DAY + timedelta(days=1)), Act.UPDATE),
        (dead(C.ABOVE, 9), dead(C.EQUAL, 14, as_of=DAY - timedelta(days=1)), Act.CORRECT),
    ],
)
def test_the_old_comparator_decides(old: Statistic, new: Statistic, act: Act) -> None:
    assert act_between(old, new) is act


def test_readings() -> None:
    old = make_reading(status=ControlStatus.HELD, holder="UA")
    taken: dict[str, Any] = {"status": ControlStatus.OCCUPIED, "holder": "RU"}
    assert act_between(old, make_reading(**taken)) is Act.CORRECT
    later = {**taken, "valid_from": DAY + timedelta(days=2)}
    assert act_between(old, make_reading(**later)) is Act.UPDATE
    same: dict[str, Any] = {"status": ControlStatus.HELD, "holder": "UA"}
    assert act_between(old, make_reading(**same, label="under control")) is Act.REFILE
    part = {**same, "extent": Extent.PART, "part": "centre"}
    assert act_between(old, make_reading(**part)) is Act.REVISE
    denied = {**same, "basis": Basis.DENIED}
    assert act_between(old, make_reading(**denied)) is Act.CORRECT
    assert act_between(old, make_reading(**same, place="myrnohrad")) is Act.CORRECT


def test_claims() -> None:
    old = make_claim(text="Russian troops entered the city.")
    spelt = make_claim(text="Russian troops entered the  City", url="https://example.org")
    assert act_between(old, spelt) is Act.REFILE
    assert act_between(old, make_claim(text="Russian troops left the city.")) is Act.REVISE
    assert act_between(old, make_claim(text=old.text, source="deepstate")) is Act.CORRECT
    assert act_between(old, make_reading()) is Act.REVISE
