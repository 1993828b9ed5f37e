"""A citation says who, through whom and when, and invents nothing."""

from datetime import timedelta, timezone

import pytest

from situation.citation import citation
from situation.model import Affiliation, Source
from situation.views import ClaimView, LinkView
from situation.vocabulary import (
    Credibility,
    Independence,
    LinkKind,
    Precision,
    Quote,
    Relation,
    Reliability,
    SourceKind,
    Standing,
    Verification,
)
from tests.situation.records import DAY, make_claim, make_document, make_source

KYIV = timezone(timedelta(hours=2), "EET")
STAFF = make_source(
    "staff",
    name="The general staff",
    affiliation=Affiliation(relation=Relation.SPEAKS_FOR, side="UA"),
)
PAPER = make_source("paper", name="The paper", reliability=Reliability.B)


def _view(**fields: object) -> ClaimView:
    source = fields.pop("by", STAFF)
    more = {
        name: fields.pop(name)
        for name in ("links", "withdrawn_at", "withdrawn_by")
        if name in fields
    }
    return ClaimView(
        claim=make_claim("city-held", source="staff", via=("paper",), **fields),
        source=source,  # type: ignore[arg-type]  # popped from the fields of the claim
        via=(PAPER,),
        places=("Pokrovsk",),
        recorded_at=DAY + timedelta(days=1, hours=23),
        entry=7,
        is_new=False,
        **more,  # type: ignore[arg-type]  # popped from the fields of the claim
    )


def _link(other: Source, *, outgoing: bool = False, **fields: object) -> LinkView:
    given = {"kind": LinkKind.DISPUTES, "standing": Standing.STATED} | fields
    return LinkView(
        outgoing=outgoing,
        other=make_claim("other", source=other.id),
        other_source=other,
        independent=Independence.YES,
        reason="",
        **given,  # type: ignore[arg-type]  # the defaults and what differs
    )


def _cited(view: ClaimView, **more: object) -> str:
    given = {"fingerprint": "F-1", "now": DAY + timedelta(days=2), "zone": KYIV} | more
    return citation(view, **given)  # type: ignore[arg-type]  # the defaults and a document


def test_a_full_citation_is_one_paragraph() -> None:
    document = make_document(
        "a", published_at=DAY + timedelta(hours=9), fetched_at=DAY + timedelta(hours=10)
    )
    view = _view(
        text="The city\nis “held”.",
        quote=Quote.PARTIAL,
        hedge="so far",
        said_at=DAY + timedelta(hours=22, minutes=30),
        said_precision=Precision.EXACT,
        verification=Verification.UNVERIFIED,
        verification_by="paper",
        verification_words="It could not confirm this.",
        credibility=Credibility.DOUBTFUL,
        url="https://example.org/1",
        citation="The paper, 5 November 2025",
        document=document.id,
    )
    assert _cited(view, document=document) == (
        "The city is “held”. Said by The general staff (speaks for UA), "
        "2025-11-05 22:30 UTC (2025-11-06 00:30 EET); published by The paper; "
        "partial quote, hedged “so far”; "
        "verification: not independently confirmed (The paper): It could not confirm this; "
        "grades: source F (reliability cannot be judged), item 4 (doubtful); "
        "link: https://example.org/1; The paper, 5 November 2025; "
        f"document {document.id}; published 2025-11-05 09:00 UTC (11:00 EET); "
        "fetched 2025-11-05 10:00 UTC (12:00 EET); "
        "recorded 2025-11-06 23:00 UTC (2025-11-07 01:00 EET); "
        "sitmon claim city-held, data F-1, cited 2025-11-07 00:00 UTC (02:00 EET)."
    )


def test_what_is_not_known_is_said_and_not_made_up() -> None:
    text = _cited(_view())
    assert "no link recorded" in text
    assert "verification not stated" in text
    assert "Said by The general staff (speaks for UA), 5 Nov 2025;" in text
    assert "published 20" not in text
    assert "document" not in text


def test_nobody_named_is_said() -> None:
    nobody = make_source("nobody", kind=SourceKind.UNNAMED)
    assert "No source named, 5 Nov 2025;" in _cited(_view(by=nobody))


def test_a_withdrawn_claim_is_cited_as_withdrawn() -> None:
    at = DAY + timedelta(days=1, hours=23)
    text = _cited(_view(text="It fell.", withdrawn_at=at, withdrawn_by="anna"))
    when = "2025-11-06 23:00 UTC (2025-11-07 01:00 EET)"
    assert text.startswith(f"It fell. Withdrawn on {when} by anna. Said by The general staff")
    assert "recorded" not in text.replace("no link recorded", "")
    assert f"Withdrawn on {when}. Said by" in _cited(_view(withdrawn_at=at))


def test_who_disputes_it_and_whom_it_disputes_is_cited_but_no_proposal() -> None:
    links = (
        _link(PAPER),
        _link(make_source("radio", name="The radio"), standing=Standing.CONFIRMED),
        _link(PAPER),
        _link(make_source("court", name="The court"), outgoing=True),
        _link(make_source("rule", name="By rule"), standing=Standing.PROPOSED),
        _link(make_source("no", name="Rejected"), standing=Standing.REJECTED),
        _link(make_source("echo", name="Supporting"), kind=LinkKind.SUPPORTS),
    )
    text = _cited(_view(links=links))
    assert "; disputes The court; disputed by The paper, The radio; grades:" in text
    assert not any(name in text for name in ("By rule", "Rejected", "Supporting"))


@pytest.mark.parametrize("hostile", ["\x1b]52;c;x\x07", "\u202e", "a\r\nb"])
def test_no_control_character_comes_out(hostile: str) -> None:
    text = _cited(_view(hedge=hostile, citation=hostile))
    assert all(character.isprintable() for character in text)
