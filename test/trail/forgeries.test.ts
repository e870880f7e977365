import { createHash } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Database } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { attachmentPieces, attachments, events, lightOverrides } from "#db/schema.ts"
import { ownShape, type Shape } from "#db/shape.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"
import { house } from "#src/capabilities.ts"
import { compareImprints, Newest } from "#src/trail/imprints.ts"
import { acting, record } from "#src/trail/record.ts"
import { SealsLost, sealEvents, verifyTrail } from "#src/trail/seal.ts"
import { isSound } from "#src/trail/verification.ts"
import { copyOf } from "#test/support/copies.ts"
import { verify } from "#test/support/house.ts"
import { verificationWords } from "#views/events/verification.ts"
import { particularsShown, subjectWords } from "#views/events/words.ts"

/*
 * What somebody with the file can do behind the program's back, one edit a line (trust.md A1, A2). SECURITY.md repeats
 * which are found and, by name, which are not.
 */

const folder = mkdtempSync(join(tmpdir(), "fengong-forgeries-"))
const file = join(folder, "year.db")
let shape: Shape
const untouched = new Newest()
afterAll(() => rmSync(folder, { recursive: true }))

/** A year of the demo, with what it lacks: evidence, a light set by hand, an event for each. Sealed to its end. */
beforeAll(async () => {
  shape = await ownShape()
  const database = await openDatabase(":memory:")
  const now = Date.parse("2026-11-23T09:00+08:00")
  await migrate(database.client)
  await seedReference(database)
  await seedDemo(database, now)
  const { db } = database
  const bytes = Buffer.from("%PDF-1.7 签到表")
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  const by = acting(null, now)
  const row = {
    planId: 1,
    unitId: 1,
    subject: "report:1/4",
    kind: "evidence",
    name: "签到表.pdf",
    type: "pdf",
  } as const
  for (const id of [1, 2])
    await record(
      database,
      by,
      [{ action: "attachment_added", subject: `attachment:${id}`, version: 1 }],
      [
        db.insert(attachments).values({ ...row, id, size: bytes.length, sha256, addedById: 1, addedAt: now }),
        db.insert(attachmentPieces).values({ attachmentId: id, position: 0, bytes }),
      ],
    )
  await record(
    database,
    by,
    [{ action: "light_overridden", subject: "light:1/4", version: 1 }],
    [
      db
        .insert(lightOverrides)
        .values({ assignmentId: 1, roundId: 4, light: "red", reason: "现场核实", byId: 1, at: now }),
    ],
  )
  await sealEvents(database)
  await verifyTrail(database, { seen: untouched.note })
  await database.client.execute({ sql: "vacuum into ?", args: [file] })
  database.client.close()
}, 60_000)

const opened = () => copyOf(file)

/** The edit of somebody who knows the triggers: all are taken off, and put back exactly as they were. */
async function behindTheBack({ client }: Database, edit: string) {
  const { rows } = await client.execute("select name, sql from sqlite_master where type = 'trigger'")
  const off = rows.map(({ name }) => `drop trigger ${name};`).join("\n")
  const on = rows.map(({ sql }) => `${sql};`).join("\n")
  await client.executeMultiple(`pragma foreign_keys = off; begin; ${off} ${edit}; ${on} commit`)
}

const toldOf = async (database: Database) => {
  const result = await verify(database, { shape })
  return { sound: isSound(result), words: verificationWords(result, house).join("\n") }
}

test("untouched, the year verifies", async () => {
  expect(await toldOf(await opened())).toMatchObject({ sound: true })
})

test("a year of the trail has a Chinese word for every subject and every particular", async () => {
  const { db, read } = await opened()
  const [rows] = await read([db.select().from(events)])
  const words = rows.flatMap((event) => [
    subjectWords(event.subject, house),
    ...particularsShown(event, house).map(({ name }) => name),
  ])
  expect(words.length).toBeGreaterThan(1000)
  expect([...new Set(words)].filter((word) => !/[一-龥]/.test(word))).toEqual([])
})

test("… and no value is a name of ours: but for those of accounts, Chinese, numbers and days", async () => {
  const { db, read } = await opened()
  const [rows] = await read([db.select().from(events)])
  const shown = rows.flatMap((event) =>
    particularsShown(event, house)
      .filter(({ name }) => name !== "用户名")
      .map(({ name, before, after }) => `${name}：${before ?? ""}→${after}`),
  )
  expect([...new Set(shown)].filter((words) => /(^|[：→、，\s])[a-z]+(_[a-z]+)*($|[→、，\s])/i.test(words))).toEqual([])
})

