"""The links of the worked example and of the labelled claims, as the rules find them."""

from situation.analysis.contradictions import propose_links
from situation.model import Claim, ControlReading, Link, Statistic
from situation.pack import load_pack
from situation.vocabulary import Independence, LinkKind
from tests.situation.labelled_claims import SOURCES as LABELLED_SOURCES
from tests.situation.labelled_claims import labelled_claims


def test_the_worked_example() -> None:
    records = load_pack().records
    sources = {source.id: source for source in load_pack().sources}
    readings = [r for r in records if isinstance(r, ControlReading)]
    figures = [r for r in records if isinstance(r, Statistic)]
    claims = [r for r in records if isinstance(r, Claim)]
    links = [r for r in records if isinstance(r, Link)]
    found = propose_links(readings, figures, claims, sources)
    pairs = {frozenset((link.subject, link.object)): link for link in found}
    nyt, ring = "nyt-2025-11-05-", "gerasimov-2025-10-encircled"
    for column in ("12", "13"):
        link = pairs[frozenset((f"{nyt}11", nyt + column))]
        assert link.kind is LinkKind.DISPUTES
        assert link.independent is Independence.UNKNOWN
        assert "partial" in link.reason
        assert "nobody says that they are different ones" in link.reason
    for other in ("ua-military-2025-11-04-districts", "syrskyi-2025-11-01-held"):
        link = pairs[frozenset((other, ring))]
        assert (link.kind, link.independent) == (LinkKind.DISPUTES, Independence.YES)
        assert "direct" in link.reason
    touched = {end for pair in pairs for end in pair}
    assert not touched & {f"{nyt}08", f"{nyt}09"}
    assert {frozenset((link.subject, link.object)) for link in links} <= pairs.keys()
    fresh = propose_links(readings, figures, claims, sources, links)
    assert {link.id for link in fresh} == {link.id for link in found} - {
        pairs[frozenset((link.subject, link.object))].id for link in links
    }


def test_the_labelled_claims() -> None:
    labelled = labelled_claims()
    proposed = propose_links(labelled.readings, labelled.figures, labelled.claims, LABELLED_SOURCES)
    statement = labelled.statement_of
    found = {
        frozenset((statement[link.subject], statement[link.object]))
        for link in proposed
        if link.kind is LinkKind.DISPUTES
    }
    right = len(found & labelled.contradictions)
    assert right / len(found) >= 0.85
    assert right / len(labelled.contradictions) >= 0.85
