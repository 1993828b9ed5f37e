"""Finds, for each report, the few earlier ones that it can be an echo of."""

from collections.abc import Collection, Hashable, Iterator

from situation.analysis.echo_rules import COPIED_WORDS, ECHO_TIME, Echo, Report, echo_of
from situation.analysis.statements import likeness


class EchoIndex:
    """The origins so far, by what every report of a statement has in common.

    That is its kind, its places and its words without those that a report may add; the claimant
    too, but for texts long enough to be told from a copy. So a report is compared with a handful,
    however many claims there are.
    """

    def __init__(self, kept_apart: Collection[frozenset[str]]) -> None:
        self._kept_apart = kept_apart
        self._origins: dict[Hashable, list[Report]] = {}

    def add(self, report: Report) -> None:
        """Take a report as an origin; they come in the order of `age_and_distance`."""
        for key in _keys(report):
            self._origins.setdefault(key, []).append(report)

    def origin_of(self, report: Report) -> tuple[str, Echo] | None:
        """Claim id of the likest origin and what joins them; None: the first of its kind."""
        likest, found = 0.0, None
        for origin in self._candidates(report):
            likely = likeness(origin.text, report.text)
            echo = echo_of(origin, report, likely)
            if echo and likely > likest:
                likest, found = likely, (origin.claim.id, echo)
        return found

    def _candidates(self, report: Report) -> Iterator[Report]:
        for key in _keys(report):
            # In the order said, so that what lies before the first one too old is older still.
            for origin in reversed(self._origins.get(key, ())):
                if report.claim.said_at - origin.claim.said_at > ECHO_TIME:
                    break
                if frozenset((origin.claim.id, report.claim.id)) not in self._kept_apart:
                    yield origin


def _keys(report: Report) -> Iterator[Hashable]:
    claim, text = report.claim, report.text
    if not text.words:
        return
    about = (claim.kind, frozenset(claim.places), text.core(report.chain))
    yield (*about, report.root)
    if len(text.words) >= COPIED_WORDS:
        yield about
