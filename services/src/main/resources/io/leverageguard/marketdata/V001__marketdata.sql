-- What can be traded where, as the venue last said it.
CREATE TABLE instruments (
    venue        text           NOT NULL,
    symbol       text           NOT NULL,
    base         text           NOT NULL,
    quote        text           NOT NULL,
    tick_size    numeric(38,18) NOT NULL,
    lot_size     numeric(38,18) NOT NULL,
    min_quantity numeric(38,18) NOT NULL,
    max_quantity numeric(38,18) NOT NULL,
    min_notional numeric(38,18) NOT NULL,
    PRIMARY KEY (venue, symbol)
);

-- The last one-minute candle that was announced, so that none is announced twice or left out.
CREATE TABLE announced (
    venue     text        NOT NULL,
    symbol    text        NOT NULL,
    open_time timestamptz NOT NULL,
    PRIMARY KEY (venue, symbol)
);
