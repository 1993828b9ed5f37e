-- Who may read and who may append. Both are roles of the whole cluster without a login of their own;
-- people and programs are made members of them. Where whoever sets the store up may not make roles,
-- and nobody has made them before, only the owner may use it (docs/postgres.md says how to add them).

DO $$
DECLARE
    name text;
    may_make boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user);
BEGIN
    FOREACH name IN ARRAY ARRAY['sitmon_reader', 'sitmon_writer'] LOOP
        IF may_make AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- Another store of the same cluster is being set up at this moment.
            END;
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), name);
            EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', current_schema(), name);
        END IF;
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'sitmon_writer') THEN
        EXECUTE format('GRANT INSERT ON ALL TABLES IN SCHEMA %I TO sitmon_writer', current_schema());
        REVOKE INSERT ON migration FROM sitmon_writer;
        GRANT EXECUTE ON FUNCTION log_month TO sitmon_writer;
    END IF;
END $$;
