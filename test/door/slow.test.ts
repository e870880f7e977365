import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { attachments, drafts, people, posts } from "#db/schema.ts"
import {
  bringNotice,
  bringReport,
  done,
  multipart,
  noticeOf,
  onNotice,
  onReport,
  openRound,
  reportOf,
  sentence,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { slowly } from "#test/support/slow.ts"
import { type World, world } from "#test/support/world.ts"

/*
 * Who asks and what about is asked before the body is read. A body may take minutes: what the answer rested on is asked
 * once more by the batch that writes.
 */

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

const REPORT = "/assignments/2/rounds/1/report"
const EVIDENCE = "/assignments/1/rounds/1/attachments"
const words = { ...WORDS, revision: "0", version: "0" }
const pdf = () => multipart({}, { files: [{ name: "事后补的证据.pdf", bytes: PDF }] })
const said = async (w: World, action: string) => (await w.events()).filter((event) => event.action === action)
const files = async (w: World) => {
  const [rows] = await w.database.read([w.database.db.select().from(attachments)])
  return rows
}

test("whatever nobody touches meanwhile lands, however slowly it comes", async () => {
  const w = await inRound()
  await done(slowly(w, "zhou", REPORT, words, async () => undefined))
  await done(slowly(w, "wang", EVIDENCE, pdf(), async () => undefined))
  expect(await reportOf(w, 2)).toMatchObject({ state: "submitted" })
  expect(await files(w)).toMatchObject([{ name: "事后补的证据.pdf" }])
})

test.each(["/assignments/2/rounds/1/draft", REPORT])(
  "%s: what is typed does not land either once the account is disabled",
  async (path) => {
    const w = await inRound()
    const disabling = { version: "1", "heir-5": "vacant" }
    const response = await slowly(w, "zhou", path, words, () =>
      done(w.as("admin").post("/admin/people/zhou/disabling", disabling)),
    )
    expect(response.status).toBe(401)
    expect(await response.text()).toContain("您填写的内容已保留")
    expect((await w.database.read([w.database.db.select().from(drafts)]))[0]).toEqual([])
    expect((await w.events()).filter(({ subject }) => subject === "guard")).toEqual([])
  },
)

describe("an account that ends while a report is on its way", () => {
  test.each<[string, (w: World) => Promise<Response>]>([
    ["disabled", async (w) => w.as("admin").post("/admin/people/zhou/disabling", { version: "1", "heir-5": "vacant" })],
    ["its sessions ended", async (w) => w.as("admin").post("/admin/people/zhou/sessions", { version: "1" })],
    ["signed out", async (w) => w.as("zhou").post("/logout")],
  ])("%s: nothing lands, and the sign-in page carries the words", async (_, act) => {
    const w = await inRound()
    const response = await slowly(w, "zhou", REPORT, words, () => done(act(w)))
    expect(response.status).toBe(401)
    const html = await response.text()
    expect(html).toContain("您填写的内容已保留")
    expect(html).toContain(WORDS.achieved)
    expect(await reportOf(w, 2)).toBeNull()
    expect(await said(w, "report_sent")).toEqual([])
  })

  test("nor does a file", async () => {
    const w = await inRound()
    const out = () => done(w.as("wang").post("/logout"))
    const response = await slowly(w, "wang", EVIDENCE, pdf(), out)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain("文件「事后补的证据.pdf」没有保留")
    expect(await files(w)).toEqual([])
  })
})

describe("a post that ends while an act is on its way", () => {
  const ended = (w: World, login: "zhou" | "lin", untilOn: string) => () =>
    w.database.write([
      w.database.db
        .update(posts)
        .set({ untilOn })
        .where(eq(posts.personId, w.actor(login).id)),
    ])

  test("the report is refused with its words, and is told that it was the post", async () => {
    const w = await inRound()
    const response = await slowly(w, "zhou", REPORT, words, ended(w, "zhou", "2026-09-20"))
    expect(response.status).toBe(409)
    const html = await response.text()
    expect(sentence(html)).toContain("您的岗位或者所在单位有了变动")
    expect(html).toContain(WORDS.achieved)
    expect(await said(w, "report_sent")).toEqual([])
  })

  test("a verdict is refused too", async () => {
    const w = await inRound()
    await bringReport(w, "submitted")
    const { version } = (await reportOf(w, 1)) ?? {}
    const accepted = { version: String(version), opinion: "写得很清楚。" }
    const path = "/assignments/1/rounds/1/acceptance"
    const response = await slowly(w, "lin", path, accepted, ended(w, "lin", "2026-09-20"))
    expect(response.status).toBe(409)
    expect(await response.text()).toContain("写得很清楚。")
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted" })
  })

  test("its last day still counts", async () => {
    const w = await inRound()
    await done(slowly(w, "zhou", REPORT, words, ended(w, "zhou", "2026-09-21")))
  })

  test("whoever is moved to another unit meanwhile acts as nobody of the former one", async () => {
    const w = await inRound()
    const moved = () =>
      w.database.write([
        w.database.db
          .update(people)
          .set({ unitId: 4 })
          .where(eq(people.id, w.actor("zhou").id)),
      ])
    const response = await slowly(w, "zhou", REPORT, words, moved)
    expect({ status: response.status, says: sentence(await response.text()) }).toMatchObject({ status: 409 })
    expect(await said(w, "report_sent")).toEqual([])
  })
})

describe("evidence whose subject goes on while it is on its way", () => {
  test("is not attached to a report that was accepted meanwhile", async () => {
    const w = await inRound()
    const accepted = async () => {
      await done(onReport(w, "wang", 1, "report"))
      await done(onReport(w, "lin", 1, "acceptance"))
    }
    const response = await slowly(w, "wang", EVIDENCE, pdf(), accepted)
    expect(response.status).toBe(409)
    expect(await response.text()).toContain("事后补的证据.pdf")
    expect(await files(w)).toEqual([])
  })

  test("nor to a notice that was answered meanwhile", async () => {
    const w = await inRound()
    await bringNotice(w, "acknowledged")
    const answered = () => done(onNotice(w, "wang", "answer"))
    const response = await slowly(w, "wang", "/notices/1/attachments", pdf(), answered)
    expect(response.status).toBe(409)
    expect(await noticeOf(w, 1)).toMatchObject({ state: "answered" })
    expect(await files(w)).toEqual([])
  })
})
