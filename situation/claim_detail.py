"""Everything about one claim at a viewpoint, as frozen values; read by `claim_reading`."""

from datetime import datetime

from msgspec import Struct

from situation.model import Assessment, Claim, Link, Note, Source
from situation.periods import Viewpoint
from situation.store.base import Recorded
from situation.views import ClaimView
from situation.vocabulary import Act, Standing


class LinkDetail(Struct, frozen=True, kw_only=True):
    """A link with the claim at its other end. `outgoing`: this claim is the link's subject."""

    link: Link
    outgoing: bool
    other: Claim
    other_source: Source
    recorded_at: datetime | None = None
    """None: a rule proposes it, and nobody has recorded anything about it."""
    author: str = ""
    """Who recorded its newest version."""

    @property
    def is_open(self) -> bool:
        """Whether an analyst may confirm or reject it: a rule proposed it, nobody stated it."""
        return self.link.standing is not Standing.STATED


class Version(Struct, frozen=True, kw_only=True):
    """One version of the claim and what it changed."""

    item: Recorded[Claim]
    changed: tuple[str, ...] = ()
    """Names of the fields that differ from the version before."""


class EchoReport(Struct, frozen=True, kw_only=True):
    """One report of the same statement."""

    claim: Claim
    source: Source
    via: tuple[Source, ...]
    rule: str = ""
    """What joined it to the origin; empty for the origin."""


class Echoes(Struct, frozen=True, kw_only=True):
    """The reports of what the claim says, the origin first."""

    reports: tuple[EchoReport, ...]
    total: int
    """Reports counted, those of statements that support it included."""
    origins: int
    """Independent origins of these."""
    whole: bool
    """False: there were more claims about these places than are compared."""


class ClaimDetail(Struct, frozen=True, kw_only=True):
    """One claim with its history and everything that was put beside it."""

    view: ClaimView
    viewpoint: Viewpoint
    source_item: Recorded[Source]
    """The claimant's newest version: who graded it, and when."""
    versions: tuple[Version, ...]
    """Oldest first."""
    links: tuple[LinkDetail, ...]
    echoes: Echoes
    assessments: tuple[Recorded[Assessment], ...]
    """Oldest first, as the notes."""
    notes: tuple[Recorded[Note], ...]
    fingerprint: str
    citation: str

    @property
    def withdrawn(self) -> bool:
        """Whether its newest version took it back."""
        return bool(self.versions) and self.versions[-1].item.act is Act.RETRACT
