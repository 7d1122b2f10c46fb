CREATE TABLE quotes (
    quote      uuid PRIMARY KEY,
    owner      uuid NOT NULL,
    account    uuid NOT NULL,
    state      text NOT NULL,
    quoted_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    terms      jsonb NOT NULL,
    -- What the price was made of: position, prices, volatility, pool. Evidence for later.
    snapshot   jsonb NOT NULL
);
CREATE INDEX quotes_by_owner ON quotes (owner, quoted_at DESC);

CREATE TABLE policies (
    policy        uuid PRIMARY KEY,
    quote         uuid NOT NULL REFERENCES quotes,
    owner         uuid NOT NULL,
    account       uuid NOT NULL,
    venue         text NOT NULL,
    symbol        text NOT NULL,
    side          text NOT NULL,
    state         text NOT NULL,
    -- PENDING: the premium is being booked. TAKEN: it is. LAPSED: the owner could not pay.
    payment       text NOT NULL,
    bound_at      timestamptz NOT NULL,
    cover_from    timestamptz NOT NULL,
    cover_until   timestamptz NOT NULL,
    ended_at      timestamptz,
    premium       bigint NOT NULL CHECK (premium >= 0),
    earned        bigint NOT NULL DEFAULT 0,
    -- The amount that is being earned, written before it is booked, so that a repetition is equal.
    earning       bigint,
    earning_seq   integer NOT NULL DEFAULT 0,
    benefit_max   bigint NOT NULL CHECK (benefit_max >= 0),
    paid          bigint NOT NULL DEFAULT 0,
    terms         jsonb NOT NULL,
    snapshot      jsonb NOT NULL,
    CHECK (earned <= premium),
    CHECK (paid <= benefit_max)
);
CREATE UNIQUE INDEX one_policy_per_quote ON policies (quote) WHERE payment <> 'LAPSED';
CREATE UNIQUE INDEX one_policy_per_position ON policies (account, symbol)
    WHERE payment <> 'LAPSED' AND state IN ('WAITING', 'ACTIVE');
CREATE INDEX policies_by_owner ON policies (owner, bound_at DESC);
CREATE INDEX policies_alive ON policies (state) WHERE state <> 'CLOSED';

CREATE TABLE claims (
    claim          uuid PRIMARY KEY,
    policy         uuid NOT NULL REFERENCES policies,
    owner          uuid NOT NULL,
    venue          text NOT NULL,
    account_uid    text NOT NULL,
    symbol         text NOT NULL,
    venue_order_id text NOT NULL,
    by_hand        boolean NOT NULL,
    statement      text NOT NULL,
    state          text NOT NULL,
    reason         text NOT NULL,
    reserve        bigint NOT NULL CHECK (reserve >= 0),
    loss           bigint,
    benefit        bigint CHECK (benefit >= 0 AND benefit <= reserve),
    score          integer NOT NULL DEFAULT 0,
    checks         jsonb NOT NULL DEFAULT '{"items": []}',
    hits           jsonb NOT NULL DEFAULT '{"items": []}',
    facts          jsonb,
    root           text NOT NULL DEFAULT '',
    notified_at    timestamptz NOT NULL,
    due_at         timestamptz NOT NULL,
    attempts       integer NOT NULL DEFAULT 0,
    -- Not declined and not withdrawn: stands in the way of another claim on the same order.
    standing       boolean NOT NULL DEFAULT true,
    -- Approved, payable or paid: at most one claim on an order ever is.
    payable        boolean NOT NULL DEFAULT false,
    -- The reserve of a declined claim was given back.
    released       boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX one_standing_claim_per_order
    ON claims (venue, account_uid, symbol, venue_order_id) WHERE standing;
CREATE UNIQUE INDEX one_payment_per_order
    ON claims (venue, symbol, venue_order_id) WHERE payable;
CREATE INDEX claims_by_owner ON claims (owner, notified_at DESC);
CREATE INDEX claims_by_policy ON claims (policy);
CREATE INDEX claims_due ON claims (due_at) WHERE state NOT IN ('CLOSED', 'WITHDRAWN');

CREATE TABLE claim_steps (
    claim  uuid NOT NULL REFERENCES claims,
    n      integer NOT NULL,
    state  text NOT NULL,
    actor  text NOT NULL,
    reason text NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (claim, n)
);

CREATE TABLE evidence (
    id         uuid PRIMARY KEY,
    claim      uuid NOT NULL REFERENCES claims,
    n          integer NOT NULL,
    source     text NOT NULL,
    request    text NOT NULL,
    body       text NOT NULL,
    sha256     text NOT NULL,
    at         timestamptz NOT NULL,
    venue_time text NOT NULL,
    UNIQUE (claim, n)
);