/** Table, what is changed, and of which row. Each is found at its column. */
const EDITS: [table: string, set: string, where?: string][] = [
  ["report_versions", "achieved = '已全面完成。'", "assignment_id = 1 and round_id = 1"],
  [
    "report_versions",
    "problems = ''",
    "problems <> '' and rowid in (select rowid from report_versions where problems <> '' limit 1)",
  ],
  ["report_versions", "next_steps = '无'", "rowid = 3"],
  ["report_versions", "has_difficulty = 1 - has_difficulty", "rowid = 3"],
  ["report_versions", "unchanged = 1 - unchanged", "rowid = 3"],
  ["report_versions", "written_by_id = 2", "rowid = 3"],
  ["report_versions", "sent_by_id = 2", "rowid = 3"],
  ["report_versions", "entered_by_id = 2", "rowid = 3"],
  ["report_versions", "at = at - 86400000", "rowid = 3"],
  ["reports", "opinion = '同意。'", "rowid = 5"],
  ["reports", "judged_by_id = 1", "rowid = 5"],
  ["reports", "judged_at = 5", "rowid = 5"],
  ["reports", "resubmit_by = '2027-01-01'", "rowid = 5"],
  ["reports", "has_difficulty = 1 - has_difficulty", "rowid = 5"],
  ["reports", "first_submitted_at = first_submitted_at - 864000000", "rowid = 5"],
  ["reports", "signed_by_id = 1", "rowid = 5"],
  ["reports", "head_remark = '已阅'", "rowid = 5"],
  [
    "reports",
    "state = 'accepted'",
    "state <> 'accepted' and rowid = (select min(rowid) from reports where state <> 'accepted')",
  ],
  ["reports", "latest = 9", "rowid = 5"],
  ["tasks", "text = '不再要求。'", "id = 3"],
  ["tasks", "due_by = '2030-12-31'", "id = 3"],
  ["tasks", "deadline = 'continuing'", "id = (select min(id) from tasks where deadline <> 'continuing')"],
  ["tasks", "label = '（三十）'", "id = 3"],
  ["sections", "text = '一、其他'", "id = 1"],
  ["rounds", "due_by = '2030-12-31'", "id = 2"],
  ["rounds", "opens_on = '2030-12-31'", "id = 2"],
  ["rounds", "cut_off_at = cut_off_at + 864000000", "id = 1"],
  ["rounds", "evidence_required = 1 - evidence_required", "id = 2"],
  ["dues", "reported_at = 1", "rowid = 7"],
  ["assignments", "unit_id = 99", "id = 1"],
  ["assignments", "role = 'support'", "id = 1"],
  ["assignments", "state = 'closed'", "id = (select min(id) from assignments where state <> 'closed')"],
  ["assignments", "measures = '无'", "id = 1"],
  ["assignments", "rectify_by = '2030-12-31'", "id = 1"],
  ["assignments", "person_in_charge = '某某'", "id = 1"],
  ["plans", "title = '旧方案'"],
  ["plans", "doc_number = '〔2026〕99号'"],
  ["plans", "issued_on = '2020-01-01'"],
  ["plans", "source = '另一份文件'"],
  ["plans", "handling = 'public'"],
  ["plans", "confirmer = 'leader'"],
  ["plans", "allows_links = 1 - allows_links"],
  ["posts", "kind = 'supervisor'", "id = (select min(id) from posts where kind = 'liaison')"],
  ["posts", "until_on = '2020-01-01'", "id = 1"],
  ["posts", "unit_id = 2", "id = (select min(id) from posts where unit_id <> 2)"],
  ["people", "password_hash = (select password_hash || 'x' from people where login = 'admin')", "login = 'auditor'"],
  ["people", "active = 0", "login = 'auditor'"],
  ["people", "email = 'me@example.org'", "login = 'bangongshi'"],
  ["people", "name = '某某'", "login = 'bangongshi'"],
  ["people", "login = 'other'", "login = 'bangongshi'"],
  ["people", "must_change_password = 1 - must_change_password", "login = 'bangongshi'"],
  ["settings", "value = 'false'"],
  ["units", "name = '另一单位'", "id = 1"],
  ["units", "leader_id = 1 + coalesce(leader_id, 0)", "id = 1"],
  ["calendar_years", "off = '[]'", "year = 2026"],
  ["notices", "demand = '无要求'", "id = 1"],
  ["notices", "due_by = '2030-12-31'", "id = 1"],
  ["notices", "first_due_by = '2030-12-31'", "id = 1"],
  ["notices", "opinion = '同意销号。'", "id = 1"],
  ["notices", "unit_id = 9 - unit_id", "id = 1"],
  ["notice_answers", "text = '已办结。'", "rowid = 1"],
  ["extensions", "granted_by = '2030-12-31'"],
  ["extensions", "reason = '另有原因'"],
  ["extensions", "decided_by_id = 99"],
  ["instructions", "text = '已阅。'", "id = 1"],
  ["instructions", "reply = '已落实。'", "id = 1"],
  ["instructions", "leader_name = '某某'", "id = 1"],
  ["proposals", "opinion = '拟同意。'", "id = 1"],
  ["proposals", "decided_by_id = proposed_by_id", "id = 1"],
  ["proposals", "verdict = 'return'", "id = (select min(id) from proposals where verdict <> 'return')"],
  ["summaries", "text = '总体良好。'"],
  ["light_overrides", "light = 'green'"],
  ["light_overrides", "reason = '无'"],
  ["reminders", "at = at - 864000000", "id = 1"],
  ["reminders", "text = '另一催办'", "id = 1"],
  ["signed_sheets", "is_sealed = 1 - is_sealed", "rowid = 1"],
  ["handovers", "to_person_id = 1", "id = 1"],
  ["attachments", "name = '另一份.pdf'", "id = 1"],
  ["attachments", "removed_at = 1", "id = 1"],
  ["attachments", "address = 'https://a.cn/'", "id = 1"],
  ["attachments", "added_at = 1", "id = 1"],
]

