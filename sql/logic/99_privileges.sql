-- Who may call what. New functions are open to everybody in PostgreSQL, and default privileges of a schema cannot
-- take that back, so it is taken back at the end, when all functions are there.

revoke execute on all functions in schema rungs_api from public;
