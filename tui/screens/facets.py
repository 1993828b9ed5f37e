"""The facets of the feed: every value that can be asked for, with what is chosen."""

from collections.abc import Iterator
from typing import ClassVar, Final

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from situation.claim_search import facet_values, with_value, without_value
from situation.lookup import folded
from situation.views import Snapshot
from situation.vocabulary import ClaimKind, Credibility, Reliability, Verification
from situation.wording import source_name, tie, words_of
from tui.screens.leaving import LeftOnce
from widgets.glyphs import Glyphs
from widgets.lines import Line, between
from widgets.rows import Rows
from widgets.theme import Role

PERIODS: Final = (("24h", "a day"), ("3d", "three days"), ("7d", "a week"), ("30d", "30 days"))
_FACET_CELLS: Final = 10


class FacetValue(Struct, frozen=True, kw_only=True):
    """One value that a reader can choose."""

    facet: str
    value: str
    label: str
    claims: int | None = None
    """How many claims have it, where that is known without asking."""
    chosen: bool = False


class FacetsScreen(LeftOnce[str | None], ModalScreen[str | None]):
    """A list to choose from; ends with the search line that says what was chosen.

    Args:
        snapshot: whose sources, sides and places are offered.
        line: the search line so far.
        glyphs: the marks to draw with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f", "done", "show what was chosen"),
        Binding("space", "choose", "choose, or no longer"),
    ]

    def __init__(self, snapshot: Snapshot, line: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._line = line
        self._rows = Rows[FacetValue](_key, self._draw_value, glyphs=glyphs)
        self._ellipsis = glyphs.ellipsis

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(id="facets"):
            yield self._rows

    def on_mount(self) -> None:
        """Fill the list."""
        frame = self.query_one("#facets")
        frame.border_title = Content("Facets")
        frame.border_subtitle = Content("space or enter chooses · esc shows the claims")
        self._fill()
        self._rows.focus()

    def action_done(self) -> None:
        """Back to the feed, with the line."""
        self.dismiss(self._line)

    @on(Rows.Chosen)
    def action_choose(self) -> None:
        """Choose the value under the cursor, or no longer."""
        value = self._rows.highlighted
        if value is not None:
            change = without_value if value.chosen else with_value
            self._line = change(self._line, value.facet, value.value)
            self._fill()

    def _fill(self) -> None:
        chosen = {
            (facet, folded(value))
            for facet, values in facet_values(self._line).items()
            for value in values
        }
        self._rows.set_items(
            [
                FacetValue(
                    facet=facet,
                    value=value,
                    label=label,
                    claims=claims,
                    chosen=(facet, folded(value)) in chosen,
                )
                for facet, value, label, claims in _offered(self._snapshot)
            ]
        )

    def _draw_value(self, value: FacetValue, width: int) -> tuple[Line, ...]:
        tick = "[x]" if value.chosen else "[ ]"
        role = Role.STRONG if value.chosen else Role.TEXT
        left: Line = (
            (f"{tick} ", role),
            (value.facet.ljust(_FACET_CELLS), Role.MUTED),
            (value.label, role),
        )
        claims = "" if value.claims is None else f"{value.claims:,}"
        return (between(left, ((claims, Role.MUTED),), width, self._ellipsis),)


def _offered(snapshot: Snapshot) -> Iterator[tuple[str, str, str, int | None]]:
    """Facet, value, label and number of claims of everything that can be chosen."""
    for party in snapshot.parties:
        yield "side", party.id, f"{party.id}  {party.name}", None
    for kind in ClaimKind:
        yield "kind", kind.value, kind.value, None
    for word in Verification:
        yield "checked", word.value, words_of(word.value), None
    for letter in Reliability:
        yield "grade", letter.value, f"{letter.value}  of the source", None
    for digit in Credibility:
        yield "grade", str(digit.value), f"{digit.value}  {words_of(digit.name.lower())}", None
    for age, words in PERIODS:
        yield "since", age, f"said within {words}", None
    yield "withdrawn", "yes", "withdrawn claims too", None
    for region in sorted({row.region for row in snapshot.rows if row.region}):
        yield "region", region, region, None
    for row in sorted(snapshot.rows, key=lambda row: (-row.claims, row.place.name)):
        yield "place", row.place.id, f"{row.place.name}  {row.region}", row.claims
    for source in sorted(snapshot.sources, key=lambda source: folded(source.name)):
        yield "source", source.id, f"{source_name(source)}  {tie(source)}", None


def _key(value: FacetValue) -> str:
    return f"{value.facet}:{value.value}"
