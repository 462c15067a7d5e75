-- Beside ops.loads and ops.rejects: which file is which, what its header was, which none takes,
-- and who yielded to whom; aside has one table per log with the records that yielded.
create schema if not exists aside;

create sequence if not exists ops.file_ids;

create table if not exists ops.files (
    file varchar,
    source varchar,
    file_id integer,
    size bigint,
    modified bigint,
    sha256 varchar,
    fingerprint varchar,
);

create table if not exists ops.headers (file_id integer, names varchar[]);

create table if not exists ops.refusals (file varchar, reason varchar);

create table if not exists ops.overlaps (file_id integer, yields_to integer);
