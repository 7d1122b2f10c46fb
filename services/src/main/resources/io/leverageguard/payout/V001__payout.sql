-- Payout orders. Amounts are minor units. How each got where it is stands in the audit trail.

CREATE TABLE payout (
    id            uuid        PRIMARY KEY,
    claim         uuid        NOT NULL UNIQUE,
    policy        uuid        NOT NULL,
    beneficiary   uuid        NOT NULL,
    amount        bigint      NOT NULL CHECK (amount > 0),
    asset         text        NOT NULL CHECK (asset IN ('USDT')),
    evidence_root text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('CREATED', 'AUTHORIZING', 'AUTHORIZED',
                                  'FUNDS_RESERVED', 'CONFIRMED', 'FAILED_RETRYABLE', 'RELEASED')),
    reason        text        NOT NULL,
    failures      integer     NOT NULL DEFAULT 0,
    next_try_at   timestamptz,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CHECK ((state = 'FAILED_RETRYABLE') = (next_try_at IS NOT NULL))
);

CREATE INDEX payout_by_beneficiary ON payout (beneficiary, created_at);
CREATE INDEX payout_by_time ON payout (created_at);
CREATE INDEX payout_to_settle ON payout (created_at, id)
    WHERE state IN ('AUTHORIZED', 'FUNDS_RESERVED');
CREATE INDEX payout_to_retry ON payout (next_try_at) WHERE state = 'FAILED_RETRYABLE';

CREATE TABLE approval (
    payout   uuid        NOT NULL REFERENCES payout,
    approver uuid        NOT NULL,
    name     text        NOT NULL,
    why      text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (payout, approver)
);

CREATE TRIGGER approval_only_adds BEFORE UPDATE OR DELETE OR TRUNCATE ON approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
