"""Everything about one claim, and what an analyst does to it, through a store."""

from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from situation.analyst_acts import Grading, annotate, grade, judge_link
from situation.claim_detail import ClaimDetail, LinkDetail
from situation.claim_reading import build_claim_detail
from situation.errors import UnknownName, UsageError
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.store.base import Store
from situation.vocabulary import Act, Credibility, LinkKind, Reliability, Standing
from tests.situation import claim_world
from tests.situation.claim_world import DOUBT, ECHO, FALLEN, HELD
from tests.situation.records import DAY, Clock, make_claim, make_source

LATER = Viewpoint(valid_at=DAY + timedelta(days=2))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await claim_world.claim_store(tmp_path, Clock())
    yield store
    await store.close()


async def read(store: Store, claim: str = HELD, viewpoint: Viewpoint = LATER) -> ClaimDetail:
    detail = await build_claim_detail(store, claim, viewpoint, now=DAY, zone=UTC)
    assert detail is not None
    return detail


def link_to(detail: ClaimDetail, other: str) -> LinkDetail:
    (link,) = [link for link in detail.links if link.other.id == other]
    return link


async def test_the_newest_version_with_the_history_of_who_did_what(store: Store) -> None:
    detail = await read(store)
    assert detail.view.claim.text.endswith("the command said.")
    history = [(v.item.act, v.item.author, v.changed) for v in detail.versions]
    assert history == [(Act.ASSERT, "anna", ()), (Act.CORRECT, "boris", ("text",))]
    assert detail.versions[1].item.recorded_at == DAY + timedelta(days=1)
    assert not detail.withdrawn


async def test_what_a_reader_knew_before_the_correction(store: Store) -> None:
    known = Viewpoint(valid_at=LATER.valid_at, known_at=DAY + timedelta(hours=1))
    detail = await read(store, viewpoint=known)
    assert detail.view.claim.text == claim_world.HELD_TEXT
    assert len(detail.versions) == 1


async def test_a_claim_that_is_not_known_or_not_said_yet_is_none(store: Store) -> None:
    before = Viewpoint(valid_at=DAY - timedelta(days=1))
    assert await build_claim_detail(store, HELD, before, now=DAY) is None
    assert await build_claim_detail(store, "nothing", LATER, now=DAY) is None


async def test_stated_links_and_proposals_stand_apart(store: Store) -> None:
    detail = await read(store)
    stated, proposed = link_to(detail, DOUBT), link_to(detail, FALLEN)
    assert (stated.link.standing, stated.author, stated.outgoing) == (
        Standing.STATED,
        "anna",
        False,
    )
    assert not stated.is_open
    assert proposed.link.standing is Standing.PROPOSED
    assert proposed.link.kind is LinkKind.DISPUTES
    assert proposed.is_open
    assert proposed.recorded_at is None
    assert "contradiction on control" in proposed.link.reason


async def test_the_echoes_of_a_statement_are_a_tree(store: Store) -> None:
    echoes = (await read(store, ECHO)).echoes
    assert {report.claim.id for report in echoes.reports} == {HELD, ECHO}
    assert echoes.reports[0].rule == ""
    assert "same claimant" in echoes.reports[1].rule
    assert (echoes.total, echoes.origins, echoes.whole) == (2, 1, True)


@pytest.mark.parametrize("standing", [Standing.CONFIRMED, Standing.REJECTED])
async def test_a_judged_proposal_is_recorded_and_never_proposed_again(
    store: Store, standing: Standing
) -> None:
    proposed = link_to(await read(store), FALLEN)
    await judge_link(store, proposed.link, standing, author="carla")
    judged = link_to(await read(store), FALLEN)
    assert judged.link.standing is standing
    assert judged.author == "carla"
    assert judged.recorded_at is not None
    assert judged.link.reason == proposed.link.reason
    assert judged.is_open, "an analyst may think again"
    assert link_to(await read(store, FALLEN), HELD).link.standing is standing


async def test_what_disputes_comes_first_and_what_was_rejected_last(store: Store) -> None:
    detail = await read(store)
    await judge_link(store, link_to(detail, FALLEN).link, Standing.REJECTED, author="carla")
    assert [link.other.id for link in (await read(store)).links] == [DOUBT, FALLEN]


