"""A small situation around one claim: an echo, a link, a proposal, versions, grades and notes."""

from pathlib import Path

from situation.judgement import Likelihood
from situation.model import Affiliation, AnyRecord
from situation.store import open_store
from situation.store.base import Store
from situation.vocabulary import (
    Act,
    ClaimKind,
    ControlStatus,
    Credibility,
    Quote,
    Relation,
    Reliability,
    SourceKind,
)
from tests.situation.records import (
    DAY,
    Clock,
    make_assessment,
    make_cast,
    make_claim,
    make_link,
    make_note,
    make_reading,
    make_source,
)

HELD = "held"
FALLEN = "fallen"
FALLEN_URL = "https://example.org/taken"
ECHO = "echo"
DOUBT = "doubt"
HELD_TEXT = (
    "Ukrainian forces hold the whole of the city and its northern suburbs, the command says."
)


def side(party: str) -> Affiliation:
    return Affiliation(relation=Relation.SPEAKS_FOR, side=party)


def records() -> tuple[AnyRecord, ...]:
    """`held` against `fallen` by their readings; `echo` reports `held`; `doubt` disputes it."""
    control = {"kind": ClaimKind.CONTROL, "said_at": DAY}
    return (
        *make_cast(),
        make_source("ua-command", kind=SourceKind.MILITARY_COMMAND, affiliation=side("UA")),
        make_source("ru-command", kind=SourceKind.MILITARY_COMMAND, affiliation=side("RU")),
        make_source("wire", kind=SourceKind.NEWS_AGENCY, reliability=Reliability.A),
        make_source("nobody", kind=SourceKind.UNNAMED),
        make_claim(HELD, source="ua-command", text=HELD_TEXT, quote=Quote.INDIRECT, **control),
        make_claim(ECHO, source="ua-command", via=("wire",), text=HELD_TEXT, **control),
        make_claim(
            FALLEN, source="ru-command", text="The city is taken.", url=FALLEN_URL, **control
        ),
        make_claim(DOUBT, source="nobody", text="Part of it is lost.", via=("wire",)),
        make_reading(
            "held-reading",
            source="ua-command",
            status=ControlStatus.HELD,
            holder="UA",
            claim=HELD,
        ),
        make_reading(
            "fallen-reading",
            source="ru-command",
            status=ControlStatus.OCCUPIED,
            holder="RU",
            claim=FALLEN,
        ),
        make_link("doubted", DOUBT, HELD, reason="It says that a part is lost."),
        make_assessment(
            "likely",
            claims=(HELD,),
            opinion=None,
            likelihood=Likelihood.UNLIKELY,
            credibility=Credibility.DOUBTFUL,
            reason="films show otherwise",
            author="anna",
        ),
        make_note("first-note", claims=(HELD,), text="Ask the brigade.", author="anna"),
    )


async def claim_store(folder: Path, clock: Clock) -> Store:
    """A store that holds them, with a second version of `held` recorded a day later."""
    store = open_store(str(folder / "claims.db"), clock=clock, create=True)
    await store.append(records(), author="anna")
    clock.move(days=1)
    changed = make_claim(
        HELD,
        source="ua-command",
        text=HELD_TEXT.replace("says", "said"),
        quote=Quote.INDIRECT,
        kind=ClaimKind.CONTROL,
    )
    await store.append([changed], author="boris", act=Act.CORRECT)
    return store
