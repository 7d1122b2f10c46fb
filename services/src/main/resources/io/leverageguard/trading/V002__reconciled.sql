-- Until when everything that happened in an account is known for certain.
ALTER TABLE accounts ADD COLUMN reconciled_at timestamptz;
