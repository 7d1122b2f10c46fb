-- Events are written in bulk and read back as they are: nothing asks for what is inside, and reading
-- JSON apart on the way in cost more than the rest of the row. Their numbers are given out by the
-- writer, under the lock that keeps them in the order of commits.
ALTER TABLE events ALTER COLUMN payload TYPE text;
ALTER TABLE events ALTER COLUMN seq DROP IDENTITY IF EXISTS;
