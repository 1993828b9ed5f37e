"""The text gate: whatever comes in, only harmless text comes out, and legitimate text stays."""

import re
import unicodedata
from typing import Final, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth

from situation.text import FOLLOWERS_PER_BASE, LINE_LIMIT, MARKS_PER_BASE, clean
from tests.hostile import HostileCase, hostile_cases, needs_hostile

# Visible characters that Unicode counts among the formats: Arabic, Syriac and Kaithi number signs.
VISIBLE_FORMATS: Final = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]"
)
DEFAULT_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
JOINERS: Final = "\u200c\u200d"

# Characters that act on each other: marks of several classes and scripts, joiners, characters
# that come apart or together under NFC, jamo, flags, breaks, spaces, controls.
TRICKY: Final = (
    "a b\n\r\t\x0b\u00a0\u2028\x1b\x85\x9b\x7f\u200c\u200d\u0301\u0323\u0300\u0345\u0488\u064b"
    "\u0650\u0627\u0644\u0915\u093c\u094d\u0947\u09c7\u09be\u09b0\u0cbf\u0cd5\u0dd9\u0dca\u0958"
    "\u1025\u102e\u0f73\u1100\u1161\u11a8\uac00\u212b\u1e94\u1f71\ufb1d\ufb2c\u2adc\u302e\u0897\U0001d15f\U0001d165"
    "\U0001f1e6\U0001f525\U0001f3fb\ufe0f\ud800\udc00\ue000\uffff\u202e\u25cc\u2026[]^"
)
any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
tricky_text = st.text(st.sampled_from(TRICKY), max_size=40)
limits = st.one_of(st.integers(1, 12), st.just(LINE_LIMIT))


def forbidden_in(text: str, *, lines: bool = False) -> list[str]:
    """The characters of a cleaned text that must not be there, as code points."""
    return [f"U+{ord(character):04X}" for character in text if is_forbidden(character, lines=lines)]


def is_forbidden(character: str, *, lines: bool) -> bool:
    category = unicodedata.category(character)
    if category in ("Zl", "Zp", "Cs", "Co") or DEFAULT_IGNORABLE.match(character):
        return True
    if category == "Cc":
        return not (lines and character == "\n")
    if category == "Cf":
        return not (character in JOINERS or VISIBLE_FORMATS.match(character))
    if category == "Zs":
        return character != " "
    is_flag_or_tone = "\U0001f1e6" <= character <= "\U0001f1ff" or (
        "\U0001f3fb" <= character <= "\U0001f3ff"
    )
    point = ord(character)
    return is_flag_or_tone or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def most_marks(text: str) -> int:
    """The longest run of stacking marks on one base, counted across joiners and spacing marks."""
    longest = run = 0
    for character in text:
        if is_mark(character):
            run += 1
        elif character not in JOINERS and unicodedata.category(character) != "Mc":
            run = 0
        longest = max(longest, run)
    return longest


def assert_clean(cleaned: str, limit: int, *, lines: bool) -> None:
    assert forbidden_in(cleaned, lines=lines) == []
    assert clean(cleaned, limit, lines=lines) == cleaned
    assert 0 <= len(cleaned) <= limit
    assert cleaned == cleaned.strip(" \n")
    assert "  " not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert most_marks(cleaned) <= MARKS_PER_BASE
    assert all(not line or cell_len(line[0]) > 0 for line in re.split(" |\n", cleaned)), cleaned
    assert cell_len(cleaned) <= 2 * len(cleaned)
    cleaned.encode()


@given(text=any_text, limit=limits, lines=st.booleans())
@settings(max_examples=1000, deadline=None)
def test_any_text_comes_out_clean(text: str, limit: int, lines: bool) -> None:
    assert_clean(clean(text, limit, lines=lines), limit, lines=lines)


@given(text=tricky_text, limit=limits, lines=st.booleans())
@settings(max_examples=3000, deadline=None)
@example(text="\u0915\u200d\u0301\u0915", limit=3, lines=False)
@example(text="\u0628\u0301\u200d\u0650\u200d\u0628", limit=300, lines=False)
@example(text="e\u200d\u0301", limit=300, lines=False)
@example(text="a \u200d b", limit=300, lines=False)
@example(text="\u212b\u200d\u0628", limit=300, lines=False)
@example(text="\u0cbf\u0301\u0301\u0301\u0947\u0947\u0cd5", limit=300, lines=False)
def test_characters_that_act_on_each_other_come_out_clean(
    text: str, limit: int, lines: bool
) -> None:
    assert_clean(clean(text, limit, lines=lines), limit, lines=lines)


def test_every_code_point_comes_out_clean() -> None:
    for first in range(0, 0x110000, 0x1000):
        block = "".join(f"{chr(point)} " for point in range(first, first + 0x1000))
        cleaned = clean(block, len(block))
        assert forbidden_in(cleaned) == []
        assert clean(cleaned, len(block) * 2) == cleaned


def keeps_joiner(letter: str) -> bool:
    return "\u200d" in clean(f"\u0628\u200d{letter}")


