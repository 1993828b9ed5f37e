-- Words that are neither frequent nor rare are looked for month by month, the newest first. So the index
-- also has the 30 days in which a claim was said, as =t<number since 1970>: it gives those of a few months
-- without touching the others. The days stand in the index alone, and no row had to be written anew.

-- A large store takes longer over it than an append may take.
SET LOCAL statement_timeout = 0;
CREATE INDEX claim_words_time ON claim
    USING gin ((words || array_to_tsvector(ARRAY['=t' || ((num >> 30) / 2592000)::text])));
DROP INDEX claim_words;
ANALYZE claim;
