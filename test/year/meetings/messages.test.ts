import { and, asc, eq, inArray } from "drizzle-orm"
import { beforeEach, expect, test } from "vitest"
import { deliveries, MEETING_ABOUTS, people } from "#db/schema.ts"
import type { Message } from "#src/messages/channels/message.ts"
import { sendWaiting } from "#src/messages/sending.ts"
import { done } from "#test/support/acts.ts"
import { bringMeeting, onDecision, onMeeting, planMeeting } from "#test/support/meetings.ts"
import { type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
  const { db, write } = w.database
  await write([db.update(people).set({ email: "someone@office.test" })])
})

/** Who is told of what by now, and waits for it. */
async function waiting() {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select({ about: deliveries.about, login: people.login })
      .from(deliveries)
      .innerJoin(people, eq(people.id, deliveries.personId))
      .where(and(inArray(deliveries.about, MEETING_ABOUTS)))
      .orderBy(asc(deliveries.id)),
  ])
  return rows.map(({ about, login }) => `${about} ${login}`)
}

async function sent() {
  const mails: Message[] = []
  const senders = { mail: async (_to: string, message: Message) => void mails.push(message), robot: async () => {} }
  await sendWaiting(w.database, { clock: w.now, senders, baseUrl: "https://db.office.test" }, { quiet: false })
  return mails
}

const texts = async () => (await sent()).map(({ text, link }) => `${text} ${link ?? ""}`)

test("通知召开 reaches liaison and head of each unit that is called, with nothing of what the meeting is about", async () => {
  await bringMeeting(w, "planned")
  expect(await waiting()).toEqual([])
  await done(onMeeting(w, "lin", "call"))
  expect(await waiting()).toEqual(["meeting_called wang", "meeting_called head", "meeting_called zhou"])
  const mails = await sent()
  expect(mails.map(({ text }) => text)).toContain("研究室通知：请办公室参加9月25日的联席会议，请于9月23日前报回执。")
  expect(mails[0]).toMatchObject({ subject: "【会议】9月25日联席会议", link: "https://db.office.test/meetings/1" })
  for (const words of ["第三季度", "三楼", "14:30", "听取"]) expect(JSON.stringify(mails)).not.toContain(words)
})

test("at once where it is called as it is arranged; who came after hears too, who was taken off is told, others only of day, hour or place", async () => {
  await bringMeeting(w, "called")
  expect(await texts()).toHaveLength(3)
  await done(onMeeting(w, "lin", "revision", { agenda: "另加一项" }))
  expect(await texts()).toEqual([])
  await done(onMeeting(w, "lin", "revision", { place: "二楼会议室", units: ["1", "3"] }))
  const said = await texts()
  expect(said).toHaveLength(4)
  expect(
    said.filter((text) => text.startsWith("研究室通知：联席会议的安排有变，现定于9月25日，请办公室核对")),
  ).toHaveLength(2)
  expect(said).toContain("研究室通知：原定9月25日的联席会议，综合指导司不需参加。 ")
  expect(said.filter((text) => text.includes("请研究室参加9月25日的联席会议"))).toHaveLength(1)
  await done(onMeeting(w, "lin", "revision", { meetsOn: "2026-09-28", units: ["1", "3"] }))
  expect((await texts()).filter((text) => text.includes("现定于9月28日"))).toHaveLength(3)
})

test("取消 is told, and a call that was not sent by then is not", async () => {
  await bringMeeting(w, "called")
  await done(onMeeting(w, "lin", "cancellation"))
  const said = await texts()
  expect(said).toHaveLength(3)
  for (const text of said)
    expect(text).toBe("研究室通知：原定9月25日的联席会议已取消。 https://db.office.test/meetings/1")
})

test("what is only arranged and given up is told to nobody", async () => {
  await bringMeeting(w, "planned")
  await done(onMeeting(w, "lin", "revision", { meetsOn: "2026-09-28" }))
  await done(onMeeting(w, "lin", "cancellation"))
  expect(await waiting()).toEqual([])
})

test("纪要 that are issued tell each unit how many 议定事项 are its to carry out", async () => {
  await bringMeeting(w, "held")
  await done(onMeeting(w, "lin", "decisions", { text: "再办一件。", dueBy: "" }))
  await sent()
  await done(onMeeting(w, "lin", "issue"))
  expect(await waiting()).toEqual(expect.arrayContaining(["meeting_decided wang", "meeting_decided head"]))
  expect(await texts()).toEqual(
    Array(2).fill(
      "研究室印发了联席会议纪要，其中2项议定事项由办公室落实，请及时办理并反馈。 https://db.office.test/meetings/1",
    ),
  )
})

test("议定事项 that is returned is told to its unit, each time, until it is done", async () => {
  await bringMeeting(w, "issued")
  await sent()
  await done(onDecision(w, "wang", "answer"))
  await done(onDecision(w, "lin", "return"))
  expect(await waiting()).toEqual(expect.arrayContaining(["meeting_returned wang", "meeting_returned head"]))
  const words =
    "研究室退回了办公室对联席会议议定事项的反馈，请登录查看原因，继续办理后重新反馈。 https://db.office.test/meetings/1"
  expect((await texts()).filter((text) => text === words)).toHaveLength(2)
  await done(onDecision(w, "wang", "answer"))
  await done(onDecision(w, "lin", "return"))
  expect((await waiting()).filter((one) => one.startsWith("meeting_returned"))).toHaveLength(4)
  await done(onDecision(w, "lin", "closing"))
  // Nothing is left to be done: what was not sent yet is not.
  expect(await texts()).not.toContain(words)
})

test("a second meeting is told by itself", async () => {
  await bringMeeting(w, "called")
  await done(planMeeting(w, { title: "第二次", meetsOn: "2026-09-30" }))
  expect(await texts()).toHaveLength(6)
})
