"""Pages of public Telegram channels become claims: whose words, which words, and when."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from situation.attempt_records import Attempt, Outcome
from situation.connector import Batch
from situation.errors import InputError
from situation.model import UNTOLD, Claim, Source
from situation.settings_model import ChannelSettings
from situation.sources.telegram import PREVIEW_OFF, TelegramChannel
from situation.vocabulary import Precision, SourceKind
from tests.situation.sources.items import NOW, body, known, page, post

CAPTURE = (
    Path(__file__).parents[3]
    / "../shared/data/telegram/t.me_s_ClashReport_2026-08-24_abridged.html"
)
FORWARD = (
    '<div class="tgme_widget_message_forwarded_from">Forwarded from '
    '<a class="tgme_widget_message_forwarded_from_name" href="{}"><span>The Staff</span></a></div>'
)


def channel(**options: Any) -> TelegramChannel:
    settings = ChannelSettings(channel="Channel", source="paper", language="uk")
    return TelegramChannel("tg", settings, **options)


def read(*posts: str, made: TelegramChannel | None = None, **changes: Any) -> Batch:
    return (made or channel()).read([body(page(*posts))], known(**changes))


def claims(batch: Batch) -> list[Claim]:
    return [record for record in batch.records if isinstance(record, Claim)]


def only(*posts: str, **changes: Any) -> Claim:
    (claim,) = claims(read(*posts, **changes))
    return claim


def test_a_post_becomes_a_claim_of_its_channel() -> None:
    claim = only(post("Обстріл: Покровськ.<br/><br/><blockquote>Двоє загинули.</blockquote>"))
    assert (claim.source, claim.via, claim.language) == ("paper", (), "uk")
    assert claim.text == "Обстріл: Покровськ."
    assert claim.original == "Обстріл: Покровськ.\nДвоє загинули."
    assert claim.said_at == datetime(2025, 11, 4, 3, 46, 52, tzinfo=UTC)
    assert claim.said_precision is Precision.EXACT
    assert claim.url == "https://t.me/Channel/7"
    assert claim.places == ("pokrovsk",)


def test_words_in_two_nested_elements_are_read_once() -> None:
    nested = '<div class="tgme_widget_message_text js-message_text">Album words.</div>'
    assert only(post(nested)).original == "Album words."


def test_the_words_of_the_post_that_is_replied_to_are_not_its_own() -> None:
    reply = (
        '<a class="tgme_widget_message_reply" href="https://t.me/channel/6">'
        '<div class="tgme_widget_message_text js-message_text">Older words.</div></a>'
    )
    assert only(post("Own words.", before=reply)).original == "Own words."


def test_emoji_hidden_text_and_hostile_text_come_out_plain() -> None:
    emoji = '<i class="emoji"><b>⚔️</b></i> <tg-spoiler>A</tg-spoiler>'
    assert only(post(f"{emoji} &lt;b&gt;\u202e\x1b[2J<script>x</script>")).text == "⚔ A <b>^[[2J"


def test_posts_of_pictures_are_counted_and_no_claims() -> None:
    batch = read(post(""), post("Words.", label="channel/8"))
    assert len(batch.records) == batch.seen == 1
    assert batch.rejected == ()
    assert batch.warnings == ("posts of pictures without words: 1",)


def test_an_edited_post_is_the_same_claim_in_other_words() -> None:
    first, edited = only(post("Two died.")), only(post("Three died."))
    assert first.id == edited.id
    assert first.text != edited.text


def test_a_post_fetched_again_later_is_the_same_record() -> None:
    later = only(post(), now=NOW + timedelta(days=1))
    assert later == only(post())


def test_a_forwarded_post_is_said_by_the_channel_it_comes_from() -> None:
    header = FORWARD.format("https://t.me/The_Staff/12")
    batch = read(post("Words.", before=header))
    source, claim = batch.records
    assert isinstance(source, Source)
    assert isinstance(claim, Claim)
    assert (source.id, source.name) == ("telegram:the_staff", "The Staff")
    assert source.affiliation == UNTOLD
    assert (claim.source, claim.via) == (source.id, ("paper",))
    assert claim.original == "Words."


def test_a_forwarded_post_of_a_known_source_brings_no_new_source() -> None:
    header = FORWARD.format("https://t.me/The_Staff/12")
    made = channel(claimants={"the_staff": "staff"})
    claim = only(post(before=header), made=made, source_ids=frozenset({"paper", "staff"}))
    assert (claim.source, claim.via) == ("staff", ("paper",))
    graded = frozenset({"paper", "telegram:the_staff"})
    assert only(post(before=header), source_ids=graded).source == "telegram:the_staff"
    assert len(read(post(before=header), source_ids=graded).records) == 1


def test_a_private_person_is_not_named_as_the_claimant() -> None:
    header = (
        '<div class="tgme_widget_message_forwarded_from">Forwarded from '
        '<span class="tgme_widget_message_forwarded_from_name">Ivan P.</span></div>'
    )
    batch = read(post(before=header))
    source, claim = batch.records
    assert isinstance(source, Source)
    assert isinstance(claim, Claim)
    assert (source.id, source.kind) == ("unnamed", SourceKind.UNNAMED)
    assert claim.via == ("paper",)
    assert "Ivan" not in str(batch)


def test_a_forward_of_its_own_posts_is_its_own() -> None:
    claim = only(post(before=FORWARD.format("https://t.me/channel/3")))
    assert (claim.source, claim.via) == ("paper", ())


@pytest.mark.parametrize(
    "link",
    [
        "https://deepstatemap.live/#14/48.2825/37.1760",
        "https://deepstatemap.live/en#14/ 48.2825/37.1760",
        "https://deepstatemap.live/en#dl!coords!48.2825,37.1760",
    ],
)
def test_a_link_to_a_map_places_a_post_and_is_not_kept(link: str) -> None:
    claim = only(post(f'Мапу оновлено: <a href="{link}">тут</a>'))
    assert claim.places == ("pokrovsk",)
    assert "48.28" not in str(claim)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (post(date=""), "it has no date"),
        (post(date="2036-01-01T00:00:00+00:00"), "cannot be true"),
        (post(label="other/7"), "it is of another channel"),
        (post(label="nothing"), "it has no number"),
        (post("БпЛА курсом на Полтаву"), "the way of a drone or missile"),
        (post("🔥🔥"), "it has no words"),
    ],
)
def test_a_bad_post_is_rejected_and_costs_no_other(bad: str, why: str) -> None:
    batch = read(bad, post("Good.", label="channel/8"))
    assert [claim.text for claim in claims(batch)] == ["Good."]
    assert why in batch.rejected[0].why
    assert batch.seen == 2


def test_service_messages_are_no_posts() -> None:
    service = post("Channel created").replace(
        "tgme_widget_message js", "tgme_widget_message service_message js"
    )
    assert read(service, post()).seen == 1


def test_preview_off_is_not_no_news() -> None:
    off = '<html><body class="no_transition"><div class="tgme_page">Contact @Channel</div></html>'
    batch = channel().read([body(off, "https://t.me/Channel")], known())
    assert batch.incomplete == (PREVIEW_OFF,)
    assert batch.seen == 0
    assert batch.data_until is None


@pytest.mark.parametrize("content", ["", "{}", "<html><p>Log in to this network</p></html>", "\0"])
def test_what_is_no_page_of_telegram_is_an_error(content: str) -> None:
    with pytest.raises(InputError) as caught:
        channel().read([body(content)], known())
    assert caught.value.where == "tg"
    assert caught.value.do


def test_older_pages_follow_until_what_is_known() -> None:
    attempt = Attempt(
        id="attempt:tg",
        connector="tg",
        source="paper",
        tried_at=NOW,
        outcome=Outcome.NEW,
        data_until=datetime(2025, 11, 4, tzinfo=UTC),
    )
    posts = (post(label="channel/70"), post(label="channel/71"))
    assert read(*posts).follow_up == ()
    (older,) = read(*posts, last=attempt).follow_up
    assert older.url == "https://t.me/s/Channel?before=70"
    assert read(post(date="2025-11-03T00:00:00+00:00"), last=attempt).follow_up == ()
    assert read(*posts, since=date(2025, 10, 1)).follow_up == (older,)
    assert read(post(label="channel/1"), last=attempt).follow_up == ()


def test_what_it_asks_for() -> None:
    made = channel()
    assert [wanted.url for wanted in made.wanted(known())] == ["https://t.me/s/Channel"]
    assert (made.key, made.source, made.every) == ("tg", "paper", timedelta(minutes=10))
    assert made.on_by_default


@pytest.mark.parametrize(
    "content",
    [
        "tgme_" + "<div>" * 50_000,
        "tgme_" + "<a " * 100_000,
        "tgme_<?xml?>" + "<!--" * 200_000,
        page(*[post()] * 1_000),
        page(post("<b>" * 50_000)),
    ],
    ids=["deep", "open", "comments", "posts", "bold"],
)
def test_hostile_pages_are_read_within_bounds(content: str) -> None:
    started = time.process_time()
    batch = channel().read([body(content)], known())
    assert len(batch.records) <= 1
    assert time.process_time() - started < 10


def test_the_capture() -> None:
    if not CAPTURE.exists():
        pytest.skip("the shared capture is not on this machine")
    settings = ChannelSettings(channel="ClashReport", source="paper", language="en")
    made = TelegramChannel("clash", settings)
    batch = made.read([body(CAPTURE.read_bytes())], known(now=datetime(2026, 8, 25, tzinfo=UTC)))
    (claim,) = claims(batch)
    assert claim.text.startswith("U.S. Treasury Secretary Scott Bessent says")
    assert claim.original.endswith("Source: FT")
    assert claim.said_at == datetime(2026, 8, 24, 3, 46, 52, tzinfo=UTC)
    assert [skipped.why for skipped in batch.rejected] == ["it has no date"]
