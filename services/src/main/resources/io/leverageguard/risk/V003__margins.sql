ALTER TABLE positions ADD COLUMN margin_mode text NOT NULL DEFAULT 'ISOLATED';

-- What is to be done before the venue liquidates, as the account's owner wants it.
CREATE TABLE margin_policies (
    account uuid PRIMARY KEY REFERENCES accounts,
    reserve numeric(38,18) NOT NULL CHECK (reserve >= 0),
    rules   jsonb          NOT NULL,
    version bigint         NOT NULL
);

-- What policies asked for. What of the reserve is held and booked is the sum over the rows of the
-- policy's version, so that no crash can part the two.
CREATE TABLE margin_actions (
    id             uuid PRIMARY KEY,
    seq            bigint GENERATED ALWAYS AS IDENTITY,
    account        uuid           NOT NULL REFERENCES accounts,
    symbol         text           NOT NULL,
    opened_at      timestamptz    NOT NULL,
    policy_version bigint         NOT NULL,
    kind           text           NOT NULL,
    amount         numeric(38,18) CHECK (amount > 0),
    share          numeric(38,18) CHECK (share > 0 AND share <= 1),
    distance       numeric(38,18) NOT NULL,
    band           numeric(38,18) NOT NULL,
    state          text           NOT NULL,
    words          text           NOT NULL DEFAULT '',
    at             timestamptz    NOT NULL,
    settled_at     timestamptz,
    CHECK ((amount IS NULL) <> (share IS NULL))
);

CREATE INDEX margin_actions_of_account ON margin_actions (account, seq DESC);
CREATE UNIQUE INDEX margin_actions_open ON margin_actions (account, symbol, opened_at, band)
    WHERE state IN ('DUE', 'UNKNOWN');

-- Rules that an open position has used and that are not armed again.
CREATE TABLE used_rules (
    account uuid           NOT NULL,
    symbol  text           NOT NULL,
    band    numeric(38,18) NOT NULL,
    PRIMARY KEY (account, symbol, band),
    FOREIGN KEY (account, symbol) REFERENCES positions ON DELETE CASCADE
);

-- What the trading service knows of margins at the venues. It may tell of an account before its
-- opening was read from the feed, so nothing refers to accounts here.
CREATE TABLE wallets (
    account uuid PRIMARY KEY,
    wallet  numeric(38,18) NOT NULL,
    at      timestamptz    NOT NULL
);

CREATE TABLE margin_tables (
    venue    text        NOT NULL,
    symbol   text        NOT NULL,
    brackets jsonb       NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (venue, symbol)
);
