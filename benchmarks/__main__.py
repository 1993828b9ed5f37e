"""Run every benchmark; each prints its figures beside the floor they are measured against."""

from benchmarks import (
    bulk_append,
    claim_search,
    day_step,
    gazetteer,
    map_draw,
    postgres,
    remote,
    server_live,
    terminal,
    terrain_import,
    viina,
)

for benchmark in (
    bulk_append,
    claim_search,
    terrain_import,
    gazetteer,
    viina,
    map_draw,
    terminal,
    day_step,
    remote,
    server_live,
    postgres,
):
    print(f"\n{benchmark.__name__}")
    benchmark.main()
