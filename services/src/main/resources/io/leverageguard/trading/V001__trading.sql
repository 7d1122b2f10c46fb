CREATE TABLE accounts (
    account     uuid PRIMARY KEY,
    number      integer NOT NULL UNIQUE,
    owner       uuid NOT NULL,
    venue       text NOT NULL,
    account_uid text NOT NULL,
    venue_key   uuid NOT NULL UNIQUE,
    opened_at   timestamptz NOT NULL,
    UNIQUE (venue, account_uid)
);
CREATE INDEX accounts_owner ON accounts (owner);

-- How prices and quantities of a symbol become the engine's ticks and lots. Never changed: the
-- journal is written in these units.
CREATE TABLE contracts (
    number integer PRIMARY KEY,
    venue  text NOT NULL,
    symbol text NOT NULL,
    quote  text NOT NULL,
    tick   numeric(38, 18) NOT NULL CHECK (tick > 0),
    lot    numeric(38, 18) NOT NULL CHECK (lot > 0),
    UNIQUE (venue, symbol)
);

CREATE TABLE journal (
    batch      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    commands   bytea NOT NULL,
    state_hash bigint NOT NULL
);

CREATE TABLE orders (
    order_id        uuid PRIMARY KEY,
    number          bigint NOT NULL UNIQUE,
    account         uuid NOT NULL REFERENCES accounts,
    client_order_id text NOT NULL,
    venue_order_id  text NOT NULL,
    symbol          text NOT NULL,
    side            text NOT NULL,
    type            text NOT NULL,
    quantity        numeric(38, 18) NOT NULL,
    price           numeric(38, 18),
    time_in_force   text NOT NULL,
    reduce_only     boolean NOT NULL,
    strategy        text NOT NULL,
    state           text NOT NULL,
    filled          numeric(38, 18) NOT NULL,
    average_price   numeric(38, 18),
    reason          text NOT NULL,
    closure         text NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX orders_account ON orders (account, number DESC);
CREATE INDEX orders_client ON orders (account, client_order_id);
CREATE INDEX orders_venue ON orders (account, venue_order_id) WHERE venue_order_id <> '';
CREATE INDEX orders_working ON orders (number)
    WHERE state NOT IN ('DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED');

CREATE TABLE fills (
    account        uuid NOT NULL REFERENCES accounts,
    symbol         text NOT NULL,
    trade_id       text NOT NULL,
    place          bigint GENERATED ALWAYS AS IDENTITY,
    order_id       uuid NOT NULL REFERENCES orders,
    venue_order_id text NOT NULL,
    side           text NOT NULL,
    quantity       numeric(38, 18) NOT NULL,
    price          numeric(38, 18) NOT NULL,
    fee            numeric(38, 18) NOT NULL,
    realized_pnl   numeric(38, 18) NOT NULL,
    maker          boolean NOT NULL,
    strategy       text NOT NULL,
    at             timestamptz NOT NULL,
    PRIMARY KEY (account, symbol, trade_id)
);
CREATE INDEX fills_account ON fills (account, at DESC, place DESC);

CREATE TABLE positions (
    account           uuid NOT NULL REFERENCES accounts,
    symbol            text NOT NULL,
    quantity          numeric(38, 18) NOT NULL,
    entry_price       numeric(38, 18) NOT NULL,
    margin            numeric(38, 18) NOT NULL,
    margin_mode       text NOT NULL,
    leverage          integer NOT NULL,
    last_mark         numeric(38, 18) NOT NULL,
    venue_liquidation numeric(38, 18),
    opened_at         timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (account, symbol)
);

CREATE TABLE balances (
    account   uuid NOT NULL REFERENCES accounts,
    asset     text NOT NULL,
    wallet    numeric(38, 18) NOT NULL,
    available numeric(38, 18) NOT NULL,
    PRIMARY KEY (account, asset)
);

-- Venues settle funding at most once an hour, so the minute tells one settlement from another even
-- where stream and history differ by milliseconds.
CREATE TABLE funding (
    account uuid NOT NULL REFERENCES accounts,
    symbol  text NOT NULL,
    minute  timestamptz NOT NULL,
    amount  numeric(38, 18) NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (account, symbol, minute)
);
