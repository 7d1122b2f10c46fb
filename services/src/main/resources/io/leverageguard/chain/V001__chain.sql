-- Transactions that we send, every signed form of each, and the next nonce of each sender.

CREATE TABLE sender (
    network    text   PRIMARY KEY,
    address    text   NOT NULL,
    next_nonce bigint NOT NULL CHECK (next_nonce >= 0)
);

CREATE TABLE tx (
    id         uuid        PRIMARY KEY,
    network    text        NOT NULL REFERENCES sender,
    nonce      bigint      NOT NULL,
    purpose    text        NOT NULL,
    payload    text        NOT NULL,
    recipient  text        NOT NULL,
    data       text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('PENDING', 'SENT', 'SUBMITTED', 'MINED',
                               'CONFIRMED', 'FAILED', 'EXPIRED', 'CANCELED')),
    block      bigint      NOT NULL DEFAULT 0,
    block_hash text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (network, nonce),
    UNIQUE (network, purpose, payload)
);

CREATE INDEX tx_open ON tx (network, nonce)
    WHERE state NOT IN ('CONFIRMED', 'FAILED', 'CANCELED');
CREATE INDEX tx_by_time ON tx (created_at);

-- Fees are in wei. All signed forms are kept, because any of them may be mined.
CREATE TABLE attempt (
    hash         text          PRIMARY KEY,
    tx           uuid          NOT NULL REFERENCES tx,
    number       integer       NOT NULL,
    raw          text          NOT NULL,
    gas          bigint        NOT NULL,
    max_fee      numeric(38,0) NOT NULL,
    max_priority numeric(38,0) NOT NULL,
    noop         boolean       NOT NULL,
    at           timestamptz   NOT NULL,
    UNIQUE (tx, number)
);

CREATE TRIGGER attempt_only_adds BEFORE UPDATE OR DELETE OR TRUNCATE ON attempt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
