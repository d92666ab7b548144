-- Which store this is: a cursor from another one leads nowhere here.
SELECT md5(system_identifier || '/' || (
    SELECT oid FROM pg_database WHERE datname = current_database()
)) FROM pg_control_system()
