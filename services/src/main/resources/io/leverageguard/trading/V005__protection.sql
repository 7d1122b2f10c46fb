-- What risk has decided of each scope, so that the kill switch can stop a scope and let it go again
-- without asking anybody.
CREATE TABLE scope_limits (
    kind text NOT NULL,
    key  text NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (kind, key)
);

-- Uses of the kill switch. What is being done in an account is written before it is done.
CREATE TABLE kills (
    kill       uuid PRIMARY KEY,
    state      text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'LIFTED')),
    started_at timestamptz NOT NULL,
    body       jsonb NOT NULL
);
CREATE INDEX kills_standing ON kills (started_at) WHERE state <> 'LIFTED';
CREATE INDEX kills_newest ON kills (started_at DESC);

CREATE TABLE kill_reports (
    kill    uuid NOT NULL REFERENCES kills,
    account uuid NOT NULL REFERENCES accounts,
    place   bigint GENERATED ALWAYS AS IDENTITY,
    step    text NOT NULL,
    body    jsonb NOT NULL,
    PRIMARY KEY (kill, account)
);

-- How positions are to be protected; the empty symbol stands for all without a policy of their own.
CREATE TABLE stop_policies (
    account uuid NOT NULL REFERENCES accounts,
    symbol  text NOT NULL,
    body    jsonb NOT NULL,
    PRIMARY KEY (account, symbol)
);

CREATE TABLE protected_positions (
    account uuid NOT NULL REFERENCES accounts,
    symbol  text NOT NULL,
    state   text NOT NULL CHECK (state IN ('PENDING', 'PROTECTED', 'UNPROTECTED', 'FLATTENED')),
    body    jsonb NOT NULL,
    PRIMARY KEY (account, symbol)
);

-- Margin that was added or taken, and parts of positions that were closed for want of it.
CREATE TABLE margin_changes (
    change  uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES accounts,
    symbol  text NOT NULL,
    state   text NOT NULL CHECK (state IN ('DUE', 'SENT', 'UNKNOWN', 'DONE', 'REJECTED')),
    at      timestamptz NOT NULL,
    body    jsonb NOT NULL
);
CREATE INDEX margin_changes_unsettled ON margin_changes (at)
    WHERE state NOT IN ('DONE', 'REJECTED');
