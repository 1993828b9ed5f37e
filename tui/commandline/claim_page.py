"""`sitmon claim show ID`: the claim's screen as lines of text."""

from typing import TYPE_CHECKING, Final

from situation.claim_detail import ClaimDetail, LinkDetail
from situation.claim_reading import build_claim_detail
from situation.errors import UsageError
from situation.periods import format_minute, format_said
from situation.reports.claim_page import claim_page_json
from situation.vocabulary import LinkKind, Standing
from situation.wording import source_name, tie
from tui.commandline.question import Answer, Question

if TYPE_CHECKING:
    from widgets.lines import Line

WIDTH: Final = 98
"""Cells of a line: as wide as prose is read, whatever the terminal."""


async def answer_claim(question: Question) -> Answer:
    """Everything about a claim, in the words of its screen.

    Raises:
        UsageError: the store knew no such claim then.
        StoreError: the store cannot be read.
    """
    wanted = question.options.claim
    detail = await build_claim_detail(
        question.store, wanted, question.viewpoint, now=question.clock()
    )
    if detail is None:
        raise UsageError(
            f"there is no claim “{wanted}”, or it had not been said or recorded then",
            do="sitmon claims lists them, each with its id",
        )
    return Answer(lines=claim_page_lines(detail), json=claim_page_json(detail))


def claim_page_lines(detail: ClaimDetail) -> list[str]:
    """The sheet and the links of a claim, none of the lines wider than `WIDTH`."""
    # The sheet's own words, drawn without a screen: what is read here is what stands there.
    from widgets.claim_annex import ClaimAnnex  # noqa: PLC0415
    from widgets.claim_text import ClaimText  # noqa: PLC0415
    from widgets.glyphs import UNICODE  # noqa: PLC0415

    text = ClaimText(detail, UNICODE, WIDTH)
    annex = ClaimAnnex(detail, UNICODE, WIDTH, has_keys=False)
    upper = (*text.statement(), *text.attribution(), *text.times(), *text.judgements())
    lower = (*annex.echoes(), *annex.notes(), *annex.history(), *annex.citation())
    return [
        f"Claim {detail.view.claim.id}",
        *map(_plain, upper),
        *_link_lines(detail),
        *map(_plain, lower),
    ]


def _plain(line: "Line") -> str:
    return "".join(text for text, _ in line).rstrip()


def _link_lines(detail: ClaimDetail) -> list[str]:
    count = len(detail.links)
    lines = [f"Links   {count or 'none'}"]
    for link in detail.links:
        lines += _one_link(link)
    return [*lines, ""]


def _one_link(link: LinkDetail) -> list[str]:
    """Which way it bears on whom, who stands behind it, and why."""
    other = link.other
    way = link.link.kind.value if link.outgoing else f"is under “{link.link.kind.value}” of"
    counts = link.link.standing is not Standing.REJECTED
    mark = "! " if link.link.kind is LinkKind.DISPUTES and counts else ""
    who = f"{source_name(link.other_source)} ({tie(link.other_source) or 'nobody named'})"
    said = format_said(other.said_at, other.said_precision)
    stands = f"{link.link.standing.value} by {link.author or 'a rule'}"
    when = f", {format_minute(link.recorded_at)}" if link.recorded_at else ""
    independence = f"independent: {link.link.independent.value}"
    lines = [f"{mark}{way} {who}, {said}: {other.text}".replace("\n", " ")]
    lines.append(f"    {stands}{when} · {independence} · id {other.id}")
    return [*lines, f"    {link.link.reason}"] if link.link.reason else lines
