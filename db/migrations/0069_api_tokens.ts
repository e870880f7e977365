/** 接口令牌: by which programs ask as a person does, and what they were answered. */
export const apiTokens = [
  `create table api_tokens (
    id integer primary key not null,
    person_id integer not null references people (id),
    name text not null,
    scope text not null,
    ends_on text not null,
    hash text not null,
    made_at integer not null,
    revoked_at integer,
    last_used_at integer,
    version integer default 1 not null
  )`,
  `create unique index api_tokens_hash on api_tokens (hash)`,
  `create index api_tokens_person on api_tokens (person_id)`,
  `create table api_answers (
    token_id integer not null references api_tokens (id),
    key text not null,
    asked_hash text not null,
    at integer not null,
    status integer,
    answer text default '' not null,
    primary key (token_id, key)
  )`,
]
