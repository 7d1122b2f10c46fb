-- Accounts as the trading service announced them.
CREATE TABLE accounts (
    account uuid PRIMARY KEY,
    owner   uuid NOT NULL,
    venue   text NOT NULL
);

-- What was last announced for each account. Where own is false the numbers follow the defaults.
CREATE TABLE limits (
    account               uuid PRIMARY KEY REFERENCES accounts,
    order_notional_max    numeric(38,18) NOT NULL,
    position_notional_max numeric(38,18) NOT NULL,
    leverage_max          integer        NOT NULL,
    open_orders_max       integer        NOT NULL,
    own                   boolean        NOT NULL,
    state                 text           NOT NULL,
    version               bigint         NOT NULL
);

-- Open positions only.
CREATE TABLE positions (
    account           uuid           NOT NULL REFERENCES accounts,
    symbol            text           NOT NULL,
    quantity          numeric(38,18) NOT NULL CHECK (quantity <> 0),
    entry_price       numeric(38,18) NOT NULL,
    margin            numeric(38,18) NOT NULL,
    liquidation_price numeric(38,18),
    opened_at         timestamptz    NOT NULL,
    PRIMARY KEY (account, symbol)
);

-- Bands that an open position was warned of and that are not armed again.
CREATE TABLE warned_bands (
    account uuid          NOT NULL,
    symbol  text          NOT NULL,
    band    numeric(38,18) NOT NULL,
    PRIMARY KEY (account, symbol, band),
    FOREIGN KEY (account, symbol) REFERENCES positions ON DELETE CASCADE
);

CREATE TABLE warnings (
    seq               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account           uuid           NOT NULL REFERENCES accounts,
    symbol            text           NOT NULL,
    band              numeric(38,18) NOT NULL,
    distance          numeric(38,18) NOT NULL,
    mark              numeric(38,18) NOT NULL,
    liquidation_price numeric(38,18) NOT NULL,
    at                timestamptz    NOT NULL
);

CREATE INDEX warnings_of_account ON warnings (account, seq DESC);
