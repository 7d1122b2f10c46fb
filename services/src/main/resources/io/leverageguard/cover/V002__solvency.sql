-- How solvent the pool was: one row each minute in which something had changed. Minor units.
CREATE TABLE solvency_points (
    at        timestamptz PRIMARY KEY,
    in_force  bigint NOT NULL,
    required  bigint NOT NULL,
    own_funds bigint NOT NULL,
    -- Absent where nothing was required.
    ratio     numeric
);
