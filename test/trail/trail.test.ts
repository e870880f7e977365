import { expect, test } from "vitest"
import { events } from "#db/schema.ts"
import { HOUSE, house } from "#src/capabilities.ts"
import type { Capability } from "#src/door/house.ts"
import { csvCell, csvFile } from "#src/office/spreadsheets/csv.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { sources } from "#test/architecture/sources.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const page = async (w: World, query = "") => (await w.as("auditor").get(`/admin/events${query}`)).text()

test("every kind of subject has its noun", () => {
  const texts = sources("src", "db").map(({ text }) => text)
  const named =
    /(?:subject: |[sS]ubject\b.*?=> ?|nextSubject\(|values \(\?, '系统', '', '', \?, |\? select .*)["'`]([a-z_]+)(?=[:"'`])/g
  const nouns = new Set(texts.flatMap((text) => [...text.matchAll(named)].map(([, noun = ""]) => noun)))
  for (const noun of ["assignment", "digest", "signed_sheet", "robot"]) expect(nouns).toContain(noun)
  // An event of this one never lands: its version is taken.
  nouns.delete("guard")
  expect([...nouns].filter((noun) => !/[一-龥]/.test(house.nounWords(noun) ?? ""))).toEqual([])
})

test("what has a state of its own is named by the capability that has it", () => {
  const stateful = HOUSE.flatMap(({ name, about, words }: Capability) =>
    (about?.stateful ?? []).map(({ noun }) => ({ name, noun, word: words?.SUBJECT_LABEL?.[noun] })),
  )
  expect(stateful.length).toBeGreaterThan(8)
  expect(stateful.filter(({ word }) => word === undefined)).toEqual([])
})

async function lived(): Promise<World> {
  const w = await world()
  await w.as("admin").post("/admin/people/wang", { version: "1", name: "王新名", unitId: "1", contact: "" })
  await w.as("security").post("/admin/posts/jing", { kind: "leader", fromOn: "2026-09-21" })
  await w.as("zhou").post("/logout")
  return w
}

test("the auditor reads who did what, as whom and what changed, in two round trips", async () => {
  const w = await lived()
  const before = w.database.trips()
  const html = await page(w)
  expect(w.database.trips() - before).toBe(2)
  for (const word of ["系统员", "系统管理员", "修改账号信息", "王联络", "王新名", "授予岗位", "退出登录"])
    expect(html).toContain(word)
})

test.each<Login>(["admin", "security", "lin", "boss", "wang", "zhao"])(
  "%s reads, exports and verifies nothing",
  async (login) => {
    const w = await lived()
    const count = (await w.events()).length
    expect((await w.as(login).get("/admin/events")).status).toBe(403)
    expect((await w.as(login).post("/admin/events/export")).status).toBe(403)
    expect((await w.as(login).post("/admin/events/verification")).status).toBe(403)
    expect(await w.events()).toHaveLength(count)
  },
)

test.each([
  ["?person=%E5%AE%89%E5%85%A8%E5%91%98", "授予岗位", "修改账号信息"],
  ["?person=security", "授予岗位", "修改账号信息"],
  ["?action=person_changed", "王新名", "2026年9月21日起"],
  ["?subject=post", "荆", "王新名"],
  ["?fromOn=2026-09-22", "没有符合条件的记录", "王新名"],
  ["?untilOn=2026-09-21&fromOn=2026-09-21", "王新名", "没有符合条件的记录"],
  ["?fromOn=nonsense&action=nonsense", "王新名", "没有符合条件的记录"],
])("%s filters the trail", async (query, there, gone) => {
  const w = await lived()
  const html = (await page(w, query)).replace(/<select[\s\S]*?<\/select>/, "")
  if (there !== "荆") expect(html).toContain(there)
  expect(html).not.toContain(gone)
})

test("a long trail is paged by its ids, and new events move nothing", async () => {
  const w = await world()
  const { db, write } = w.database
  await write([
    db.insert(events).values(
      Array.from({ length: 60 }, (_, i) => ({
        at: w.now(),
        actorName: `第${i + 1}人`,
        actingAs: "",
        address: "",
        action: "signed_out" as const,
        subject: `session:x${i}`,
        version: 1,
        particulars: {},
      })),
    ),
  ])
  const first = await page(w)
  expect(first).toContain("第60人")
  expect(first).not.toContain("第5人<")
  const older = /href="(\/admin\/events\?before=\d+)"/.exec(first)?.[1] ?? ""
  await w.as("zhou").post("/logout")
  const second = await (await w.as("auditor").get(older)).text()
  expect(second).toContain("第5人<")
  expect(second).not.toContain("第60人")
})

test("what plans say is not the auditor's to read", async () => {
  const w = await world()
  const { db, write } = w.database
  await write([
    db.insert(events).values({
      at: w.now(),
      actorName: "林督查",
      actingAs: "supervisor 研究室",
      address: "",
      action: "assignment_disputed",
      subject: "assignment:1",
      version: 2,
      planId: 1,
      particulars: { to: "disputed", remark: "这件事归别的司" },
    }),
  ])
  const html = await page(w)
  expect(html).toContain("待调整")
  expect(html).toContain("研究室 督查人员")
  expect(html).not.toContain("这件事归别的司")
  const csv = await (await w.as("auditor").post("/admin/events/export")).text()
  expect(csv).not.toContain("这件事归别的司")
})

test("an export is a file for Excel, and an event itself", async () => {
  const w = await lived()
  const response = await w.as("auditor").post("/admin/events/export", { action: "person_changed" })
  expect(response.headers.get("content-type")).toContain("text/csv")
  expect(response.headers.get("content-disposition")).toContain("attachment")
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const text = new TextDecoder().decode(bytes)
  expect(text.trim().split("\r\n")).toHaveLength(2)
  expect(text).toContain("王联络 → 王新名")
  expect((await w.events()).at(-1)).toMatchObject({
    action: "events_exported",
    actingAs: "auditor",
    particulars: { rows: 1 },
  })
})

test("a formula in a name stays text", async () => {
  const w = await world()
  await w.as("admin").post("/admin/people/wang", { version: "1", name: "=cmd|' /C calc'!A0", unitId: "1", contact: "" })
  await w.as(null).post("/login", { username: "@SUM(A1)", password: "x" })
  const csv = await (await w.as("auditor").post("/admin/events/export")).text()
  expect(csv).not.toMatch(/(^|,)"?[=@]/m)
})

test.each([
  ["=1+1", "'=1+1"],
  ["+86", "'+86"],
  ["-", "'-"],
  ["@a", "'@a"],
  ["\ta", "'\ta"],
  [" =1", "' =1"],
  ["＝1", "'＝1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠1", "'＠1"],
  ['a"b', '"a""b"'],
  ["a,b", '"a,b"'],
  ["a\nb", '"a\nb"'],
  ["\ra", '"\'\ra"'],
  ["普通", "普通"],
  [-5, "-5"],
])("the cell %j is written %j", (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

test("lines end as RFC 4180 has them", () => {
  expect(
    csvFile([
      ["甲", 1],
      ["乙", 2],
    ]),
  ).toBe("\uFEFF甲,1\r\n乙,2\r\n")
})

test("verifying says that all is well, or which record is not", async () => {
  const w = await lived()
  await sealEvents(w.database)
  expect(await (await w.as("auditor").post("/admin/events/verification")).text()).toContain("操作记录完整")
  await w.database.client.execute("drop trigger events_no_update")
  await w.database.client.execute("update events set actor_name = '别人' where id = 2")
  const html = await (await w.as("auditor").post("/admin/events/verification")).text()
  expect(html).toContain("操作记录有问题")
  expect(html).toContain("第 2 条记录的内容与封存时不一致")
})
