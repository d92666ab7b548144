-- Which store this is, and on which timeline: a cursor from another, or from before a restore or a
-- failover that may have lost what it had seen, leads nowhere here.
SELECT md5(system_identifier || '/' || timeline_id || '/' || (
    SELECT oid FROM pg_database WHERE datname = current_database()
)) FROM pg_control_system() CROSS JOIN pg_control_checkpoint()
