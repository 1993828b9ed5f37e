"""The commands of the sources' screen."""

from tui.command import Command, Scope

SOURCE_COMMANDS: tuple[Command, ...] = (
    Command(
        name="read_source",
        keys="enter",
        shown="enter",
        label="read",
        help="go to everything about the source under the cursor",
        scope=Scope.SOURCES,
        in_foot=False,
    ),
    Command(
        name="sync",
        keys="R",
        shown="R",
        label="sync",
        help="fetch every source that is due, in the background",
        scope=Scope.SOURCES,
    ),
    Command(
        name="try_source",
        keys="t",
        shown="t",
        label="try",
        help="fetch the source under the cursor now, due or not",
        scope=Scope.SOURCES,
    ),
    Command(
        name="accept_terms",
        keys="A",
        shown="A",
        label="terms",
        help="read the terms of the source under the cursor, and accept them",
        scope=Scope.SOURCES,
    ),
    Command(
        name="show_url",
        keys="o",
        shown="o",
        label="link",
        help="show where the source is found, and copy the address",
        scope=Scope.SOURCES,
        in_foot=False,
    ),
    Command(
        name="copy_url",
        keys="y",
        shown="y",
        label="copy",
        help="copy the source's address",
        scope=Scope.SOURCES,
        in_foot=False,
    ),
)
