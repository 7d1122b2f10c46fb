-- What is in force in each scope. baseline holds the numbers that two people stand for, or tighter
-- ones: how much a single person may loosen is measured from it, so that many small steps do not
-- add up to what one large step would have been refused. Where own is false the numbers of an
-- account follow the defaults. Version 0 is a row that only serves to be locked.
CREATE TABLE scope_limits (
    kind     text    NOT NULL,
    key      text    NOT NULL,
    numbers  jsonb   NOT NULL,
    baseline jsonb   NOT NULL,
    own      boolean NOT NULL,
    state    text    NOT NULL,
    version  bigint  NOT NULL,
    PRIMARY KEY (kind, key)
);

INSERT INTO scope_limits (kind, key, numbers, baseline, own, state, version)
SELECT 'ACCOUNT', account::text, of.numbers, of.numbers, own, state, version
FROM limits, LATERAL (
    SELECT jsonb_build_object(
        'orderNotionalMax', trim_scale(order_notional_max)::text,
        'positionNotionalMax', trim_scale(position_notional_max)::text,
        'leverageMax', leverage_max,
        'openOrdersMax', open_orders_max) AS numbers) AS of;

DROP TABLE limits;

-- What somebody wanted to be changed. request is the command as it came, so that a repetition is
-- told from another command with the same id.
CREATE TABLE limit_changes (
    id         uuid PRIMARY KEY,
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    scope_kind text        NOT NULL,
    scope_key  text        NOT NULL,
    status     text        NOT NULL,
    expires_at timestamptz NOT NULL,
    request    text        NOT NULL,
    body       jsonb       NOT NULL
);

CREATE INDEX limit_changes_newest ON limit_changes (seq DESC);
CREATE INDEX limit_changes_waiting ON limit_changes (expires_at) WHERE status = 'PENDING';

-- Loss limits that were reached.
CREATE TABLE trips (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account    uuid        NOT NULL,
    scope_kind text        NOT NULL,
    scope_key  text        NOT NULL,
    component  text        NOT NULL,
    state      text        NOT NULL,
    until      timestamptz,
    words      text        NOT NULL,
    at         timestamptz NOT NULL,
    lifted_at  timestamptz,
    lifted_by  text        NOT NULL DEFAULT '',
    lifted_why text        NOT NULL DEFAULT ''
);

CREATE INDEX trips_not_lifted ON trips (scope_kind, scope_key) WHERE lifted_at IS NULL;
