import { and, asc, desc, or, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { flat } from "#db/flat.ts"
import { plans, units } from "#db/schema.ts"
import { endOf, startOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Named } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { asksFor, HITS_A_PAGE, MOST_HITS, type Question } from "./question.ts"
import type { Place, Searched, Source } from "./source.ts"
import { NO_PAIR, pairsOf, patternOf, soughtBy } from "./words.ts"

export type Hit = Place & {
  kind: string
  at: number | null
  title: string
  author: string | null
  planTitle: string | null
  unit: Named | null
  taskLabel: string | null
  words: string[]
}

export type Found = {
  hits: Hit[]
  /** Of each kind, whichever is looked at; one more than MOST_HITS stands for more. */
  counts: ReadonlyMap<string, number>
}

/** A pattern that stands alone as a parameter makes SQLite put the whole statement together anew for each word. */
const pattern = (text: string): SQL => sql`${text} || ''`

const contains = (text: SQLWrapper, term: string): SQL => {
  const sought = soughtBy(term)
  if ("plain" in sought) return sql`instr(${text}, ${sought.plain}) > 0`
  const isThere = sql`${text} glob ${pattern(`*${sought.glob}*`)}`
  return sought.piece === "" ? isThere : sql`(instr(${text}, ${sought.piece}) > 0 and ${isThere})`
}

/** The units that are called as one of the words, in one of their names of today: which word, which unit. */
const calledBy = (terms: readonly string[]): SQL => sql`select one.key as term, u.id as id
  from json_each(${JSON.stringify(terms.map(patternOf))}) one join units u on (u.name glob one.value
    or u.short_name glob one.value or exists (select 1 from json_each(u.aliases) alias where alias.value glob one.value))`

const unitsCalled = (term: number): SQL => sql.raw(`(select id from called where term = ${term})`)

const ofUnits = ({ ofUnits: own, unitId }: Source, ids: SQL): SQL => own?.(ids) ?? sql`${unitId} in ${ids}`

/** A word is found in what was written, or as the name of the unit that it is about. */
const hasTerm = (source: Source, term: string, i: number): SQL | undefined =>
  or(...source.words.map((text) => contains(text, term)), ofUnits(source, unitsCalled(i)))

const hasTerms = (source: Source, terms: readonly string[]): SQL | undefined =>
  and(...terms.map((term, i) => hasTerm(source, term, i)))

function sought(source: Source, { unit, plan, from, to }: Question): SQL | undefined {
  return and(
    plan === null ? undefined : sql`${source.planId} = ${plan}`,
    unit === null ? undefined : ofUnits(source, sql`(${unit})`),
    from === null ? undefined : sql`${source.at} >= ${startOf(from)}`,
    to === null ? undefined : sql`${source.at} <= ${endOf(to)}`,
    source.isKept,
    source.seen,
  )
}

type Way = { from: SQL; where: SQL | undefined; newestFirst: SQL }

/** Of one kind the newest that are asked for, as keys. */
const hitsOf = (kind: Searched, source: Source, question: Question): SQL[] =>
  waysOf(source, question).map(
    ({ from, where, newestFirst }) => sql`
      select * from (select ${kind.kind} as kind, ${kind.rank} as rank, ${source.key[0]} as a, ${source.key[1]} as b,
        ${source.at} as at from ${from} where ${and(where, sought(source, question))}
        order by ${newestFirst} limit ${MOST_HITS + 1})`,
  )

/** How a kind is looked through; of several ways only those find something that are the right ones, and nothing twice. */
function waysOf(source: Source, { terms, unit, plan }: Question): Way[] {
  const { indexed } = source
  const asked = hasTerms(source, terms)
  if (!indexed) return [{ from: source.from, where: asked, newestFirst: sql`at desc, a desc, b desc` }]
  const { byWords, byTime, ofUnits, id, planId, rowid, seen, matches } = indexed
  const inPlan = plan === null ? undefined : sql`${planId} = ${plan}`
  const throughTime = (...where: (SQL | undefined)[]): Way => ({
    from: byTime,
    where: and(inPlan, seen, ...where),
    newestFirst: sql`${id} desc`,
  })
  const pairs = terms.map(pairsOf)
  const known = pairs.filter((one) => one !== null)
  if (known.length === 0) return [throughTime(unit === null ? undefined : ofUnits(id, sql`(${unit})`), asked)]
  const throughIndex = (expression: SQL, ...where: (SQL | undefined)[]): Way => ({
    from: byWords,
    where: and(matches(expression), inPlan, seen, ...where),
    newestFirst: sql`${rowid} desc`,
  })
  // What may be the name of a unit need not stand in the text; only the database knows which is.
  const others = sql`(select group_concat(one.value, ' AND ') from json_each(${JSON.stringify(pairs)}) one
    where one.value is not null and one.key not in (select term from called))`
  const inText = and(...terms.map((term) => or(...source.words.map((text) => contains(text, term)))))
  const notInText = sql`not (${inText})`
  return [
    throughIndex(pattern(known.join(" AND ")), inText),
    throughIndex(
      sql`(select coalesce(iif(count(*) > 0, ${others}, null), ${NO_PAIR}) from called)`,
      ofUnits(sql`+${rowid}`, sql`(select id from called)`),
      notInText,
      asked,
    ),
    throughTime(ofUnits(id, sql`(select id from called where ${others} is null)`), notInText, asked),
  ]
}

/** What is shown of those of one kind that stand on the page. */
const shownOf = (kind: Searched, source: Source): SQL => sql`
  select page.place, page.kind, page.a, page.b, page.at, ${source.title} as title, ${source.author} as author,
    ${source.planId} as plan_id, (select p.title from plans p where p.id = ${source.planId}) as plan_title,
    ${source.unitId} as unit_id, (select json_object('name', u.name, 'shortName', u.short_name,
      'former', json(${formerNames(sql`u.id`)}))
      from units u where u.id = ${source.unitId}) as unit,
    ${source.task?.ordinal ?? sql`null`} as ordinal, ${source.task?.label ?? sql`null`} as label,
    ${source.number ?? sql`null`} as number, json_array(${sql.join([...source.words], sql`, `)}) as words
  from page cross join ${source.from}
  where ${and(
    sql`page.kind = ${kind.kind} and ${source.key[0]} = page.a and ${source.key[1]} = page.b`,
    // A key may have several rows, as an item has wordings: shown is the one that was found.
    source.isKept,
    source.seen,
  )}`

/** What of a kind does not depend on what is asked, put together once for each person. */
type Ready = { source: Source; shown: SQL }

const READY = new WeakMap<Searched["source"], Map<string, Ready>>()
/** For so many persons; each has some thousand characters of each kind. */
const MOST_READY = 30

function readyFor(kind: Searched, actor: Actor, who: string): Ready {
  const known = READY.get(kind.source) ?? new Map<string, Ready>()
  READY.set(kind.source, known)
  const ready = known.get(who) ?? madeReady(kind, kind.source(actor))
  const [oldest] = known.keys()
  if (known.size >= MOST_READY && oldest !== undefined) known.delete(oldest)
  known.delete(who)
  known.set(who, ready)
  return ready
}

function madeReady(kind: Searched, source: Source): Ready {
  const { from, seen, isKept, key, at, unitId, planId, words, indexed } = source
  const [a, b] = key
  return {
    shown: flat(shownOf(kind, source)),
    source: {
      ...source,
      from: flat(from),
      seen: seen && flat(seen),
      isKept: isKept && flat(isKept),
      key: [flat(a), flat(b)],
      at: flat(at),
      unitId: flat(unitId),
      planId: flat(planId),
      words: words.map(flat),
      indexed: indexed && {
        ...indexed,
        byWords: flat(indexed.byWords),
        byTime: flat(indexed.byTime),
        seen: flat(indexed.seen),
      },
    },
  }
}

/** A count has nothing else; it is the first of the rows, and names the columns of all. */
const NOTHING_ELSE = sql.raw(
  ["at", "title", "author", "plan_id", "plan_title", "unit_id", "unit", "ordinal", "label", "number", "words"]
    .map((name) => `null as ${name}`)
    .join(", "),
)

type Row = {
  place: number | null
  kind: string
  a: number
  b: number
  at: number | null
  title: string
  author: string | null
  planId: number | null
  planTitle: string | null
  unitId: number | null
  unit: string | null
  ordinal: number | null
  label: string | null
  number: number | null
  words: string
}

const column = <T>(name: string) => sql<T>`${sql.raw(`found.${name}`)}`

const rowColumns = {
  place: column<Row["place"]>("place"),
  kind: column<Row["kind"]>("kind"),
  a: column<Row["a"]>("a"),
  b: column<Row["b"]>("b"),
  at: column<Row["at"]>("at"),
  title: column<Row["title"]>("title"),
  author: column<Row["author"]>("author"),
  planId: column<Row["planId"]>("plan_id"),
  planTitle: column<Row["planTitle"]>("plan_title"),
  unitId: column<Row["unitId"]>("unit_id"),
  unit: column<Row["unit"]>("unit"),
  ordinal: column<Row["ordinal"]>("ordinal"),
  label: column<Row["label"]>("label"),
  number: column<Row["number"]>("number"),
  words: column<Row["words"]>("words"),
}

/**
 * One statement over all kinds: the newest of each, which of them stand on the page, and what is shown of those. A row without
 * a place counts a kind. What has no day, a unit, stands before what was said on one.
 */
function foundBy({ db }: Pick<Database, "db">, kinds: readonly Searched[], actor: Actor, question: Question) {
  const who = JSON.stringify(actor)
  const all = kinds.map((kind) => ({ kind, ...readyFor(kind, actor, who) }))
  const hits = all.flatMap(({ kind, source }) => hitsOf(kind, source, question))
  const shown = all.map(({ shown }) => shown)
  const isAsked = question.kind === null ? sql`1` : sql`hit.kind = ${question.kind}`
  const first = (question.page - 1) * HITS_A_PAGE
  const inOrder = sql`hit.at is not null, hit.at desc, hit.rank, hit.a desc, hit.b desc`
  return db
    .select(rowColumns)
    .from(
      sql`(with called as materialized (${calledBy(question.terms)}),
        hit as materialized (${sql.join(hits, sql` union all `)}),
        page as materialized (select row_number() over (order by ${inOrder}) as place, hit.* from (select * from hit
          where ${isAsked} order by ${inOrder} limit ${Math.min(HITS_A_PAGE, MOST_HITS - first)} offset ${first}) hit)
        select null as place, kind, count(*) as a, 0 as b, ${NOTHING_ELSE} from hit group by kind
        union all ${sql.join(shown, sql` union all `)}) found`,
    )
    .orderBy(sql`found.place`)
}

function hitIn(row: Row): Hit {
  return {
    kind: row.kind,
    key: [row.a, row.b],
    at: row.at,
    title: row.title,
    author: row.author,
    planId: row.planId,
    planTitle: row.planTitle,
    unitId: row.unitId,
    unit: row.unit === null ? null : (JSON.parse(row.unit) as Named),
    ordinal: row.ordinal,
    taskLabel: row.label,
    number: row.number,
    words: (JSON.parse(row.words) as (string | null)[]).map((text) => text ?? ""),
  }
}

export type NamedUnit = { id: number; name: string; shortName: string; aliases: string[] }
export type NamedPlan = { id: number; title: string }

const namedUnits = ({ db }: Pick<Database, "db">) =>
  db
    .select({ id: units.id, name: units.name, shortName: units.shortName, aliases: units.aliases })
    .from(units)
    .orderBy(asc(units.position), asc(units.id))

const namedPlans = ({ db }: Pick<Database, "db">, actor: Actor) =>
  db.select({ id: plans.id, title: plans.title }).from(plans).where(visibleTo(actor)).orderBy(desc(plans.id))

const OUTSIDE = new WeakMap<readonly Searched[], Searched[]>()

/** What an invited 外部监督 finds; nobody's name beside it. Of the same kinds the same each time, as `readyFor` wants it. */
export function openOutside(kinds: readonly Searched[]): Searched[] {
  const known = OUTSIDE.get(kinds)
  if (known) return known
  const open = kinds.flatMap(({ outside, source, ...kind }): Searched[] =>
    outside ? [{ ...kind, href: outside, source: (actor) => ({ ...source(actor), author: sql`null` }) }] : [],
  )
  OUTSIDE.set(kinds, open)
  return open
}

/** What the actor finds, with the units and plans by which it can be narrowed; one round trip. */
export async function searched(
  database: Database,
  kinds: readonly Searched[],
  actor: Actor,
  question: Question,
): Promise<{ found: Found | null; units: NamedUnit[]; plans: NamedPlan[] }> {
  const names = [namedUnits(database), namedPlans(database, actor)] as const
  if (!asksFor(question)) {
    const [all, seen] = await database.read([...names])
    return { found: null, units: all, plans: seen }
  }
  const [all, seen, rows] = await database.read([...names, foundBy(database, kinds, actor, question)])
  const found = {
    hits: rows.filter(({ place }) => place !== null).map(hitIn),
    counts: new Map(rows.filter(({ place }) => place === null).map(({ kind, a }) => [kind, a])),
  }
  return { found, units: all, plans: seen }
}
