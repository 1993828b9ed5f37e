from msgspec.structs import replace

from situation.claim_detail import ClaimDetail, Echoes, EchoReport, Version
from situation.judgement import Confidence, Likelihood
from situation.store.base import Recorded
from situation.vocabulary import Act, Commitment, Credibility, Quote, Reliability, Verification
from tests.situation.records import make_assessment, make_note
from tests.widgets import claim_details, views
from tests.widgets.claim_details import detail
from tests.widgets.host import Host, lines_of, shown
from widgets.claim_sheet import ClaimSheet
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.theme import Role


async def drawn(
    claim: ClaimDetail | None, *, width: int = 80, height: int = 60, glyphs: Glyphs = UNICODE
) -> list[str]:
    pane = ClaimSheet(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, height)) as pilot:
        pane.show(claim)
        await shown(pilot)
        return [line[1:].rstrip(" ┃") for line in lines_of(pane.sheet)]


def labelled(lines: list[str], label: str) -> str:
    """What stands beside a label, on its line and those wrapped below it."""
    start = next(number for number, line in enumerate(lines) if line.startswith(label))
    found = [lines[start][12:]]
    for line in lines[start + 1 :]:
        if not line.startswith(" " * 12):
            break
        found.append(line[12:])
    return " ".join(found)


async def test_the_whole_text_stands_on_top_however_long() -> None:
    long = " ".join(f"part{number}" for number in range(300))
    lines = await drawn(detail(views.claim(long)))
    assert " ".join(lines).count("part") == 300


async def test_claimant_publisher_words_and_link_are_told_apart() -> None:
    claim = views.claim(
        "The city holds.",
        via=(views.TIMES,),
        quote=Quote.DIRECT,
        original="Місто тримається.",
        language="uk",
        url="https://example.org/a",
    )
    lines = await drawn(detail(claim))
    assert labelled(lines, "said by") == "Volodymyr Zelensky · speaks for UA · head of state"
    assert labelled(lines, "via") == "New York Times · independent · news outlet"
    assert labelled(lines, "words") == "“Місто тримається.” · quoted · in the original (uk)"
    assert labelled(lines, "link") == "https://example.org/a"


async def test_an_unnamed_source_is_flagged_and_a_missing_link_said() -> None:
    lines = await drawn(detail(views.claims()[2]))
    assert labelled(lines, "said by") == "no source named"
    assert labelled(lines, "link") == "none recorded"
    assert labelled(lines, "words") == "not quoted · the original words are not kept"


async def test_the_three_times_are_three_lines() -> None:
    claim = views.claim("Held.", valid_from=views.day(1), valid_to=views.day(4))
    lines = await drawn(detail(claim))
    assert labelled(lines, "said  ") == "3 Nov 2025"
    assert labelled(lines, "valid") == "from 1 Nov 2025 until 4 Nov 2025"
    assert labelled(lines, "recorded") == "2025-11-05 12:00 UTC by pack"


async def test_the_four_judgements_are_four_things() -> None:
    graded = views.source("Staff", reliability=Reliability.D, reliability_reason="was wrong twice.")
    claim = views.claim(
        "Taken.",
        graded,
        credibility=Credibility.DOUBTFUL,
        commitment=Commitment.PROBABLE,
        hedge="apparently",
        verification=Verification.UNVERIFIED,
        verification_words="Nobody could go there.",
    )
    judged = make_assessment(
        opinion=None,
        likelihood=Likelihood.UNLIKELY,
        confidence=Confidence.LOW,
        credibility=Credibility.IMPROBABLE,
        reason="films",
        author="anna",
    )
    item = Recorded(record=judged, recorded_at=views.day(5), entry=3, author="anna")
    lines = await drawn(detail(claim, assessments=(item,)), width=120)
    assert labelled(lines, "source A-F") == (
        "D not usually reliable · was wrong twice · graded 2025-11-05 12:00 UTC by pack"
    )
    assert labelled(lines, "item 1-6") == (
        "4 doubtful · as recorded 5 improbable · films · 2025-11-05 12:00 UTC by anna"
    )
    assert labelled(lines, "speaker") == "says it as probable (PR+) · hedged “apparently”"
    assert labelled(lines, "analysts") == (
        "unlikely · low confidence · films · 2025-11-05 12:00 UTC by anna"
    )
    assert labelled(lines, "checked") == "! not independently confirmed · Nobody could go there."


