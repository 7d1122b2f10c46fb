-- What every service has: its feed, its cursors in the feeds of others, its audit trail.

CREATE TABLE events (
    seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    type    text NOT NULL,
    trace   text NOT NULL,
    payload jsonb NOT NULL
);

CREATE TABLE cursors (
    feed text PRIMARY KEY,
    seq  bigint NOT NULL
);

CREATE TABLE audit (
    seq          bigint PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor        text NOT NULL,
    action       text NOT NULL,
    object       text NOT NULL,
    state_before text NOT NULL,
    state_after  text NOT NULL,
    why          text NOT NULL,
    hash         text NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
