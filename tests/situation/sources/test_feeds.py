"""RSS and Atom feeds become claims: what is one item, what it says, and what is rejected."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Claim
from situation.settings_model import FeedSettings
from situation.sources.feeds import EMPTY, Feed
from situation.vocabulary import ClaimKind, Commitment, Precision, Quote
from tests.situation.sources.items import SUNDAY, body, item, known, rss

CAPTURES = Path(__file__).parents[3] / "../shared/data/rss"
LATER = datetime(2026, 11, 22, 12, tzinfo=UTC)


def feed(language: str = "en") -> Feed:
    return Feed(
        "paper-rss", FeedSettings(url="https://p.example/rss", source="paper", language=language)
    )


def read(content: str | bytes, language: str = "en") -> Batch:
    return feed(language).read([body(content)], known())


def claims(batch: Batch) -> list[Claim]:
    return [record for record in batch.records if isinstance(record, Claim)]


def only(content: str | bytes, language: str = "en") -> Claim:
    (claim,) = claims(read(content, language))
    return claim


def test_an_item_becomes_a_claim_of_the_feeds_source() -> None:
    claim = only(
        rss(
            item(
                "Shelling of Pokrovsk kills two",
                description="<p>Two died.</p><p>Three were hurt.</p>",
                link="https://p.example/1",
                guid="1",
            )
        )
    )
    assert claim.source == "paper"
    assert claim.text == "Shelling of Pokrovsk kills two"
    assert claim.original == "Shelling of Pokrovsk kills two\nTwo died.\nThree were hurt."
    assert (claim.kind, claim.quote) == (ClaimKind.EVENT, Quote.DIRECT)
    assert claim.said_at == datetime(2025, 11, 2, 7, tzinfo=UTC)
    assert claim.said_precision is Precision.EXACT
    assert claim.url == "https://p.example/1"
    assert claim.places == ("pokrovsk",)
    assert claim.placed


def test_a_place_named_only_below_the_headline_is_found_and_said_so() -> None:
    claim = only(rss(item("Two killed", description="Shelling of Pokrovsk.")))
    assert claim.places == ("pokrovsk",)
    assert claim.placed.startswith("below the headline")


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        ("Svyato-Pokrovske shelled", "Pokrovsk is far."),
        ("Two killed", "Shelling went on. Pokrovsk is far."),
        ("Two killed", "Shelling went on.<br>Pokrovsk is far."),
    ],
)
def test_what_is_farther_down_or_not_sure_places_nothing(headline: str, below: str) -> None:
    assert only(rss(item(headline, description=below))).places == ()


def test_an_item_about_no_known_place_stays_unplaced() -> None:
    claim = only(rss(item("Talks in Geneva")))
    assert claim.places == ()
    assert claim.placed


def test_the_full_text_of_an_article_is_not_kept() -> None:
    long = "word " * 1_000
    claim = only(rss(item("Headline", description=long)))
    assert len(claim.original) < 650


@pytest.mark.parametrize("empty", ["", "&nbsp;", "<p> </p>", "<img src='x.png'/>"])
def test_an_empty_description_adds_nothing(empty: str) -> None:
    assert only(rss(item("Headline", description=empty))).original == "Headline"


def test_an_item_without_title_says_its_first_line() -> None:
    claim = only(rss(item("", description="<p>First.</p><p>Second.</p>")))
    assert (claim.text, claim.original) == ("First.", "First.\nSecond.")


def test_an_item_without_words_is_rejected() -> None:
    batch = read(rss(item("", guid="1"), item("Good")))
    assert [claim.text for claim in claims(batch)] == ["Good"]
    assert [skipped.why for skipped in batch.rejected] == ["it has no words"]


def test_the_same_item_fetched_again_is_the_same_record() -> None:
    first = only(rss(item("Headline", guid="1")))
    content = rss(item("Newer", guid="2"), item("Headline", guid="1"))
    later = feed().read([body(content, "https://moved.example/rss")], known(now=LATER))
    assert first in claims(later)


def test_an_edited_item_keeps_its_id() -> None:
    first = only(rss(item("Two killed", guid="1")))
    edited = only(rss(item("Three killed", guid="1")))
    assert first.id == edited.id
    assert edited.text == "Three killed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"guid": "1"}, {"guid": "1"}),
        (
            {"guid": "1", "link": "https://p.example/1"},
            {"guid": "2", "link": "https://p.example/1"},
        ),
        ({"link": "https://p.example/1"}, {"link": "https://p.example/1"}),
        ({}, {}),
    ],
)
def test_an_item_issued_again_is_one_claim_said_when_first_issued(
    old: dict[str, str], new: dict[str, str]
) -> None:
    first = item("Headline", **old)
    again = item("Headline", date="Mon, 03 Nov 2025 07:00:00 GMT", **new)
    assert only(rss(again, first)) == only(rss(first))


def test_issues_of_a_live_page_with_one_link_are_several_claims() -> None:
    link = "https://p.example/live"
    batch = read(rss(item("First", guid="1", link=link), item("Second", guid="2", link=link)))
    assert len(claims(batch)) == 2


def test_two_feeds_of_one_source_give_one_record_for_one_item() -> None:
    other = Feed("paper-2", FeedSettings(url="https://p.example/2", source="paper"))
    content = body(rss(item(guid="1")))
    assert other.read([content], known()).records == feed().read([content], known()).records


def test_an_undated_item_is_rejected_and_costs_no_other() -> None:
    batch = read(rss(item("Undated", date=""), item("Good")))
    assert [claim.text for claim in claims(batch)] == ["Good"]
    assert batch.seen == 2
    assert batch.rejected[0].where == "“Undated”"
    assert batch.rejected[0].why == "it has no date"
    assert batch.data_until == datetime(2025, 11, 2, 7, tzinfo=UTC)


def test_an_empty_feed_says_so() -> None:
    batch = read(rss())
    assert batch.seen == 0
    assert batch.incomplete == (EMPTY,)


def test_of_very_many_items_the_first_are_read() -> None:
    batch = read(rss(*(item(f"Item {n}", guid=str(n)) for n in range(1_200))))
    assert len(batch.records) == 1_000
    assert "1,200 items" in batch.incomplete[0]


@pytest.mark.parametrize("declared", ["windows-1251", "koi8-r", "utf-16", "iso-8859-5", "utf-8"])
def test_declared_encodings_are_followed(declared: str) -> None:
    text = rss(item("Тревога"), head=f'<?xml version="1.0" encoding="{declared}"?>')
    assert only(text.encode(declared)).text == "Тревога"


@pytest.mark.parametrize(("language", "word"), [("uk", "Тривога"), ("en", "Café")])
def test_an_undeclared_encoding_is_guessed_by_language_and_said(language: str, word: str) -> None:
    name = "windows-1251" if language == "uk" else "windows-1252"
    batch = read(rss(item(word), head="<?xml version='1.0'?>").encode(name), language)
    assert claims(batch)[0].text == word
    assert name in batch.warnings[0]


def test_atom_rdf_and_unknown_default_namespaces_are_read() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>a</id>'
        '<link href="https://p.example/1"/><updated>2025-11-03T09:00:00+02:00</updated>'
        "<published>2025-11-02T09:00:00+02:00</published>"
        '<title type="html">&lt;b&gt;Bold&lt;/b&gt; words</title></entry></feed>'
    )
    claim = only(atom)
    assert (claim.text, claim.url) == ("Bold words", "https://p.example/1")
    assert claim.said_at == datetime(2025, 11, 2, 7, tzinfo=UTC)
    odd = rss(item("Words")).replace('version="2.0"', 'version="2.0" xmlns="https://odd.example/"')
    assert only(odd).text == "Words"


def test_blanks_around_cdata_and_broken_xml_are_read() -> None:
    cdata = rss(
        f"<item><title>\n <![CDATA[A & B <i>x</i>]]>\n</title><pubDate>{SUNDAY}</pubDate></item>"
    )
    assert only(cdata).text == "A & B x"
    broken = rss(
        f"<item><title>A & B < C&nbsp;D</title><link>https://p.example/?a=1&b=2</link>"
        f"<pubDate>{SUNDAY}</pubDate></item>"
    )
    assert only(broken).text == "A & B < C D"
    assert only(broken).url == "https://p.example/?a=1&b=2"


def test_headlines_say_kind_and_commitment() -> None:
    claim = only(rss(item("Russia may have captured Pokrovsk")))
    assert (claim.kind, claim.commitment, claim.hedge) == (
        ClaimKind.EVENT,
        Commitment.POSSIBLE,
        "may",
    )


def test_what_is_not_shown_is_rejected_or_left_out_and_counted() -> None:
    batch = read(
        rss(
            item("Drones heading for Poltava"),
            item("Morning report", description="Two died. The 7th brigade is deployed near Town."),
        )
    )
    (claim,) = claims(batch)
    assert claim.original == "Morning report\nTwo died. […]"
    assert "the way of a drone or missile" in batch.rejected[0].why
    assert batch.rejected[0].where == "an item dated Sun, 02 Nov 2025 07:00:00 GMT"
    assert batch.warnings == ("sentences that tell where a unit stands left out of items: 1",)


def test_why_an_item_was_rejected_never_quotes_what_is_withheld() -> None:
    batch = read(
        rss(
            item("Drones heading for Poltava", date=""),
            item("155th Brigade holds Hryshyne"),
            item("مسيرات فوق بولتافا"),
        )
    )
    assert batch.records == ()
    assert len(batch.rejected) == 3
    assert not any(word in repr(batch) for word in ("Poltava", "155th", "بولتافا"))


def test_a_headline_of_a_count_stays_without_its_direction() -> None:
    title = "In the Pokrovsk sector 45 assaults were stopped and pushed towards Bilytske"
    batch = read(rss(item(title)))
    (claim,) = claims(batch)
    assert claim.text == "In the Pokrovsk sector 45 assaults were stopped and pushed […]"
    assert batch.warnings == (
        "sentences that tell the direction of an attack left out of items: 1",
    )


@pytest.mark.parametrize(
    "content", ["", "{}", "plain words", "<html><p>Sign in</p></html>", "\0\1"]
)
def test_what_is_no_feed_is_an_error_that_says_what_to_do(content: str) -> None:
    with pytest.raises(InputError) as caught:
        read(content)
    assert caught.value.where == "paper-rss"
    assert caught.value.do


def test_what_the_settings_say_counts() -> None:
    settings = FeedSettings(
        url="https://e.example/", source="s", on=False, every=timedelta(hours=2)
    )
    made = Feed("key", settings)
    assert (made.key, made.source, made.every) == ("key", "s", timedelta(hours=2))
    assert not made.on_by_default
    assert feed().every == timedelta(minutes=15)
    assert [wanted.url for wanted in made.wanted(known())] == ["https://e.example/"]


@pytest.mark.parametrize(
    ("name", "items", "first"),
    [
        ("osw_en_2026-08-20_excerpt.xml", 4, "2026-08-20T12:00:00+00:00"),
        ("pravda_2020-09.xml", 20, "2020-09-29T12:00:00+00:00"),
        ("reliefweb_ukr_2020-09-17.xml", 5, "2020-09-17T07:24:25+00:00"),
        ("the-deep_atom_sample.xml", 5, "2022-05-15T00:00:09+00:00"),
        ("ukranews_2020-09.xml", 2, "2020-09-28T15:25:00+00:00"),
    ],
)
def test_captures_are_read_whole(name: str, items: int, first: str) -> None:
    if not (CAPTURES / name).exists():
        pytest.skip("the shared captures are not on this machine")
    batch = feed("ru").read([body((CAPTURES / name).read_bytes())], known(now=LATER))
    assert (batch.seen, len(batch.records), batch.rejected, batch.warnings) == (
        items,
        items,
        (),
        (),
    )
    assert claims(batch)[0].said_at.isoformat() == first
    assert all(claim.text and "<" not in claim.original for claim in claims(batch))
    links = [claim.url for claim in claims(batch)]
    assert all(link.startswith("https://") for link in links if link)
