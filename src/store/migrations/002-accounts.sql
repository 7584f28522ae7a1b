-- SPDX-License-Identifier: MIT
-- Who may sign in. No secret is readable here: passwords are argon2id hashes, tokens and recovery codes SHA-256,
-- secrets of authenticators sealed with the store's key, which is not in the store.

-- areas: codes, a line each. second_factor: sealed secret; second_factor_step: the last 30 seconds whose code was used.
create table accounts(
    id text primary key,
    version bigint not null,
    name text not null,
    email text not null,
    roles bigint not null,
    areas text not null,
    post text not null,
    active bigint not null,
    outside text,
    password text,
    must_change_password bigint not null,
    second_factor text,
    second_factor_step bigint not null,
    created bigint not null,
    last_seen bigint not null
);
create unique index accounts_by_outside on accounts(outside);

create table recovery_codes(
    account text not null references accounts(id),
    hash text not null,
    primary key(account, hash)
);

-- way: password or outside. code_given: whether the second factor was. enrolling: sealed secret of an
-- authenticator that is being set up.
create table sessions(
    token_hash text primary key,
    account text not null references accounts(id),
    way text not null,
    code_given bigint not null,
    created bigint not null,
    seen bigint not null,
    confirmed bigint not null,
    enrolling text
);
create index sessions_of_account on sessions(account);

-- what: pending while a password is being looked at, then password or failure; code, outside, in, out, locked, unlock.
create table sign_ins(
    number bigint primary key,
    at bigint not null,
    account text not null,
    address text not null,
    what text not null
);
create index sign_ins_of_account on sign_ins(account, number);
create index sign_ins_from_address on sign_ins(address, at);
