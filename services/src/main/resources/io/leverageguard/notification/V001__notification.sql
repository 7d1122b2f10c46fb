-- What a person chose; language at first from the registration.
CREATE TABLE preferences (
    user_id  uuid PRIMARY KEY,
    language text    NOT NULL,
    stream   boolean NOT NULL,
    -- Where webhooks go; null when the person has none.
    webhook  text
);

-- Who owns an account, for events that name only the account.
CREATE TABLE accounts (
    account uuid PRIMARY KEY,
    owner   uuid NOT NULL
);

CREATE TABLE messages (
    id      uuid PRIMARY KEY,
    user_id uuid        NOT NULL,
    -- The feed and the number of the event that caused it: one message per event and person.
    source  text        NOT NULL,
    kind    text        NOT NULL,
    title   text        NOT NULL,
    text    text        NOT NULL,
    read    boolean     NOT NULL DEFAULT false,
    at      timestamptz NOT NULL,
    seq     bigint GENERATED ALWAYS AS IDENTITY,
    UNIQUE (user_id, source)
);

CREATE INDEX messages_of_user ON messages (user_id, seq DESC);

-- Deliveries that have not ended.
CREATE TABLE deliveries (
    message  uuid        NOT NULL REFERENCES messages,
    channel  text        NOT NULL,
    address  text        NOT NULL,
    attempts integer     NOT NULL,
    next_try timestamptz NOT NULL,
    PRIMARY KEY (message, channel)
);

CREATE INDEX deliveries_due ON deliveries (channel, next_try);