describe("a value changed, all triggers put back", () => {
  test.each(EDITS.map(([table, set, where]) => ({ table, set, where })))(
    "$table: $set",
    async ({ table, set, where }) => {
      const database = await opened()
      await behindTheBack(database, `update ${table} set ${set} ${where ? `where ${where}` : ""}`)
      // No imprint was touched: those of the untouched year are its own. What verify does with it the next part shows.
      const { faults } = await compareImprints(database, untouched)
      const column = set.split(" ")[0] ?? ""
      expect(faults).not.toEqual([])
      for (const { facet, fault, columns } of faults)
        expect([facet.split(".")[0], fault, columns]).toEqual([table, "changed", [column]])
    },
  )
})

const PERSON = `insert into people (login, name, password_hash, password_set_at) values ('ghost', '某某', 'x', 1)`
const POST = `insert into posts (person_id, kind, unit_id, from_on)
  select id, 'supervisor', 9, '2026-01-01' from people where login = 'bangongshi'`
const EVENT = `insert into events (at, actor_id, actor_name, acting_as, address, action, subject, version, particulars)`

describe("rows put in, taken out and swapped, all triggers put back", () => {
  test.each<[string, string, RegExp]>([
    ["a post for a liaison", POST, /posts \d+：没有对应的操作记录/],
    ["an account", PERSON, /people \d+：没有对应的操作记录/],
    ["a setting", "insert into settings (key, value) values ('cutOffDays', '0')", /settings cutOffDays：没有对应/],
    [
      "a report's later version",
      "insert into report_versions select assignment_id, round_id, 7, '好', '', '', 0, 0, written_by_id, sent_by_id, null, at, null from report_versions where rowid = 1",
      /report_versions [\d/]+：没有对应/,
    ],
    ["nothing was owed", "delete from dues where unit_id = 1", /dues [\d/]+：不在了/],
    ["a post taken away", "delete from posts where kind = 'auditor'", /posts \d+：不在了/],
    ["a setting taken away", "delete from settings", /settings demo：不在了/],
    ["a sent version taken out", "delete from report_versions where rowid = 9", /report_versions [\d/]+：不在了/],
    [
      "a notice about other work",
      "update notice_items set assignment_id = 60 where rowid = 1",
      /notice_items [\d/]+：没有对应[\s\S]*notice_items [\d/]+：不在了/,
    ],
    ["a reminder taken out", "delete from reminders where id = 2", /reminders 2：不在了/],
    ["a notice taken out", "delete from notices where id = 2", /notices 2：不在了/],
    [
      "the words of two reports swapped",
      `create temp table both as select rowid as r, achieved from report_versions where rowid in (1, 2);
      update report_versions set achieved = (select achieved from both where r <> report_versions.rowid)
      where rowid in (1, 2)`,
      /× 留底：2 行/,
    ],
    [
      "two people swapped",
      `update people set name = case login when 'admin' then '钱' else '孙' end
      where login in ('admin', 'auditor')`,
      /× 留底：2 行/,
    ],
    ["bytes where words belong", "update summaries set text = x'00ff'", /summaries ：有无法读取的内容/],
    [
      "evidence replaced",
      "update attachment_pieces set bytes = x'255044462d' where attachment_id = 1",
      /附件 1「签到表.pdf」/,
    ],
    ["evidence taken out", "delete from attachment_pieces where attachment_id = 2", /附件 2「签到表.pdf」/],
    [
      "evidence and its fingerprint replaced",
      `update attachment_pieces set bytes = x'255044462d' where attachment_id = 1;
      update attachments set size = 5, sha256 = '${createHash("sha256").update("%PDF-").digest("hex")}' where id = 1`,
      /attachments 1：被改动（size、sha256）/,
    ],
  ])("%s", async (_, edit, told) => {
    const database = await opened()
    await behindTheBack(database, edit)
    expect(await toldOf(database)).toMatchObject({ sound: false, words: expect.stringMatching(told) })
  })
})

