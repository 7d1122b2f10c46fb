CREATE TABLE notes (
    id     uuid PRIMARY KEY,
    text   text NOT NULL,
    state  text NOT NULL,
    amount numeric(38, 18) NOT NULL,
    at     timestamptz NOT NULL,
    lasts  bigint NOT NULL
);