def test_composing_a_letter_never_changes_whether_it_takes_a_joiner() -> None:
    # That cleaning twice changes nothing rests on it: the bases beside a joiner decide.
    for point in range(0x110000):
        composed = chr(point)
        if unicodedata.decomposition(composed)[:1] in ("", "<"):
            continue
        if unicodedata.is_normalized("NFC", composed) and not unicodedata.combining(composed):
            parts = unicodedata.normalize("NFD", composed)
            bases = [part for part in parts if not unicodedata.combining(part)]
            assert {keeps_joiner(base) for base in bases} == {keeps_joiner(composed)}, hex(point)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b]0;PWNED\x07b", "a^[]0;PWNED^Gb"),
        ("\x00\x08\x7f", "^@^H^?"),
        ("tab\there\x0bthere", "tab here there"),
        ("a\u00a0\u2003\u3000 b", "a b"),
        ("it\x92s \x93so\x94", "it’s “so”"),
        ("\x9b31m\x81", "›31m\ufffd"),
        ("\ud800 \ue000 \ufdd0 \uffff \U0010ffff", "\ufffd \ufffd \ufffd \ufffd \ufffd"),
        ("evil\u202egnp.exe\u200e\u2066\u2069", "evilgnp.exe"),
        ("pass\u200bword\u00ad\ufeff\U000e0041", "password"),
        ("\U0001f1fa\U0001f1e6", "UA"),
        ("\U0001f44d\U0001f3fd 1\ufe0f\u20e3", "\U0001f44d 1"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469"),
        ("tie\u0302\u0301ng Vie\u0302\u0323t", "tiếng Việt"),
        ("\u0301acute", "\u25cc\u0301acute"),
        ("x" + "\u0321" * 200 + "y", "x" + "\u0321" * 4 + "y"),
        ("[/b] [@click=app.quit]x[/] \\[", "[/b] [@click=app.quit]x[/] \\["),
        ("  padded   out  ", "padded out"),
        ("Покровськ — 06.11.2025 № 5", "Покровськ — 06.11.2025 № 5"),
    ],
)
def test_the_policy_character_by_character(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", "\f", "\u2028", "\u2029"])
def test_a_line_holds_no_line_end_and_a_body_keeps_it(line_end: str) -> None:
    assert clean(f"one {line_end} two") == "one two"
    assert clean(f"one {line_end} two", lines=True) == "one\ntwo"


@pytest.mark.parametrize(
    "letters",
    [
        "می\u200cخواهم",  # Persian needs its non-joiner
        "क्\u200dष",  # Hindi needs its joiner
        "র\u200d্য",  # Bengali puts it before the sign that kills a vowel
        "שָׁלוֹם",
        "မြွှောင်း",
        "日本語 한국어 ไทย ქართული",
        "Ελλάδα Ñandú Łódź çğış",
    ],
)
def test_letters_of_other_scripts_are_kept(letters: str) -> None:
    assert clean(letters) == unicodedata.normalize("NFC", letters)


def test_a_joiner_stays_only_between_letters_that_join() -> None:
    assert clean("pass\u200dword") == "password"
    assert clean("\u200dی\u200d\u200dی\u200d") == "یی"
    assert clean("ی\u200c 1") == "ی 1"


def test_what_shares_a_cell_is_bounded_whatever_its_kind() -> None:
    for follower in ("\u0903", "\u1161", "\u0897"):
        assert clean("x" + follower * 50) == "x" + follower * FOLLOWERS_PER_BASE
    assert len(clean("ب" + "\u0650\u200d" * 50 + "ب")) <= 2 + MARKS_PER_BASE + 1


def test_a_long_text_ends_in_an_ellipsis_within_the_limit() -> None:
    assert clean("word " * 100, 11) == "word word…"
    assert clean("12345", 5) == "12345"
    assert clean("123456", 5) == "1234…"
    assert clean("\u200b" * 50 + "seen", 10) == "…"


def test_anything_but_text_is_taken_as_its_text() -> None:
    assert clean(ValueError("bad\x07")) == "bad^G"
    assert clean(12) == "12"


class CountingText(str):
    """A text that notes how much of it was asked for."""

    __slots__ = ("asked",)

    def __getitem__(self, key: object) -> str:
        assert isinstance(key, slice)
        part = super().__getitem__(key)
        self.asked = len(part)
        return part


def test_nothing_beyond_four_times_the_limit_is_looked_at() -> None:
    text = CountingText("\u0301\x1b" * 500_000)
    assert len(clean(text, 100)) == 100
    assert text.asked == 400


def test_marks_in_the_worst_order_are_bounded_before_they_are_sorted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    longest_sorted = 0
    normalize = unicodedata.normalize

    def watched(form: Literal["NFC"], text: str) -> str:
        nonlocal longest_sorted
        longest_sorted = max(longest_sorted, len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    clean("a" + "\u0301" * 8000 + "\u0323" * 8000, 4000)
    assert longest_sorted <= 1 + MARKS_PER_BASE


def hostile_id(case: HostileCase) -> str:
    return case.id


@needs_hostile
@pytest.mark.parametrize("case", hostile_cases("text", "markup", "markdown"), ids=hostile_id)
@pytest.mark.parametrize("lines", [False, True])
def test_every_hostile_text_comes_out_clean(case: HostileCase, lines: bool) -> None:
    text = case.text()
    cleaned = clean(text, lines=lines)
    assert_clean(cleaned, LINE_LIMIT, lines=lines)
    if "replaced_by_U+FFFD" in case.must:
        assert "\ufffd" in cleaned
    if "width_matches_terminal" in case.must:
        assert cell_len(cleaned) == wcswidth(cleaned)
    if "letters_kept" in case.must:
        expected = unicodedata.normalize("NFC", re.sub("[\u200e\u200f]", "", text))
        assert cleaned == expected.strip()
    if "shown_literally" in case.must and text.isprintable() and len(text) < LINE_LIMIT:
        assert cleaned == re.sub(" +", " ", text).strip()
