"""A claim with everything beside it, as values for the panes."""

from typing import Any

from situation.claim_detail import ClaimDetail, Echoes, EchoReport, LinkDetail, Version
from situation.model import Link
from situation.periods import Viewpoint
from situation.store.base import Recorded
from situation.views import ClaimView
from situation.vocabulary import Act, LinkKind, Standing
from tests.widgets import views


def detail(view: ClaimView | None = None, **fields: Any) -> ClaimDetail:
    """A claim of its first version, alone."""
    view = view or views.claims()[1]
    first: Recorded[Any] = Recorded(
        record=view.claim, recorded_at=views.day(5), entry=1, author="pack", act=Act.ASSERT
    )
    report = EchoReport(claim=view.claim, source=view.source, via=view.via)
    defaults: dict[str, Any] = {
        "view": view,
        "viewpoint": Viewpoint(valid_at=views.NOW),
        "source_item": Recorded(
            record=view.source, recorded_at=views.day(5), entry=1, author="pack"
        ),
        "versions": (Version(item=first),),
        "links": (),
        "echoes": Echoes(reports=(report,), total=1, origins=1, whole=True),
        "assessments": (),
        "notes": (),
        "fingerprint": "DX8-1K0V8G8-1A-9QT3V0ZB",
        "citation": "Nearly a third. Said by Volodymyr Zelensky.",
    }
    return ClaimDetail(**{**defaults, **fields})


def link(other: ClaimView, *, outgoing: bool = True, **fields: Any) -> LinkDetail:
    """Disputes another claim; a proposal unless told otherwise."""
    details = {key: fields.pop(key) for key in ("recorded_at", "author") if key in fields}
    ends = ("this", other.claim.id) if outgoing else (other.claim.id, "this")
    given: dict[str, Any] = {
        "id": f"link:{other.claim.id}",
        "subject": ends[0],
        "object": ends[1],
        "kind": LinkKind.DISPUTES,
        "standing": Standing.PROPOSED,
        "reason": "direct contradiction on control",
    }
    return LinkDetail(
        link=Link(**given | fields),
        outgoing=outgoing,
        other=other.claim,
        other_source=other.source,
        **details,
    )
