-- Everything here is derived from the feeds of the other services and can be rebuilt from them.
-- Amounts of money are in minor units (USDT: millionths).

CREATE TABLE people (
    user_id uuid PRIMARY KEY,
    login   text NOT NULL
);

CREATE TABLE accounts (
    account     uuid PRIMARY KEY,
    owner       uuid NOT NULL,
    venue       text NOT NULL,
    account_uid text NOT NULL
);

CREATE TABLE positions (
    account           uuid           NOT NULL,
    symbol            text           NOT NULL,
    opened_at         timestamptz    NOT NULL,
    quantity          numeric(38,18) NOT NULL,
    largest           numeric(38,18) NOT NULL,
    entry_price       numeric(38,18) NOT NULL,
    leverage          integer        NOT NULL,
    liquidation_price numeric(38,18),
    updated_at        timestamptz    NOT NULL,
    PRIMARY KEY (account, symbol, opened_at)
);

CREATE TABLE fills (
    account      uuid           NOT NULL,
    symbol       text           NOT NULL,
    trade_id     text           NOT NULL,
    side         text           NOT NULL,
    quantity     numeric(38,18) NOT NULL,
    price        numeric(38,18) NOT NULL,
    fee          numeric(38,18) NOT NULL,
    realized_pnl numeric(38,18) NOT NULL,
    strategy     text           NOT NULL,
    at           timestamptz    NOT NULL,
    PRIMARY KEY (account, symbol, trade_id)
);

CREATE TABLE liquidations (
    account        uuid           NOT NULL,
    venue_order_id text           NOT NULL,
    venue          text           NOT NULL,
    symbol         text           NOT NULL,
    position_side  text           NOT NULL,
    quantity       numeric(38,18) NOT NULL,
    price          numeric(38,18) NOT NULL,
    at             timestamptz    NOT NULL,
    PRIMARY KEY (account, venue_order_id)
);

CREATE TABLE reconciliations (
    account uuid PRIMARY KEY,
    at      timestamptz NOT NULL,
    breaks  text[]      NOT NULL
);

CREATE TABLE candles (
    venue     text           NOT NULL,
    symbol    text           NOT NULL,
    open_time timestamptz    NOT NULL,
    high      numeric(38,18) NOT NULL,
    low       numeric(38,18) NOT NULL,
    close     numeric(38,18) NOT NULL,
    PRIMARY KEY (venue, symbol, open_time)
);

CREATE TABLE warnings (
    account  uuid           NOT NULL,
    symbol   text           NOT NULL,
    band     numeric(38,18) NOT NULL,
    at       timestamptz    NOT NULL,
    distance numeric(38,18) NOT NULL,
    mark     numeric(38,18) NOT NULL,
    PRIMARY KEY (account, symbol, band, at)
);

CREATE TABLE quotes (
    quote     uuid PRIMARY KEY,
    owner     uuid             NOT NULL,
    symbol    text             NOT NULL,
    state     text             NOT NULL,
    code      text             NOT NULL,
    reason    text             NOT NULL,
    d         double precision NOT NULL,
    touch     double precision NOT NULL,
    premium   bigint           NOT NULL,
    quoted_at timestamptz      NOT NULL
);

CREATE TABLE policies (
    policy      uuid PRIMARY KEY,
    owner       uuid           NOT NULL,
    account     uuid           NOT NULL,
    symbol      text           NOT NULL,
    side        text           NOT NULL,
    quantity    numeric(38,18) NOT NULL,
    barrier     numeric(38,18) NOT NULL,
    sum_insured bigint         NOT NULL,
    premium     bigint         NOT NULL,
    paid        bigint         NOT NULL,
    state       text           NOT NULL,
    bound_at    timestamptz    NOT NULL,
    cover_until timestamptz    NOT NULL
);

CREATE TABLE claims (
    claim          uuid PRIMARY KEY,
    policy         uuid        NOT NULL,
    owner          uuid        NOT NULL,
    venue_order_id text        NOT NULL,
    by_hand        boolean     NOT NULL,
    state          text        NOT NULL,
    reason         text        NOT NULL,
    checks         text        NOT NULL,
    loss           bigint,
    benefit        bigint,
    evidence_root  text        NOT NULL,
    notified_at    timestamptz NOT NULL
);

CREATE TABLE payables (
    claim       uuid PRIMARY KEY,
    beneficiary uuid   NOT NULL,
    amount      bigint NOT NULL
);

CREATE TABLE payouts (
    payout      uuid PRIMARY KEY,
    claim       uuid        NOT NULL,
    beneficiary uuid        NOT NULL,
    amount      bigint      NOT NULL,
    state       text        NOT NULL,
    reason      text        NOT NULL,
    updated_at  timestamptz NOT NULL
);

CREATE TABLE transfers (
    seq       bigint PRIMARY KEY,
    kind      text        NOT NULL,
    debit     text        NOT NULL,
    credit    text        NOT NULL,
    amount    bigint      NOT NULL,
    code      text        NOT NULL,
    reference text        NOT NULL,
    at        timestamptz NOT NULL
);

CREATE TABLE strategies (
    strategy uuid PRIMARY KEY,
    owner    uuid NOT NULL,
    kind     text NOT NULL,
    symbol   text NOT NULL,
    state    text NOT NULL
);
