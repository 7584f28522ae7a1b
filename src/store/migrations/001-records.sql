-- SPDX-License-Identifier: MIT
-- The log of all that was done, and what follows from it. Moments are seconds since 1970 in UTC, days YYYY-MM-DD.

-- The truth: only ever added to.
create table events(
    number bigint primary key,
    at bigint not null,
    actor text not null,
    actor_name text not null,
    register text not null,
    record text not null,
    action text not null,
    change text not null,
    reason text not null,
    previous text not null,
    hash text not null
);
create index events_of_record on events(register, record, number);

-- Records as they stand; event: the last that changed one. series and serial: the number, taken apart by the
-- register's template, so that counting goes on from the highest.
create table records(
    register text not null,
    id text not null,
    number text,
    series text,
    serial bigint,
    version bigint not null,
    event bigint not null,
    state text not null,
    fields text not null,
    withheld text not null,
    moves text not null,
    created bigint not null,
    created_by text not null,
    created_by_id text not null,
    changed bigint not null,
    changed_by text not null,
    primary key(register, id)
);
create unique index records_by_number on records(register, number);
create index records_by_serial on records(register, series, serial);
create index records_by_event on records(register, event);

create table links(
    register text not null,
    record text not null,
    field text not null,
    kind text not null,
    target text not null,
    primary key(register, record, field, kind, target)
);
create index links_to on links(kind, target);

create table due(
    register text not null,
    record text not null,
    rule text not null,
    due text not null,
    who text not null,
    primary key(register, record, rule)
);
create index due_by_day on due(due);

-- With which definition links, due and serials of a register were made.
create table projections(
    register text primary key,
    definition text not null
);
-- One more each time everything is made anew from the log: what is held in memory is then stale.
create table rebuilds(
    number bigint primary key
);
insert into rebuilds(number) values (0);

-- Who read a record of a restricted register; an empty record: a list of them.
create table reads(
    at bigint not null,
    actor text not null,
    register text not null,
    record text not null
);
create index reads_of_record on reads(register, record, at);

-- Saved lists.
create table views(
    owner text not null,
    name text not null,
    register text not null,
    query text not null,
    primary key(owner, register, name)
);
-- The last event an account has looked at, for "changed since I looked".
create table seen(
    account text primary key,
    event bigint not null
);
-- Attached files, by the SHA-256 of their bytes, which lie in the store's folder.
create table files(
    hash text not null,
    name text not null,
    type text not null,
    bytes bigint not null,
    added_by text not null,
    at bigint not null,
    primary key(hash, name)
);
-- Digests that were written, so that none is sent twice.
create table digests(
    account text not null,
    day text not null,
    primary key(account, day)
);
