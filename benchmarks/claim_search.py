"""The first page of a search among a million claims, beside the plain way of asking.

Makes a store of synthetic claims through `Store.append`: 20,000 words in a Zipf distribution, 300
places, 200 sources, one claim in fifty revised, one in two hundred withdrawn. A question is a
random word of its class, alone or with a random city or source, the big ones drawn most often, as
readers would. The figure is CPU for `Store.claims` of 50 claims, decoded. Target: at most 5 ms p99.
The plain way is measured against the same file: every match sorted by `said_at`, and LIKE.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec

from situation.model import Affiliation, AnyRecord, Claim, Party, Place, Source
from situation.periods import Viewpoint
from situation.store import open_store
from situation.store.base import Store
from situation.store.bodies import BodyReader
from situation.store.claim_query import ClaimQuery
from situation.store.sqlite_claims import claim_page
from situation.store.sqlite_files import connect_reader
from situation.vocabulary import Act, ClaimKind, PlaceKind, Relation, SourceKind, Verification

_START: Final = datetime(2023, 1, 1, tzinfo=UTC)
_NOW: Final = Viewpoint(valid_at=datetime(2027, 1, 1, tzinfo=UTC))
_SYLLABLES: Final = (
    "ba", "ko", "dru", "mi", "sel", "tar", "vo", "ni", "pok", "rov",
    "ske", "gra", "zhi", "lu", "hai", "cho", "be", "ren", "ost", "kyi",
)  # fmt: skip
_WORDS: Final = [
    "".join(_SYLLABLES[number // 20**place % 20] for place in range(4)) for number in range(20_000)
]
_CLASSES: Final = {
    "common": _WORDS[2:20],
    "medium": _WORDS[300:600],
    "rare": _WORDS[12_000:20_000],
}
_PLACES: Final = [f"place-{number}" for number in range(300)]
_SOURCES: Final = [f"source-{number}" for number in range(200)]
_QUESTIONS: Final = 200
_PLAIN_QUESTIONS: Final = 3

_BY_SORTING: Final = """
SELECT CAST(e.body AS BLOB) FROM claim_text JOIN claim AS c ON c.num = claim_text.rowid
JOIN entry AS e ON e.seq = c.seq
WHERE claim_text MATCH ? ORDER BY c.said_at DESC LIMIT 50
"""
_BY_LIKE: Final = """
SELECT CAST(e.body AS BLOB) FROM claim AS c JOIN entry AS e ON e.seq = c.seq
WHERE e.body LIKE '%' || ? || '%' ORDER BY c.said_at DESC LIMIT 50
"""

Ask = Callable[[random.Random], dict[str, Any]]


def _weights(number: int) -> list[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(number)))


_WORD_WEIGHTS: Final = _weights(len(_WORDS))
_PLACE_WEIGHTS: Final = _weights(len(_PLACES))
_SOURCE_WEIGHTS: Final = _weights(len(_SOURCES))


def _basis() -> Iterator[AnyRecord]:
    for party in ("UA", "RU"):
        yield Party(id=party, name=party, letter=party[0], colour="held")
    sides = ("UA", "RU", None)
    for number, name in enumerate(_SOURCES):
        side = sides[number % 3]
        tie = Affiliation(relation=Relation.TIES if side else Relation.NONE, side=side)
        yield Source(id=name, name=name, kind=SourceKind.NEWS_OUTLET, affiliation=tie)
    for name in _PLACES:
        yield Place(id=name, name=name, kind=PlaceKind.TOWN, country="UA")


def _claims(number: int) -> Iterator[Claim]:
    chance = random.Random(number)  # noqa: S311 - nothing secret: the same claims at every run
    for index in range(number):
        checked = Verification.VERIFIED if chance.random() < 0.02 else Verification.NOT_STATED
        yield Claim(
            id=f"claim-{index}",
            source=chance.choices(_SOURCES, cum_weights=_SOURCE_WEIGHTS)[0],
            places=(chance.choices(_PLACES, cum_weights=_PLACE_WEIGHTS)[0],),
            kind=ClaimKind.EVENT,
            text=" ".join(chance.choices(_WORDS, cum_weights=_WORD_WEIGHTS, k=25)),
            verification=checked,
            said_at=_START + timedelta(seconds=index * 60 + chance.randrange(86_400)),
        )


async def _fill(store: Store, number: int) -> None:
    await store.append(_basis(), author="bench")
    await store.append(_claims(number), author="bench")
    every = partial(enumerate, _claims(number))
    revised = (msgspec.structs.replace(c, hedge="said to") for n, c in every() if n % 50 == 7)
    await store.append(revised, author="bench", act=Act.CORRECT)
    withdrawn = (claim for n, claim in enumerate(_claims(number)) if n % 200 == 3)
    await store.append(withdrawn, author="bench", act=Act.RETRACT)


def _questions() -> Iterator[tuple[str, Ask]]:
    """What is asked for, by name: fields of a `ClaimQuery` drawn with a source of chance."""
    facets: dict[str, Ask] = {
        "alone": lambda _: {},
        "+ city": lambda r: {"places": tuple(r.choices(_PLACES, cum_weights=_PLACE_WEIGHTS))},
        "+ source": lambda r: {"sources": tuple(r.choices(_SOURCES, cum_weights=_SOURCE_WEIGHTS))},
        "+ side": lambda r: {"sides": (r.choice(("UA", "RU")),)},
        "+ verified": lambda _: {"verifications": (Verification.VERIFIED,)},
    }
    for name, words in _CLASSES.items():
        for facet, ask in facets.items():
            yield f"{name} {facet}", partial(_with_word, words, ask)
    yield "no word + city", facets["+ city"]
    yield "no word + side", facets["+ side"]
    yield "two words", lambda r: {"search": " ".join(r.choices(_CLASSES["medium"], k=2))}
    yield "phrase", lambda r: {"search": f'"{r.choice(_WORDS[:40])} {r.choice(_WORDS[:40])}"'}
    for letters in (2, 3, 5):
        yield f"prefix of {letters}", partial(_with_prefix, letters)


def _with_word(words: list[str], ask: Ask, chance: random.Random) -> dict[str, Any]:
    return {"search": chance.choice(words)} | ask(chance)


def _with_prefix(letters: int, chance: random.Random) -> dict[str, Any]:
    return {"search": chance.choice(_WORDS)[:letters] + "*"}


async def _cpu_ms(call: Callable[[], Awaitable[object]]) -> float:
    begun = time.process_time()
    await call()
    return (time.process_time() - begun) * 1000


async def _measure(store: Store, ask: Ask) -> tuple[list[float], float]:
    """CPU ms of each question, and the middle number of claims that they find."""
    chance = random.Random(5)  # noqa: S311 - nothing secret: the same questions at every run
    asked = [ClaimQuery(viewpoint=_NOW, limit=50, **ask(chance)) for _ in range(_QUESTIONS)]
    spent = [await _cpu_ms(partial(store.claims, query)) for query in asked]
    totals = [await store.claim_total(query) for query in asked[:15]]
    return spent, sorted(totals)[7]


def _plain_ms(path: Path, sql: str, word: str) -> float:
    with closing(connect_reader(path, 5.0)) as connection:
        begun = time.process_time()
        for _ in range(_PLAIN_QUESTIONS):
            connection.execute(sql, (word,)).fetchall()
        return (time.process_time() - begun) * 1000 / _PLAIN_QUESTIONS


def _plan(path: Path, query: ClaimQuery) -> list[str]:
    """How SQLite goes about a query, in its words."""
    statements: list[str] = []
    with closing(connect_reader(path, 5.0)) as connection:
        connection.set_trace_callback(statements.append)
        claim_page(connection, BodyReader(), query)
        connection.set_trace_callback(None)
        page = next(sql for sql in statements if "FROM claim" in sql and "LIMIT" in sql)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {page}").fetchall()
    return [str(row[-1]) for row in plan]


async def _report(store: Store, path: Path) -> None:
    print(f"{'first page of 50, CPU ms':<24}{'p50':>8}{'p99':>8}{'most':>8}{'found':>9}")
    for name, ask in _questions():
        spent, found = await _measure(store, ask)
        middle, last = quantiles(spent, n=100)[49], quantiles(spent, n=100)[98]
        print(f"{name:<24}{middle:>8.2f}{last:>8.2f}{max(spent):>8.2f}{found:>9,}")
    for name, words in _CLASSES.items():
        sorting, like = (_plain_ms(path, sql, words[1]) for sql in (_BY_SORTING, _BY_LIKE))
        print(f"plain way, {name:<12} match and sort {sorting:>10,.1f}   LIKE {like:>10,.1f}")
    counts = await _cpu_ms(partial(store.claim_counts, _NOW))
    seals = await _cpu_ms(store.broken_seal)
    print(f"claim_counts {counts:,.1f}   broken_seal {seals:,.0f} (reads every entry)")
    word = _CLASSES["medium"][0]
    for query in (
        ClaimQuery(viewpoint=_NOW),
        ClaimQuery(viewpoint=_NOW, search=word),
        ClaimQuery(viewpoint=_NOW, search=word, places=(_PLACES[0],), sources=(_SOURCES[0],)),
    ):
        print(f"\nplan: {query.search} {' '.join((*query.places, *query.sources))}")
        print("\n".join(f"    {step}" for step in _plan(path, query)))


async def _run(claims: int) -> None:
    with TemporaryDirectory() as directory:
        path = Path(directory) / "store.sqlite"
        store = open_store(path, create=True)
        spent = await _cpu_ms(partial(_fill, store, claims))
        size = path.stat().st_size / 2**20
        print(f"{claims:,} claims appended in {spent / 1000:,.0f} s of CPU, {size:,.0f} MiB")
        await _report(store, path)
        await store.close()


def main(claims: int = 100_000) -> None:
    """Measure with so many claims."""
    asyncio.run(_run(claims))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    main(parser.parse_args().claims)
