-- A unique index is a constraint here already; this version keeps the numbers the same on all databases.
do 0;
