/** 公众意见 on what was released. */
export const comments = [
  `create table comments (
    id integer primary key not null,
    release_id integer not null references releases (id),
    text text not null,
    key_hash text not null,
    received_at integer not null,
    state text not null,
    answer text default '' not null,
    answered_by_id integer,
    answered_at integer,
    shown_by_id integer,
    shown_at integer,
    version integer default 1 not null
  )`,
  `create unique index comments_key_hash_unique on comments (key_hash)`,
  `create index comments_release on comments (release_id, state)`,
  `create index comments_received on comments (received_at)`,
]
