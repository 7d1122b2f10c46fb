-- Parent orders that are worked in parts. What was ordered never changes and is kept as it came;
-- where it stands changes with every part.
CREATE TABLE algos (
    algo          uuid PRIMARY KEY,
    number        bigint GENERATED ALWAYS AS IDENTITY,
    account       uuid NOT NULL,
    owner         uuid NOT NULL,
    venue         text NOT NULL,
    terms         jsonb NOT NULL,
    plan          jsonb NOT NULL,
    state         text NOT NULL,
    ending        text,
    pause         text NOT NULL,
    reason        text NOT NULL,
    arrival       numeric(38, 18),
    release       numeric(38, 18),
    last          numeric(38, 18),
    market_volume numeric(38, 18) NOT NULL,
    filled        numeric(38, 18) NOT NULL DEFAULT 0,
    in_flight     numeric(38, 18) NOT NULL DEFAULT 0,
    average_price numeric(38, 18),
    parts         integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX algos_account ON algos (account, number DESC);
CREATE INDEX algos_working ON algos (number)
    WHERE state NOT IN ('FILLED', 'CANCELED', 'EXPIRED', 'REJECTED');

CREATE TABLE routes (
    route      uuid PRIMARY KEY,
    number     bigint GENERATED ALWAYS AS IDENTITY,
    owner      uuid NOT NULL,
    terms      jsonb NOT NULL,
    quote      jsonb NOT NULL,
    state      text NOT NULL,
    round      integer NOT NULL,
    reason     text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX routes_working ON routes (number) WHERE state NOT IN ('FILLED', 'CANCELED', 'REJECTED');

-- Parts of parent orders and legs of routed ones. Written before they are sent; order_id follows
-- from parent and number.
CREATE TABLE execution_parts (
    parent        uuid NOT NULL,
    number        integer NOT NULL,
    round         integer NOT NULL,
    unwinds       boolean NOT NULL,
    order_id      uuid NOT NULL UNIQUE,
    command       jsonb NOT NULL,
    state         text NOT NULL,
    filled        numeric(38, 18) NOT NULL,
    average_price numeric(38, 18),
    reason        text NOT NULL,
    sent_at       timestamptz NOT NULL,
    ended_at      timestamptz,
    latency_ms    bigint,
    PRIMARY KEY (parent, number)
);
CREATE INDEX execution_parts_answered ON execution_parts (sent_at DESC)
    WHERE latency_ms IS NOT NULL;

-- What was filled of parts, for their reports. A trade is told at least once and kept once.
CREATE TABLE execution_fills (
    order_id uuid NOT NULL REFERENCES execution_parts (order_id),
    trade_id text NOT NULL,
    parent   uuid NOT NULL,
    quantity numeric(38, 18) NOT NULL,
    price    numeric(38, 18) NOT NULL,
    fee      numeric(38, 18) NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (order_id, trade_id)
);
CREATE INDEX execution_fills_parent ON execution_fills (parent);
