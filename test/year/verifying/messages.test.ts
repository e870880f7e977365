import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { deliveries, people } from "#db/schema.ts"
import type { Message } from "#src/messages/channels/message.ts"
import { sendWaiting } from "#src/messages/sending.ts"
import { done } from "#test/support/acts.ts"
import { recordList, tell, UNTRUE, verify } from "#test/support/verifying.ts"
import { world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

test("告知 reaches liaison and head of the unit once, with nothing of what was found", async () => {
  const w = await world()
  await openYear(w)
  await recordList(w)
  const { db, read, write } = w.database
  await write([db.update(people).set({ email: "someone@office.test" })])
  const waiting = async () =>
    (await read([db.select().from(deliveries).where(eq(deliveries.about, "verification"))]))[0]
  await done(verify(w, [1], UNTRUE))
  await done(verify(w, [2]))
  expect(await waiting()).toEqual([])
  await done(tell(w))
  expect((await waiting()).map(({ unitId, audience }) => [unitId, audience])).toEqual([
    [1, "liaison"],
    [1, "head"],
  ])
  const mails: Message[] = []
  const senders = { mail: async (_to: string, message: Message) => void mails.push(message), robot: async () => {} }
  await sendWaiting(w.database, { clock: w.now, senders, baseUrl: "https://db.office.test" }, { quiet: false })
  const told = mails.filter(({ subject }) => subject.includes("督查核实"))
  expect(told[0]).toMatchObject({
    subject: "【督查核实】办公室2026年责任清单",
    link: "https://db.office.test/years/2026/verification?unit=1",
  })
  expect(JSON.stringify(told)).not.toContain(UNTRUE.remark)
})
