"""Running the application from start to exit code."""

from platformdirs import user_state_path
from textual.app import App

from situation.errors import ExitCode, SitmonError
from situation.opening import APPLICATION, Opened
from situation.periods import Clock, Viewpoint
from tui.app import SitmonApp
from tui.author import login_name
from widgets.glyphs import ASCII, UNICODE


def run_app(
    opened: Opened,
    *,
    clock: Clock,
    viewpoint: Viewpoint | None,
    place: str | None,
    theme: str,
    ascii_only: bool,
) -> int:
    """Run the monitor until the reader leaves.

    Returns:
        The exit code.
    """
    app = SitmonApp(
        opened,
        clock=clock,
        viewpoint=viewpoint,
        place=place,
        theme=theme,
        glyphs=ASCII if ascii_only else UNICODE,
        visits_file=user_state_path(APPLICATION, appauthor=False) / "visits.json",
        author=login_name(),
    )
    result = App.run(app)
    try:
        app.remember_visit()
    except SitmonError as error:
        app.exit_line = error.line
    return result if result is not None else (app.return_code or ExitCode.OK)