async def test_what_nobody_judged_says_so() -> None:
    lines = await drawn(detail(views.claim("Held.", views.source("Staff"))))
    assert labelled(lines, "source A-F") == "F reliability cannot be judged"
    assert labelled(lines, "analysts") == "no likelihood given"
    assert labelled(lines, "checked") == "the source does not say"


async def test_echoes_are_a_tree_with_the_rule_that_joined_them() -> None:
    claim = views.claims()[0]
    origin = EchoReport(claim=views.claims()[3].claim, source=views.RU_STAFF, via=())
    echo = EchoReport(claim=claim.claim, source=claim.source, via=(views.TIMES,), rule="same words")
    echoes = Echoes(reports=(origin, echo), total=14, origins=2, whole=False)
    lines = await drawn(detail(claim, echoes=echoes))
    start = lines.index("Echoes  14 reports, 2 origins")
    assert lines[start + 1] == "Russian General Staff · 26 Oct 2025"
    assert lines[start + 2] == "└ DeepState map · via New York Times · 4 Nov 2025 · this claim"
    assert lines[start + 3].strip() == "same words"
    assert lines[start + 4].strip() == "more was said of these places than is compared"


async def test_history_tells_act_author_time_and_the_text_before() -> None:
    whole = detail(views.claim("27 people died."))
    first = whole.versions[0].item
    before = replace(first, record=replace(first.record, text="More than 20 died."))
    second = replace(first, act=Act.UPDATE, author="anna", recorded_at=views.day(6))
    gone = replace(second, act=Act.RETRACT, author="boris", recorded_at=views.day(7))
    versions = (
        Version(item=before),
        Version(item=second, changed=("text", "said_at")),
        Version(item=gone),
    )
    lines = await drawn(replace(whole, versions=versions))
    start = lines.index("History")
    assert lines[start + 1 : start + 5] == [
        "asserted    2025-11-05 12:00 UTC by pack",
        "updated     2025-11-06 12:00 UTC by anna · text, said at",
        "            before: More than 20 died.",
        "WITHDRAWN   2025-11-07 12:00 UTC by boris",
    ]
    assert lines[0] == "! WITHDRAWN: kept as history, counts nowhere"


async def test_notes_and_citation_stand_whole_and_markup_is_shown() -> None:
    text = "[red]see[/red] [@click=app.quit]here[/]"
    note = Recorded(record=make_note(text=text), recorded_at=views.day(5), entry=2)
    lines = await drawn(detail(notes=(note,)))
    assert f"  {text}" in lines
    assert "Nearly a third. Said by Volodymyr Zelensky." in lines


async def test_ascii_has_only_ascii() -> None:
    claim = views.claim("Held.", hedge="apparently", original="held", quote=Quote.PARTIAL)
    lines = await drawn(detail(claim), glyphs=ASCII)
    assert "".join(lines).isascii()


async def test_a_claim_that_is_not_known_then_says_what_to_do() -> None:
    lines = await drawn(None)
    assert "did not know this claim" in lines[0]
    assert "esc goes back" in " ".join(lines)


async def test_keys_scroll_and_another_claim_begins_at_its_top() -> None:
    pane = ClaimSheet()
    async with Host(pane).run_test(size=(80, 10)) as pilot:
        pane.show(detail())
        pane.focus_body()
        await shown(pilot)
        await pilot.press("j", "j")
        assert pane.sheet.top == 2
        await pilot.press("G")
        assert "Zelensky." in lines_of(pane.sheet)[-1]
        last = pane.sheet.top
        pane.show(replace(detail(), fingerprint="other"))
        assert pane.sheet.top == last, "the same claim, read again, stays where it was"
        pane.show(detail(views.claims()[0]))
        assert pane.sheet.top == 0
        pane.show_echoes()
        await shown(pilot)
        assert "Echoes" in "\n".join(lines_of(pane.sheet))
        await pilot.press("g")
        assert pane.sheet.top == 0


async def test_the_text_is_strong_and_an_unnamed_source_warns() -> None:
    pane = ClaimSheet()
    async with Host(pane).run_test(size=(80, 30)) as pilot:
        pane.show(claim_details.detail(views.claims()[2]))
        await shown(pilot)
        spans = [span for y in range(12) for span in pane.sheet.line_at(y)[0]]
        assert ("no source named", Role.WARN) in spans