describe("the trail itself, all triggers put back", () => {
  test.each<[string, string, RegExp]>([
    ["another name", "update events set actor_name = '刘督查' where id = 600", /第 600 条记录的内容与封存时不一致/],
    ["another moment", "update events set at = at + 1 where id = 600", /第 600 条/],
    ["another post", "update events set acting_as = 'auditor' where id = 600", /第 600 条/],
    [
      "other particulars",
      "update events set particulars = '{}' where particulars <> '{}' and id > 500",
      /的内容与封存时不一致/,
    ],
    ["one taken out of the middle", "delete from events where id = 600", /第 600 条记录缺失/],
    [
      "one taken out with its seal and imprints",
      "delete from events where id = 600; delete from seals where event_id = 600; delete from imprints where event_id = 600",
      /第 600 条记录缺失/,
    ],
    [
      "two swapped",
      "update events set id = -1 where id = 600; update events set id = 600 where id = 601; update events set id = 601 where id = -1",
      /第 600 条记录的内容/,
    ],
    ["the last twenty cut off", "delete from events where id > (select max(id) from events) - 20", /可能被删除/],
    [
      "the last twenty cut off with their seals",
      "delete from seals where event_id > (select max(id) from events) - 20; delete from events where id > (select max(event_id) from seals)",
      /可能被删除/,
    ],
    [
      "and with their imprints",
      "delete from imprints where event_id > (select max(id) from events) - 20; delete from seals where event_id > (select max(id) from events) - 20; delete from events where id > (select max(event_id) from seals)",
      /第 \d+ 条起的封存值与曾经封存到的位置不符/,
    ],
    ["seals taken out from one on", "delete from seals where event_id >= 590", /第 590 条起的封存值与曾经/],
    ["one seal taken out", "delete from seals where event_id = 590", /封存值可能被删除/],
    ["a seal replaced", "update seals set hash = previous where event_id = 590", /第 590 条/],
    [
      "a seal of the older kind",
      "update seals set algorithm = 'sha-256/1' where event_id = 590",
      /第 590 条记录的封存算法/,
    ],
    ["how far it was sealed", "update seal_reach set event_id = 500", /封存到的位置不符/],
    ["and forgotten", "delete from seal_reach", /封存到的位置不符/],
    [
      "an imprint changed with its row",
      `update summaries set text = '好'; update imprints set content = (
      select json_array(task_id, round_id, number, text, by_id, by_unit_id, at) from summaries) where facet = 'summaries'`,
      /条记录的留底与封存时不一致/,
    ],
    [
      "an imprint taken out with its row",
      "delete from summaries; delete from imprints where facet = 'summaries'",
      /条记录的留底与封存时不一致/,
    ],
    [
      "an imprint put under an old event",
      "insert into imprints (event_id, facet, row_key, content) select 600, facet, row_key, content from imprints where id = 600",
      /第 600 条记录的留底/,
    ],
    [
      "an imprint beyond the end",
      "insert into imprints (event_id, facet, row_key, content) select 99999, facet, row_key, content from imprints where id = 600",
      /可能被删除/,
    ],
    [
      "an event put in with an earlier time",
      `${EVENT} values (5, 1, '林', '', '', 'signed_out', 'session:x', 1, '{}')`,
      /时间早于前面的记录/,
    ],
    [
      "a mark of the clock taken out",
      "delete from clock_marks where event_id = (select min(event_id) from clock_marks)",
      /时间早于前面的记录/,
    ],
    ["what is imprinted", "update imprinted set columns = '[]' where facet = 'reports'", /被改动：留底范围 reports/],
    [
      "a migration's text",
      "update migrations set checksum = 'x' where version = 3",
      /升级步骤 0003_notices 与本程序的不一致/,
    ],
  ])("%s", async (_, edit, told) => {
    const database = await opened()
    await behindTheBack(database, edit)
    expect(await toldOf(database)).toMatchObject({ sound: false, words: expect.stringMatching(told) })
  })

  test("what had a seal is not sealed again by the program: the edit stays found", async () => {
    const database = await opened()
    await behindTheBack(
      database,
      "update events set actor_name = '刘督查' where id = 600; delete from seals where event_id >= 590",
    )
    await expect(sealEvents(database)).rejects.toBeInstanceOf(SealsLost)
    expect(await toldOf(database)).toMatchObject({ sound: false })
  })
})

