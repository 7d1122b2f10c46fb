-- What the program called itself that logged in, so that people know their sessions apart.
ALTER TABLE sessions ADD COLUMN agent text NOT NULL DEFAULT '';
