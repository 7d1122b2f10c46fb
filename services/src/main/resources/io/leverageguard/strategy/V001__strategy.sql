CREATE TABLE strategies (
    strategy      uuid PRIMARY KEY,
    owner         uuid        NOT NULL,
    account       uuid        NOT NULL,
    venue         text        NOT NULL,
    kind          text        NOT NULL,
    symbol        text        NOT NULL,
    parameters    jsonb       NOT NULL,
    state         text        NOT NULL,
    reason        text        NOT NULL,
    registered_at timestamptz NOT NULL,
    -- The bar it saw last: a bar that comes again is not shown again.
    last_bar      timestamptz
);

CREATE INDEX strategies_of_owner ON strategies (owner, registered_at);

-- Orders, written down before they are sent. What a strategy holds is what its fills made, and what
-- is still expected of these.
CREATE TABLE orders (
    order_id uuid PRIMARY KEY,
    strategy uuid           NOT NULL REFERENCES strategies,
    -- The bar or fill that made the strategy send it.
    occasion text           NOT NULL,
    side     text           NOT NULL,
    -- What will be filled in the end, as far as is known.
    expected numeric(38,18) NOT NULL,
    filled   numeric(38,18) NOT NULL,
    open     boolean        NOT NULL
);

CREATE INDEX orders_of_strategy ON orders (strategy);

-- Fills that were counted, so that none counts twice.
CREATE TABLE fills (
    account  uuid NOT NULL,
    symbol   text NOT NULL,
    trade_id text NOT NULL,
    PRIMARY KEY (account, symbol, trade_id)
);

CREATE TABLE performance (
    strategy      uuid PRIMARY KEY REFERENCES strategies,
    fills         bigint         NOT NULL,
    position      numeric(38,18) NOT NULL,
    average_price numeric(38,18) NOT NULL,
    realized_pnl  numeric(38,18) NOT NULL,
    fees          numeric(38,18) NOT NULL
);
