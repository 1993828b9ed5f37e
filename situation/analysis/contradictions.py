"""Links between claims that their predicates suggest; an analyst confirms or rejects each.

Disputes: two claims of different sources whose readings or figures cannot both be true of one
time. Supports: two claims that say the same of one time and come from independent sources. The
words of the claims play no part. Only one pair is proposed for two statements, however often they
were reported, and none where a link already joins them, whatever its kind and standing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final

from msgspec import Struct

from situation.analysis.echoes import group_echoes
from situation.analysis.figures import agrees, excludes
from situation.analysis.independence import independence_groups
from situation.analysis.predicates import Strength, control_conflict, same_state, state_words
from situation.analysis.roots import independence_of
from situation.analysis.spans import (
    R,
    Stand,
    figure_stands,
    overlapping_pairs,
    reading_stands,
)
from situation.model import Claim, ControlReading, Link, Source, Statistic
from situation.reports.words import figure_words
from situation.text import clean
from situation.vocabulary import (
    ClaimKind,
    Commitment,
    Independence,
    LinkKind,
    Standing,
    Verification,
)
from situation.wording import words_of

_ID_LENGTH: Final = 160
_REASON_LENGTH: Final = 600
_STRENGTHS: Final = (Strength.DIRECT, Strength.PARTIAL)


class _Finding(Struct, frozen=True, kw_only=True):
    """What the predicates of two claims say of each other."""

    kind: LinkKind
    strength: Strength
    earlier: Claim
    later: Claim
    rule: str


class _Ends(Struct, frozen=True, kw_only=True):
    """What is known of the claims that a link may join."""

    claims: Mapping[str, Claim]
    statement: Mapping[str, str]
    """The origin of each claim's echoes."""
    linked: frozenset[frozenset[str]]
    """Pairs of statements that a link joins already."""


_Judge = Callable[[R, R], tuple[LinkKind, Strength, str] | None]


def propose_links(
    readings: Iterable[ControlReading],
    statistics: Iterable[Statistic],
    claims: Iterable[Claim],
    sources: Mapping[str, Source],
    existing: Iterable[Link] = (),
) -> tuple[Link, ...]:
    """Find disputes and corroboration among claims by their readings and figures.

    Args:
        readings: those that name a claim are compared; the others only tell when a source
            replaced what it had said.
        statistics: likewise.
        claims: newest versions; intentions, mere possibilities ("would") and retracted claims
            assert nothing and are passed over.
        sources: by id; what an unknown source says is left out.
        existing: every link known, rejected ones too.

    Returns:
        Links with standing `PROPOSED`, the later claim their subject, the rule in `reason`,
        disputes first. The same records always give the same ids.
    """
    links, known = tuple(existing), tuple(claims)
    ends = _ends(known, sources, links)
    findings = [
        *_findings(reading_stands(readings, sources), ends, _judge_readings),
        *_findings(figure_stands(statistics, sources), ends, _judge_figures),
    ]
    groups = independence_groups(sources)
    proposed: dict[frozenset[str], Link] = {}
    for finding in sorted(findings, key=_rank):
        pair = _statements(finding.earlier, finding.later, ends)
        independent = independence_of(finding.earlier, finding.later, sources, groups)
        counts = finding.kind is LinkKind.DISPUTES or independent is Independence.YES
        if counts and len(pair) == 2 and pair not in ends.linked and pair not in proposed:
            proposed[pair] = _link(finding, independent)
    return tuple(proposed.values())


def _ends(claims: Iterable[Claim], sources: Mapping[str, Source], links: tuple[Link, ...]) -> _Ends:
    live = {claim.id: claim for claim in claims if _asserts(claim)}
    statement = {
        member: group.origin
        for group in group_echoes(live.values(), sources, links)
        for member in group.claims
    }
    linked = frozenset(
        frozenset(statement.get(end, end) for end in (link.subject, link.object)) for link in links
    )
    return _Ends(claims=live, statement=statement, linked=linked)


def _asserts(claim: Claim) -> bool:
    return (
        claim.kind is not ClaimKind.INTENT
        and claim.commitment is not Commitment.UNKNOWN
        and claim.verification is not Verification.RETRACTED
    )


def _findings(stands: Iterable[Stand[R]], ends: _Ends, judge: _Judge[R]) -> Iterator[_Finding]:
    by_place: dict[str, list[Stand[R]]] = {}
    for stand in stands:
        if stand.record.claim in ends.claims:
            by_place.setdefault(stand.record.place, []).append(stand)
    for local in by_place.values():
        for first, second in overlapping_pairs(local):
            judged = judge(first.record, second.record)
            if judged is None or first.record.source == second.record.source:
                continue
            ids = first.record.claim or "", second.record.claim or ""
            pair = [ends.claims[claim] for claim in ids]
            earlier, later = sorted(pair, key=_said)
            kind, strength, rule = judged
            yield _Finding(kind=kind, strength=strength, earlier=earlier, later=later, rule=rule)


def _said(claim: Claim) -> tuple[object, str]:
    return claim.said_at, claim.id


def _judge_readings(
    first: ControlReading, second: ControlReading
) -> tuple[LinkKind, Strength, str] | None:
    if conflict := control_conflict(first, second):
        rule = f"{conflict.strength} contradiction on control {conflict.rule}"
        return LinkKind.DISPUTES, conflict.strength, rule
    if same_state(first, second):
        return LinkKind.SUPPORTS, Strength.DIRECT, f"both say of one time: {state_words(first)}"
    return None


def _judge_figures(first: Statistic, second: Statistic) -> tuple[LinkKind, Strength, str] | None:
    metric = words_of(first.metric)
    said = f"{figure_words(first)} against {figure_words(second)}"
    if excludes(first, second):
        rule = f"direct contradiction on {metric}, of one base and time: {said}"
        return LinkKind.DISPUTES, Strength.DIRECT, rule
    if agrees(first, second):
        both = f"{figure_words(first)} and {figure_words(second)}"
        return LinkKind.SUPPORTS, Strength.DIRECT, f"{metric} of one base and time: {both}"
    return None


def _statements(earlier: Claim, later: Claim, ends: _Ends) -> frozenset[str]:
    return frozenset((ends.statement[earlier.id], ends.statement[later.id]))


def _rank(finding: _Finding) -> tuple[object, ...]:
    """Disputes first, direct ones first, the origins of echoes before the echoes."""
    return (
        finding.kind is not LinkKind.DISPUTES,
        _STRENGTHS.index(finding.strength),
        _said(finding.earlier),
        _said(finding.later),
        finding.rule,
    )


def _link(finding: _Finding, independent: Independence) -> Link:
    subject, target = finding.later.id, finding.earlier.id
    link_id = f"proposed:{finding.kind}:{subject}:{target}"
    if len(link_id) > _ID_LENGTH:
        digest = sha256(f"{subject}\n{target}".encode()).hexdigest()
        link_id = f"proposed:{finding.kind}:{digest}"
    return Link(
        id=link_id,
        subject=subject,
        kind=finding.kind,
        object=target,
        independent=independent,
        reason=clean(finding.rule, _REASON_LENGTH),
        standing=Standing.PROPOSED,
    )