async def test_source_and_item_are_graded_apart_each_with_the_reason(store: Store) -> None:
    newer = make_source("ua-command", name="Command of Ukraine", url="https://example.org/")
    await store.append([newer], author="boris")
    grading = Grading(
        reliability=Reliability.C, credibility=Credibility.PROBABLE, reason=" seen\x1b[2J on film "
    )
    await grade(store, grading, claim_id=HELD, source_id="ua-command", author="carla", at=DAY)
    detail = await read(store)
    source = detail.source_item.record
    assert (source.reliability, source.reliability_reason) == (
        Reliability.C,
        "seen^[[2J on film",
    )
    assert (source.name, source.url) == (newer.name, newer.url), "nothing else is undone"
    assert detail.source_item.author == "carla"
    newest = detail.assessments[-1].record
    assert (newest.credibility, newest.author) == (Credibility.PROBABLE, "carla")
    assert detail.view.claim.credibility is Credibility.CANNOT_BE_JUDGED
    assert len(detail.assessments) == 2, "what was judged before stays"


async def test_a_grade_of_the_item_leaves_the_source_alone(store: Store) -> None:
    before = (await read(store)).source_item
    grading = Grading(credibility=Credibility.CONFIRMED, reason="three films")
    await grade(store, grading, claim_id=HELD, source_id="ua-command", author="carla", at=DAY)
    assert (await read(store)).source_item == before


@pytest.mark.parametrize(
    "grading",
    [Grading(reliability=Reliability.A, reason=" \u200b "), Grading(reason="because")],
)
async def test_no_grade_without_a_reason_and_no_reason_without_a_grade(
    store: Store, grading: Grading
) -> None:
    before = await store.info()
    with pytest.raises(UsageError):
        await grade(store, grading, claim_id=HELD, source_id="wire", author="carla", at=DAY)
    assert (await store.info()).revision == before.revision


async def test_a_source_that_is_gone_is_named(store: Store) -> None:
    grading = Grading(reliability=Reliability.A, reason="known")
    with pytest.raises(UnknownName):
        await grade(store, grading, claim_id=HELD, source_id="nowhere", author="carla", at=DAY)


async def test_notes_stand_beside_the_claim_oldest_first(store: Store) -> None:
    await annotate(store, "See \x9b31mthe map.", claim_id=HELD, author="carla", at=DAY)
    notes = (await read(store)).notes
    assert [item.record.author for item in notes] == ["anna", "carla"]
    assert "\x9b" not in notes[1].record.text
    with pytest.raises(UsageError):
        await annotate(store, " \n ", claim_id=HELD, author="carla", at=DAY)


async def test_a_withdrawn_claim_is_shown_as_history_and_proposes_nothing(store: Store) -> None:
    newest = (await read(store)).view.claim
    await store.append([newest], author="boris", act=Act.RETRACT)
    detail = await read(store)
    assert detail.withdrawn
    assert [v.item.act for v in detail.versions] == [Act.ASSERT, Act.CORRECT, Act.RETRACT]
    assert [link.other.id for link in detail.links] == [DOUBT]


async def test_the_citation_names_claim_and_state(store: Store) -> None:
    detail = await read(store)
    assert f"sitmon claim {HELD}" in detail.citation
    assert detail.fingerprint in detail.citation


async def test_the_citation_says_who_disputes_it_and_that_it_was_withdrawn(store: Store) -> None:
    assert "; disputed by an unnamed source; grades:" in (await read(store)).citation
    newest = (await read(store)).view.claim
    await store.append([newest], author="boris", act=Act.RETRACT)
    citation = (await read(store)).citation
    assert "Withdrawn on 2025-11-06 00:00 UTC by boris. Said by" in citation


async def test_among_many_claims_what_contradicts_it_is_found_and_the_limit_is_said(
    store: Store,
) -> None:
    later = DAY + timedelta(hours=1)
    many = [make_claim(f"c{n}", text=f"Shell {n} fell.", said_at=later) for n in range(510)]
    await store.append(many, author="anna")
    detail = await read(store)
    assert not detail.echoes.whole
    assert link_to(detail, FALLEN).link.standing is Standing.PROPOSED


async def test_the_bundled_example_has_its_disputes(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "pack.db"), clock=lambda: DAY)
    seen = Viewpoint(valid_at=end_of_day(DAY.date()))
    detail = await read(opened.store, "nyt-2025-11-05-11", seen)
    assert [link.other.id for link in detail.links] == ["nyt-2025-11-05-12", "nyt-2025-11-05-13"]
    for single in ("nyt-2025-11-05-08", "nyt-2025-11-05-09"):
        assert (await read(opened.store, single, seen)).links == ()
    await opened.store.close()
