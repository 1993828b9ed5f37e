"""Reports of one statement, collapsed to their origin; every join names its rule.

A claim is an echo of an earlier one (the more direct one, where both were said at once) when

1. both go back to the same claimant and their words are near-identical, or
2. another source printed the same words at length as its own, or
3. somebody stated, or an analyst confirmed, that it is a duplicate.

For 1 and 2 the claims must be of one kind, about the same places, said within `ECHO_TIME` of each
other, and alike by the rules of `statements` and `echo_rules`. A claim is compared with the origin
of a group, never with another echo: small differences cannot add up.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from situation.analysis.echo_index import EchoIndex
from situation.analysis.echo_rules import Echo, JoinedBy, age_and_distance, report_of
from situation.analysis.independence import independence_groups
from situation.model import Claim, Link, Source
from situation.vocabulary import LinkKind, Standing

_JOINING: Final = frozenset({Standing.STATED, Standing.CONFIRMED})


class EchoGroup(Struct, frozen=True, kw_only=True):
    """One statement with all its reports."""

    origin: str
    """Claim id of the earliest, most direct report."""
    echoes: tuple[Echo, ...] = ()
    roots: tuple[str, ...] = ()
    """Independence groups that it goes back to; more than one only where a link joined them."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all reports, the origin first."""
        return (self.origin, *(echo.claim for echo in self.echoes))


class Tally(Struct, frozen=True, kw_only=True):
    """How often something was reported and by how many independent origins."""

    reports: int
    origins: int


def group_echoes(
    claims: Iterable[Claim], sources: Mapping[str, Source], links: Iterable[Link] = ()
) -> tuple[EchoGroup, ...]:
    """Collapse claims to their statements.

    Args:
        claims: each once, newest versions.
        sources: by id.
        links: a `duplicates` link that was stated or confirmed joins, a rejected one keeps apart.

    Returns:
        One group for each statement, also where it has one report only, in the order said.
    """
    duplicates = [link for link in links if link.kind is LinkKind.DUPLICATES]
    kept_apart = {
        frozenset((link.subject, link.object))
        for link in duplicates
        if link.standing is Standing.REJECTED
    }
    reports = sorted((report_of(claim, sources) for claim in claims), key=age_and_distance)
    groups: dict[str, list[Echo]] = {}
    index = EchoIndex(kept_apart)
    for report in reports:
        found = index.origin_of(report)
        if found is None:
            groups[report.claim.id] = []
            index.add(report)
        else:
            origin, echo = found
            groups[origin].append(echo)
    _join_by_links(groups, [link for link in duplicates if link.standing in _JOINING])
    voices = independence_groups(sources)
    roots = {report.claim.id: voices.get(report.root, report.root) for report in reports}
    return tuple(_group(origin, echoes, roots) for origin, echoes in groups.items())


def tally(claim: str, groups: Iterable[EchoGroup], links: Iterable[Link] = ()) -> Tally:
    """Count the reports of what a claim says, and their independent origins.

    Args:
        claim: a claim's id.
        groups: of `group_echoes`.
        links: statements that support the claim's are counted with it, unless it was rejected.
    """
    by_claim = {member: group for group in groups for member in group.claims}
    own = by_claim.get(claim)
    counted = {own.origin: own} if own else {}
    for link in links:
        ends = by_claim.get(link.subject), by_claim.get(link.object)
        supports = link.kind is LinkKind.SUPPORTS and link.standing is not Standing.REJECTED
        if supports and own in ends:
            counted |= {group.origin: group for group in ends if group}
    return Tally(
        reports=sum(len(group.claims) for group in counted.values()),
        origins=len({root for group in counted.values() for root in group.roots}),
    )


def _join_by_links(groups: dict[str, list[Echo]], links: Iterable[Link]) -> None:
    """Merge the groups at both ends of each link into the one whose origin was said first."""
    order = {origin: place for place, origin in enumerate(groups)}
    home = {echo.claim: origin for origin, echoes in groups.items() for echo in echoes}
    home |= {origin: origin for origin in groups}
    for link in links:
        if link.subject not in home or link.object not in home:
            continue
        first, second = sorted((home[link.subject], home[link.object]), key=order.__getitem__)
        if first != second:
            reason = f": {link.reason}" if link.reason else ""
            rule = f"{JoinedBy.LINK} ({link.standing}){reason}"
            joined = Echo(claim=second, joined_by=JoinedBy.LINK, rule=rule)
            groups[first] += [joined, *groups.pop(second)]
            home |= {claim: first for claim, origin in home.items() if origin == second}


def _group(origin: str, echoes: list[Echo], roots: Mapping[str, str]) -> EchoGroup:
    # A copy of somebody's words adds no root of its own; a claim that only a link joined does.
    linked = [echo.claim for echo in echoes if echo.joined_by is JoinedBy.LINK]
    voices = dict.fromkeys(roots[claim] for claim in (origin, *linked))
    return EchoGroup(origin=origin, echoes=tuple(echoes), roots=tuple(voices))
