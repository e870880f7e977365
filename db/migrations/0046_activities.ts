const numbers = ["sessions", "copies", "consulted", "reached"].flatMap((name) => [
  `${name} integer`,
  `${name}_approx text`,
])

/** The days that are known everywhere, and since which year. */
const STANDARD: readonly [name: string, rule: string, monthDay: string, since: number][] = [
  ["国际消费者权益日", "fixed", "03-15", 1983],
  ["世界水日", "fixed", "03-22", 1993],
  ["全民国家安全教育日", "fixed", "04-15", 2016],
  ["世界知识产权日", "fixed", "04-26", 2001],
  ["《信访工作条例》施行日", "fixed", "05-01", 2022],
  ["《民法典》颁布日", "fixed", "05-28", 2021],
  ["世界环境日", "fixed", "06-05", 1974],
  ["国际禁毒日", "fixed", "06-26", 1988],
  ["《法治宣传教育法》施行日", "fixed", "11-01", 2025],
  ["全国交通安全日", "fixed", "12-02", 2012],
  ["国家宪法日", "fixed", "12-04", 2014],
  ["宪法宣传周", "week", "12-04", 2018],
]

/** 普法活动 with their units, laws and lists, and 普法节点 with those that are known everywhere. */
export const activities = [
  `create table key_days (
    id integer primary key not null,
    office_id integer,
    name text not null,
    rule text not null,
    month_day text,
    law_id integer,
    unit_id integer,
    since_year integer,
    until_year integer,
    version integer default 1 not null,
    foreign key (office_id) references units(id),
    foreign key (law_id) references laws(id),
    foreign key (unit_id) references units(id)
  )`,
  `create index key_days_office on key_days (office_id)`,
  `create table activities (
    id integer primary key not null,
    year integer not null,
    unit_id integer not null,
    state text not null,
    kind text not null,
    themed integer default false not null,
    title text not null,
    from_on text not null,
    until_on text not null,
    audience text default '' not null,
    place text default '' not null,
    channels text default '[]' not null,
    tags text default '[]' not null,
    stage text,
    topic text default '' not null,
    key_day_id integer,
    ${numbers.join(",\n    ")},
    note text default '' not null,
    effect text default '' not null,
    effect_measure text default '' not null,
    reason text default '' not null,
    by_office integer default false not null,
    entered_by_id integer not null,
    entered_at integer not null,
    version integer default 1 not null,
    foreign key (year) references years(year),
    foreign key (unit_id) references units(id)
  )`,
  `create index activities_year on activities (year, from_on)`,
  `create index activities_host on activities (unit_id, year)`,
  `create index activities_key_day on activities (key_day_id, year)`,
  `create table activity_units (
    activity_id integer not null,
    unit_id integer not null,
    role text not null,
    primary key (activity_id, unit_id),
    foreign key (activity_id) references activities(id),
    foreign key (unit_id) references units(id)
  )`,
  `create index activity_units_unit on activity_units (unit_id, activity_id)`,
  `create table activity_laws (
    activity_id integer not null,
    position integer not null,
    title text not null,
    law_id integer,
    primary key (activity_id, position),
    foreign key (activity_id) references activities(id),
    foreign key (law_id) references laws(id)
  )`,
  `create index activity_laws_law on activity_laws (law_id)`,
  `create table activity_lists (
    id integer primary key not null,
    year integer not null,
    kinds text default '[]' not null,
    themed text default '[]' not null,
    channels text default '[]' not null,
    tags text default '[]' not null,
    topics text default '[]' not null,
    version integer default 1 not null,
    foreign key (year) references years(year)
  )`,
  `create unique index activity_lists_year_unique on activity_lists (year)`,
  ...STANDARD.map(
    ([name, rule, monthDay, since]) =>
      `insert into key_days (name, rule, month_day, since_year) values ('${name}', '${rule}', '${monthDay}', ${since})`,
  ),
]
