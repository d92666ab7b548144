-- Waits for locks as long as it takes, in this transaction alone.
SET LOCAL lock_timeout = 0