describe("the shape", () => {
  test.each<[string, string, RegExp]>([
    ["all triggers dropped", "", /× 数据结构：\d+ 处与程序不一致/],
    [
      "a trigger that does nothing",
      "drop trigger seals_no_delete; create trigger seals_no_delete before delete on seals begin select 1; end",
      /被改动：触发器 seals_no_delete/,
    ],
    [
      "a trigger that forges",
      "create trigger forging after insert on report_versions begin update reports set opinion = ''; end",
      /多出：触发器 forging/,
    ],
    ["an imprint's trigger dropped", "drop trigger imprint_reports_update", /缺少：触发器 imprint_reports_update/],
    ["a column", "alter table reports add column hidden text", /被改动：表 reports/],
    ["an index dropped", "drop index events_subject", /缺少：索引 events_subject/],
    ["a table", "create table hidden (a)", /多出：表 hidden/],
    ["a view", "create view hidden as select 1", /多出：视图 hidden/],
  ])("%s", async (_, edit, told) => {
    const database = await opened()
    const { rows } = await database.client.execute("select name from sqlite_master where type = 'trigger'")
    await database.client.executeMultiple(edit || rows.map(({ name }) => `drop trigger ${name};`).join("\n"))
    expect(await toldOf(database)).toMatchObject({ sound: false, words: expect.stringMatching(told) })
  })
})

describe("with all triggers in place, once the last event is sealed", () => {
  test.each([
    "update reports set opinion = '同意。' where rowid = 5",
    "update people set password_hash = 'x' where login = 'auditor'",
    "insert or replace into settings values ('cutOffDays', '0', 1)",
    POST,
    "delete from dues where unit_id = 1",
  ])("%s", async (edit) => {
    const database = await opened()
    await database.client.execute(edit)
    expect(await toldOf(database)).toMatchObject({
      sound: false,
      words: expect.stringMatching(/条记录的留底与封存时不一致/),
    })
  })

  test.each([
    "insert or replace into seals select event_id, algorithm, previous, 'x', '' from seals where event_id = 9",
    "insert or replace into events select * from events where id = 9",
    "insert or replace into imprints select * from imprints where id = 9",
    "insert or replace into report_versions select * from report_versions where rowid = 9",
    "update events set actor_name = ''",
    "delete from imprints",
    "update report_versions set achieved = ''",
    "delete from notice_answers",
  ])("refused: %s", async (edit) => {
    await expect((await opened()).client.execute(edit)).rejects.toThrow(/append-only/)
  })
})

describe("not found, and named so in SECURITY.md", () => {
  const [event] = [`${EVENT} values (1795000000000, 1, '林', '', '', 'signed_out', 'session:x', 1, '{}')`]
  test.each([
    [
      "a whole act put in by SQL while the program has not sealed yet",
      `${event}; update reports set opinion = '同意。' where rowid = 5`,
    ],
    [
      "a draft",
      "insert into drafts (assignment_id, round_id, achieved, problems, next_steps, revision, saved_by_id, saved_at) values (1, 4, '好', '', '', 1, 1, 1)",
    ],
    [
      "a session",
      "insert into sessions (token_hash, person_id, created_at, last_used_at, address, agent) values ('x', 1, 1, 1, '', '')",
    ],
    ["what became of a message", "update deliveries set outcome = 'sent', reason = ''"],
  ])("%s", async (_, edit) => {
    const database = await opened()
    await database.client.executeMultiple(edit)
    await sealEvents(database)
    expect(await toldOf(database)).toMatchObject({ sound: true })
  })
})
