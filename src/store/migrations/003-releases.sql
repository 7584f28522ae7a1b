-- When a release is to be published, and who may see it before.
create table publications (
    release text primary key,
    at bigint not null,
    open_hours bigint not null,
    set_by text not null,
    set_at bigint not null
);
create table release_readers (
    release text not null,
    account text not null,
    name text not null,
    reason text not null,
    added_by text not null,
    added_at bigint not null,
    primary key (release, account)
);
create table release_reads (
    at bigint not null,
    release text not null,
    account text not null,
    path text not null
);
