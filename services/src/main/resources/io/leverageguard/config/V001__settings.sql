-- Every version of every setting. Version 0, the built-in default, has no row.
-- Rows are added and never changed.
CREATE TABLE settings (
    name       text        NOT NULL,
    version    bigint      NOT NULL CHECK (version > 0),
    value      text        NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL,
    why        text        NOT NULL,
    PRIMARY KEY (name, version)
);
