-- The numbers by which the engine knows people, venues and strategies. Never changed: the journal
-- is written in them.
CREATE TABLE names (
    kind   text NOT NULL,
    name   text NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (kind, name),
    UNIQUE (kind, number)
);

-- The engine's state after a batch: a restart begins there.
CREATE TABLE snapshots (
    batch      bigint PRIMARY KEY REFERENCES journal,
    at         timestamptz NOT NULL,
    state      bytea NOT NULL,
    state_hash bigint NOT NULL
);

-- Which way of hashing the state a batch was written with; others cannot be compared.
ALTER TABLE journal ADD COLUMN hash_version smallint NOT NULL DEFAULT 1;

ALTER TABLE orders
    ADD COLUMN trigger_kind     text,
    ADD COLUMN trigger_source   text,
    ADD COLUMN trigger_price    numeric(38, 18),
    ADD COLUMN trigger_callback numeric(38, 18),
    ADD COLUMN trigger_keeper   text,
    ADD COLUMN good_till        timestamptz,
    ADD COLUMN list_id          uuid,
    ADD COLUMN list_kind        text,
    ADD COLUMN parent_id        uuid,
    ADD COLUMN asked            text NOT NULL DEFAULT '',
    ADD COLUMN venue_trigger_id text NOT NULL DEFAULT '';

-- Every index costs twice for each order, when it comes and when it ends: only what is asked for
-- stays. Orders of ours are found by their id, which the client order id is made of.
DROP INDEX orders_client;
CREATE INDEX orders_client ON orders (account, client_order_id) WHERE asked = '';
DROP INDEX orders_working;
CREATE INDEX orders_working ON orders (account, number)
    WHERE state NOT IN ('DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED');
ALTER TABLE orders DROP CONSTRAINT orders_number_key;
