-- SQLite cannot add a constraint to a table; the index of V2 is what enforces it.
-- This version keeps the numbers the same on all databases.
select 1;
