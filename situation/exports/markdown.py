"""Claims as Markdown: one paragraph each, as a citation has it, and the credits at the end."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from situation.citation import citation
from situation.exports.marktext import markdown
from situation.exports.table import Origin
from situation.model import Source
from situation.reports.status import viewpoint_words
from situation.views import ClaimView


def markdown_text(views: Sequence[ClaimView], origin: Origin, *, now: datetime) -> str:
    """The claims in the order given; outside text is escaped.

    Args:
        views: what is exported.
        origin: named under the title.
        now: the day of the citations.
    """
    paragraphs = [
        f"- {markdown(citation(view, fingerprint=origin.fingerprint, now=now, zone=UTC))}"
        for view in views
    ]
    sources = [source for view in views for source in (view.source, *view.via)]
    lines = [
        *heading(f"{origin.title}: claims", origin),
        "",
        *(paragraphs or ["No claims."]),
        *credit_lines(sources),
    ]
    return "\n".join(lines) + "\n"


def heading(title: str, origin: Origin) -> list[str]:
    """The title of a document and what it is a picture of."""
    return [
        f"# {markdown(title)}",
        "",
        f"{markdown(viewpoint_words(origin.viewpoint))} · data {origin.fingerprint}",
    ]


def credit_lines(sources: Iterable[Source]) -> list[str]:
    """A closing list of whoever wants to be named, with their terms; empty when nobody does."""
    credited = {s.id: s for s in sources if s.credit or s.terms}
    if not credited:
        return []
    lines = [
        f"- {markdown(': '.join(filter(None, (source.credit or source.name, source.terms))))}"
        for _, source in sorted(credited.items())
    ]
    return ["", "## Credits", "", *lines]
