-- The one thing that the private server needs before there is a database to connect to. Run in
-- single-user mode when a cluster is made (src/db/server_cluster.c).

-- server_create_database :none ()
create database rungs
