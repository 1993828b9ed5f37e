"""What an analyst is asked: a grade with its reason, or a note."""

from collections.abc import Iterable
from typing import ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from situation.analyst_acts import NOTE_LIMIT, REASON_LIMIT, Grading
from situation.grades import CREDIBILITY_HELP, RELIABILITY_HELP, credibility_text, reliability_text
from situation.model import Source
from situation.vocabulary import Credibility, Reliability, SourceKind
from situation.wording import source_name
from tui.screens.entry import Entry
from tui.screens.leaving import LeftOnce
from widgets.glyphs import Glyphs, Mark

R = TypeVar("R")

_WORDS_CELLS: Final = 31
_REASON_HINT: Final = "why: what the grade rests on"
_GRADE_FOOT: Final = "a-f source  1-6 item  enter reason, then record  esc back"
_NOTE_FOOT: Final = "enter records it  esc leaves"


class Prompt(LeftOnce[R | None], ModalScreen[R | None], Generic[R]):
    """A framed question with one line to type in.

    Args:
        title: what is asked, on the frame.
        foot: the keys, on the frame.
        hint: what the line is for.
        limit: the most characters that it takes.
        glyphs: the marks to draw with.
    """

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "leave")]

    def __init__(self, *, title: str, foot: str, hint: str, limit: int, glyphs: Glyphs) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._title_text = title
        self._foot = foot
        self._hint = hint
        self._limit = limit

    def compose(self) -> ComposeResult:
        """What the question explains, and the line."""
        with Vertical(classes="prompt -ascii" if self.glyphs.plain else "prompt"):
            if self.explanation():
                yield Static(self.explanation(), id="explained")
            yield Entry(placeholder=self._hint, max_length=self._limit, compact=True)
            yield Static(id="complaint")

    def on_mount(self) -> None:
        """Name the question."""
        frame = self.query_one(".prompt", Vertical)
        frame.border_title = Content(self._title_text)
        frame.border_subtitle = Content(self._foot)

    def explanation(self) -> Content:
        """What stands above the line; prompts override it."""
        return Content("")

    def complain(self, text: str) -> None:
        """Say what is missing."""
        self.query_one("#complaint", Static).update(Content.styled(text, "$warning"))

    def action_back(self) -> None:
        """Leave, and record nothing."""
        self.dismiss()


class GradePrompt(Prompt[Grading]):
    """Asks for the grade of the source, of the item, or of both, and for the reason.

    Args:
        source: the claimant.
        credibility: the item's grade as recorded.
        glyphs: the marks to draw with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{grade.lower()},{grade}", f"reliability('{grade}')", f"source: {grade}")
            for grade in Reliability
        ),
        *(
            Binding(str(grade.value), f"credibility({grade.value})", f"item: {grade.value}")
            for grade in Credibility
        ),
        Binding("enter", "reason", "give the reason"),
    ]

    def __init__(self, source: Source, credibility: Credibility, glyphs: Glyphs) -> None:
        super().__init__(
            title="Grade",
            foot=_GRADE_FOOT,
            hint=_REASON_HINT,
            limit=REASON_LIMIT,
            glyphs=glyphs,
        )
        self._source = source
        self._before = credibility
        self._reliability: Reliability | None = None
        self._credibility: Credibility | None = None

    @property
    def _is_unnamed(self) -> bool:
        return self._source.kind is SourceKind.UNNAMED

    def explanation(self) -> Content:
        """Both scales, each grade with its meaning, the chosen ones marked."""
        return Content("\n").join((*self._source_scale(), *self._item_scale()))

    def action_reliability(self, grade: str) -> None:
        """Choose the source's grade, or drop the choice."""
        if self._is_unnamed:
            self.complain("nobody is named: only the item can be graded, 1 to 6")
            return
        chosen = Reliability(grade)
        self._reliability = None if self._reliability is chosen else chosen
        self._show_choice()

    def action_credibility(self, grade: int) -> None:
        """Choose the item's grade, or drop the choice."""
        chosen = Credibility(grade)
        self._credibility = None if self._credibility is chosen else chosen
        self._show_choice()

    def action_reason(self) -> None:
        """Go on to the reason."""
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """From the reason back to the grades; from these leave, and record nothing."""
        if self.query_one(Input).has_focus:
            self.set_focus(None)
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        reason = event.value.strip()
        if self._reliability is None and self._credibility is None:
            self.complain("choose a to f for the source or 1 to 6 for the item (esc goes there)")
        elif not reason:
            self.complain("a reason is needed: what does the grade rest on?")
        else:
            self.dismiss(
                Grading(reliability=self._reliability, credibility=self._credibility, reason=reason)
            )

    def _show_choice(self) -> None:
        self.complain("")
        self.query_one("#explained", Static).update(self.explanation())

    def _source_scale(self) -> Iterable[Content]:
        source = self._source
        now = "cannot be graded" if self._is_unnamed else f"now {source.reliability}"
        yield Content.styled(f"The source: {source_name(source)}, {now}", "bold")
        for grade in Reliability:
            words, meaning = reliability_text(grade), RELIABILITY_HELP[grade]
            yield self._row(words, meaning, chosen=grade is self._reliability)

    def _item_scale(self) -> Iterable[Content]:
        yield Content.styled(f"The item: what is claimed, now {self._before.value}", "bold")
        for grade in Credibility:
            words, meaning = credibility_text(grade), CREDIBILITY_HELP[grade]
            yield self._row(words, meaning, chosen=grade is self._credibility)

    def _row(self, words: str, meaning: str, *, chosen: bool) -> Content:
        mark = self.glyphs[Mark.FOCUS] if chosen else " "
        style = "bold $accent" if chosen else ""
        return Content.assemble(
            (f"{mark} {words.ljust(_WORDS_CELLS)}", style), (meaning, style or "$text-muted")
        )


class NotePrompt(Prompt[str]):
    """Asks for a note.

    Args:
        glyphs: the marks to draw with.
    """

    AUTO_FOCUS = "Input"

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(
            title="Note beside the claim",
            foot=_NOTE_FOOT,
            hint="what others should know of it",
            limit=NOTE_LIMIT,
            glyphs=glyphs,
        )

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value)
        else:
            self.complain("the note is empty")
