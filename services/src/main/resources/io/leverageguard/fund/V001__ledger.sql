-- The ledger. Amounts are minor units. Only accounts, deposits and the head are ever updated.

CREATE TABLE account (
    id              bigint  PRIMARY KEY,
    name            text    NOT NULL UNIQUE,
    kind            text    NOT NULL
                    CHECK (kind IN ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
    normal_side     text    NOT NULL CHECK (normal_side IN ('DEBIT', 'CREDIT')),
    may_not_go_negative boolean NOT NULL,
    asset           text    NOT NULL CHECK (asset IN ('USDT')),
    posted_debits   bigint  NOT NULL CHECK (posted_debits >= 0),
    posted_credits  bigint  NOT NULL CHECK (posted_credits >= 0),
    pending_debits  bigint  NOT NULL CHECK (pending_debits >= 0),
    pending_credits bigint  NOT NULL CHECK (pending_credits >= 0),
    version         bigint  NOT NULL,
    CHECK (normal_side = CASE WHEN kind IN ('ASSET', 'EXPENSE') THEN 'DEBIT' ELSE 'CREDIT' END),
    -- The last line of defence against an overdraft; the service refuses long before.
    CHECK (NOT may_not_go_negative OR CASE normal_side
        WHEN 'DEBIT' THEN posted_debits - posted_credits - pending_credits
        ELSE posted_credits - posted_debits - pending_debits END >= 0)
) WITH (fillfactor = 70);

CREATE TABLE batch (
    id        uuid   PRIMARY KEY,
    reference text   NOT NULL,
    body_hash bytea  NOT NULL,
    first_seq bigint NOT NULL UNIQUE,
    last_seq  bigint NOT NULL UNIQUE,
    head      bytea  NOT NULL
);

CREATE TABLE transfer (
    seq     bigint      PRIMARY KEY,
    id      uuid        NOT NULL UNIQUE,
    batch   uuid        NOT NULL,
    kind    text        NOT NULL CHECK (kind IN ('SINGLE', 'PENDING', 'POST', 'VOID')),
    pending uuid,
    debit   bigint      NOT NULL REFERENCES account,
    credit  bigint      NOT NULL REFERENCES account,
    amount  bigint      NOT NULL CHECK (amount > 0),
    code    text        NOT NULL,
    at      timestamptz NOT NULL,
    hash    bytea       NOT NULL,
    CHECK (debit <> credit),
    CHECK ((kind IN ('POST', 'VOID')) = (pending IS NOT NULL))
);

-- A pending transfer is completed once: by a post or by a void.
CREATE UNIQUE INDEX transfer_completes_once ON transfer (pending) WHERE pending IS NOT NULL;

-- What a transfer did to one account; versions have no gaps.
CREATE TABLE entry (
    account       bigint NOT NULL REFERENCES account,
    version       bigint NOT NULL,
    transfer      bigint NOT NULL,
    side          text   NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
    posted        bigint NOT NULL,
    pending       bigint NOT NULL,
    balance_after bigint NOT NULL,
    PRIMARY KEY (account, version)
);

CREATE INDEX entry_by_transfer ON entry (transfer);

-- The one place where writers queue: the end of the chain.
CREATE TABLE head (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq      bigint NOT NULL,
    accounts bigint NOT NULL,
    hash     bytea  NOT NULL
);
INSERT INTO head (seq, accounts, hash) VALUES (0, 0, decode(repeat('00', 32), 'hex'));

CREATE TABLE deposit (
    id           uuid        PRIMARY KEY,
    owner        uuid        NOT NULL,
    purpose      text        NOT NULL CHECK (purpose IN ('CAPITAL', 'PREPAID')),
    amount       bigint      NOT NULL CHECK (amount > 0),
    asset        text        NOT NULL,
    reference    text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('EXPECTED', 'CONFIRMED')),
    at           timestamptz NOT NULL
);

CREATE INDEX deposit_by_owner ON deposit (owner, at);
CREATE INDEX deposit_by_time ON deposit (at);

-- The function is the kit's, for every table that only grows.
CREATE TRIGGER transfer_only_adds BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_only_adds BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER batch_only_adds BEFORE UPDATE OR DELETE OR TRUNCATE ON batch
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A foreign key to these three would need the UPDATE right; verification checks the links instead.
REVOKE UPDATE, DELETE, TRUNCATE ON transfer, entry, batch FROM PUBLIC, CURRENT_USER;
