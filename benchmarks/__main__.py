"""Run every benchmark; each prints its figures beside the floor they are measured against."""

from benchmarks import bulk_append, claim_search, day_step, map_draw, terminal, terrain_import

for benchmark in (bulk_append, claim_search, terrain_import, map_draw, terminal, day_step):
    print(f"\n{benchmark.__name__}")
    benchmark.main()
