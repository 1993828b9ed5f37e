"""A claim typed by hand: the fields, and which of them is wrong."""

from typing import ClassVar, Final

from msgspec import convert
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from situation.errors import UsageError
from situation.store.base import Store
from situation.typed_claim import TypedClaim
from situation.vocabulary import ClaimKind, Quote, Verification
from tui.contract import Situation
from tui.screens.entry import Entry
from tui.screens.leaving import LeftOnce

LISTS: Final = frozenset({"place", "via"})
"""Fields that take several names, with commas between them."""
FIELDS: Final = (
    ("place", "in any spelling, commas between them"),
    ("source", "who says it: a known source"),
    ("new_source", "or a name that is not known yet"),
    ("new_source_tie", "to a side: none, or such as ties:RU"),
    ("via", "who reported it, commas between them"),
    ("kind", "what kind of statement it is"),
    ("text", "what is said, one checkable statement"),
    ("said", "when: 2025-11-05, 06:00, 3d, today"),
    ("quote", "whether these are the source's words"),
    ("verification", "what is said of its being checked"),
    ("hedge", "the words of doubt, if any"),
    ("url", "where it can be read"),
)
"""Names, and hints that are whole in a terminal of 60 columns."""
ANSWERS: Final = {
    "said": "2025-11-05, 2025-11-05T06:00Z, 06:00, 3d, today",
    "kind": ", ".join(ClaimKind),
    "quote": ", ".join(Quote),
    "verification": ", ".join(Verification),
}
"""What may be written into a field: said under the form while the cursor is in it."""


class ClaimForm(LeftOnce[None], ModalScreen[None]):
    """Takes a claim field by field and records it; what is wrong is said while in its field.

    Args:
        situation: the application, which records.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "record nothing"),
        Binding("down,enter", "app.focus_next", "next field"),
        Binding("up", "app.focus_previous", "field before"),
        Binding("ctrl+r", "record", "record the claim", priority=True),
    ]

    def __init__(self, situation: Situation) -> None:
        super().__init__()
        self._situation = situation
        self._wrong: dict[str, str] = {}
        """Field → what was wrong with it, or with all, at the last try to record."""

    def compose(self) -> ComposeResult:
        """A line for each field, and under them what is to be known of the one with the cursor."""
        with VerticalScroll(id="form"):
            for name, hint in FIELDS:
                with Horizontal(classes="field"):
                    yield Static(Content(name.replace("_", " ")), classes="name")
                    yield Entry(placeholder=hint, id=f"field-{name}", compact=True)
            yield Static(id="told")

    def on_mount(self) -> None:
        """Say what the form is and how it ends."""
        form = self.query_one("#form", VerticalScroll)
        form.can_focus = False
        form.border_title = Content("A claim typed by hand")
        form.border_subtitle = Content("↵ next field · ctrl+r records · esc records nothing")
        self.field(FIELDS[0][0]).focus()

    def action_close(self) -> None:
        """Back to the feed; nothing is recorded."""
        self.dismiss()

    @on(DescendantFocus)
    def _tell(self) -> None:
        """Say under the fields what is wrong with the one with the cursor, or what it takes."""
        name = self._current()
        told = self.query_one("#told", Static)
        told.set_class(name in self._wrong, "wrong")
        told.update(Content(self._wrong.get(name) or ANSWERS.get(name, "")))

    def _current(self) -> str:
        return (self.focused.id or "").removeprefix("field-") if self.focused else ""

    @on(Input.Submitted)
    def _field_done(self, event: Input.Submitted) -> None:
        if event.input is self.field(FIELDS[-1][0]):
            self.action_record()
        else:
            self.focus_next()

    def action_record(self) -> None:
        """Record the claim; the form stays until that has worked."""
        self._situation.record(self._add, "the claim is recorded")

    async def _add(self, store: Store) -> None:
        # What compares a new version with the old is loaded with the first claim typed.
        from situation.claim_recording import add_claim  # noqa: PLC0415

        situation = self._situation
        try:
            await add_claim(store, self._typed(), author=situation.author, clock=situation.clock)
        except UsageError as error:
            self._say_wrong(error)
            raise
        self.dismiss()

    def _typed(self) -> TypedClaim:
        typed: dict[str, str | tuple[str, ...]] = {}
        for name, _hint in FIELDS:
            value = self.field(name).value.strip()
            names = tuple(part.strip() for part in value.split(",") if part.strip())
            typed[name] = names if name in LISTS else value
        return convert(typed, TypedClaim)

    def _say_wrong(self, error: UsageError) -> None:
        """Say it under the fields, and put the cursor where it is to be mended."""
        named = error.where.lstrip("-").replace("-", "_")
        if named not in {name for name, _hint in FIELDS}:
            named = self._current()
        self._wrong = {named: error.line}
        if named != self._current():
            self.field(named).focus()
        self._tell()

    def field(self, name: str) -> Input:
        """The line of a field."""
        return self.query_one(f"#field-{name}", Input)
