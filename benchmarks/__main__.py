"""Run every benchmark; each prints its figures beside the floor they are measured against."""

from benchmarks import (
    bulk_append,
    claim_links,
    claim_search,
    day_step,
    gazetteer,
    map_draw,
    postgres,
    remote,
    server_live,
    soak,
    sync_keys,
    terminal,
    terrain_import,
    viina,
)
from benchmarks import bytes as sent_bytes

for benchmark in (
    bulk_append,
    claim_search,
    claim_links,
    terrain_import,
    gazetteer,
    viina,
    map_draw,
    terminal,
    day_step,
    sent_bytes,
    sync_keys,
    soak,
    remote,
    server_live,
    postgres,
):
    print(f"\n{benchmark.__name__}")
    benchmark.main()
