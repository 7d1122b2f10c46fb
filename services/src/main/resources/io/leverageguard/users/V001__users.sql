CREATE TABLE people (
    user_id       uuid        PRIMARY KEY,
    login         text        NOT NULL UNIQUE,
    password_hash text        NOT NULL,
    language      text        NOT NULL,
    roles         text[]      NOT NULL,
    since         timestamptz NOT NULL
);

-- A session is a family of refresh tokens: each one replaces the one before it.
CREATE TABLE sessions (
    session_id uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES people,
    started_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_why  text
);
CREATE INDEX sessions_by_user ON sessions (user_id, started_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- Only the SHA-256 of a refresh token is kept: 256 random bits need no salt.
CREATE TABLE refresh_tokens (
    token_hash bytea       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id uuid        NOT NULL REFERENCES sessions ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

-- Keys that sign access tokens. The private half is sealed by the vault and forgotten when the key
-- is replaced; the public half stays until the last token that it signed is dead.
CREATE TABLE signing_keys (
    key_id      uuid        PRIMARY KEY,
    created_at  timestamptz NOT NULL,
    public_jwk  text        NOT NULL,
    wrapped_key bytea,
    sealed_jwk  bytea,
    replaced_at timestamptz
);
CREATE UNIQUE INDEX signing_keys_one_present ON signing_keys ((true)) WHERE replaced_at IS NULL;

-- Which person a venue account belongs to. It stays after the key is revoked: cover that was bought
-- on an account must not be claimed on by somebody else.
CREATE TABLE venue_accounts (
    venue       text NOT NULL,
    account_uid text NOT NULL,
    owner       uuid NOT NULL REFERENCES people,
    PRIMARY KEY (venue, account_uid)
);

CREATE TABLE venue_keys (
    key_id      uuid        PRIMARY KEY,
    owner       uuid        NOT NULL REFERENCES people,
    venue       text        NOT NULL,
    label       text        NOT NULL,
    key_hint    text        NOT NULL,
    fingerprint bytea       NOT NULL,
    account_uid text        NOT NULL,
    can_trade   boolean     NOT NULL,
    stored_at   timestamptz NOT NULL,
    revoked_at  timestamptz,
    wrapped_key bytea,
    sealed      bytea,
    FOREIGN KEY (venue, account_uid) REFERENCES venue_accounts,
    CHECK ((revoked_at IS NULL) = (sealed IS NOT NULL)),
    CHECK ((sealed IS NULL) = (wrapped_key IS NULL))
);
CREATE INDEX venue_keys_by_owner ON venue_keys (owner, stored_at);
CREATE UNIQUE INDEX venue_keys_once ON venue_keys (owner, fingerprint) WHERE revoked_at IS NULL;
