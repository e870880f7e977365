import { eq, sql } from "drizzle-orm"
import { events } from "#db/schema.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { factory } from "#src/door/env.ts"
import { type Capability, mount } from "#src/door/house.ts"
import { onward, page } from "#src/door/respond.tsx"
import { isSupervisor } from "#src/office/people/actor.ts"
import { conflict, forbidden, type RefusalCode } from "#src/refusal.ts"
import type { About, WordsOf } from "#src/trail/about.ts"
import type { Action, Said } from "#src/trail/actions.ts"
import { record } from "#src/trail/record.ts"

/* 便笺: a capability that exists in tests alone, whole in one file. Nothing of the house knows it. */

const about = {
  actions: { note_left: { fact: "plan", remark: "close" } },
  refusals: ["note_there"],
  done: ["note_left"],
} as const satisfies About

const words: Capability["words"] & Partial<WordsOf<typeof about>> = {
  SUBJECT_LABEL: { note: "便笺" },
  PARTICULAR_LABEL: { colour: "纸色" },
  ACTION_LABEL: { note_left: "留下便笺" },
  REFUSAL_LABEL: { note_there: ({ task }) => `任务${task}已有便笺，不必再留。` },
  DONE_LABEL: { note_left: () => "便笺已留下" },
}

// The types of what the trail can say are made of the house's own array, which does not name this one.
const LEFT = "note_left" as Action
const SAID = "note_left" as Said
const THERE = "note_there" as RefusalCode

const routes = factory
  .createApp()
  .get("/", (c) =>
    page(
      c,
      { title: "便笺" },
      <form method="post" action="/notes" class="sample-note">
        <button type="submit">留下便笺</button>
      </form>,
    ),
  )
  .post("/", async (c) => {
    const { database, actor } = c.var
    if (!isSupervisor(actor)) throw forbidden()
    const [there] = await database.read([
      database.db.select({ id: events.id }).from(events).where(eq(events.subject, "note:1")),
    ])
    if (there.length > 0) throw conflict(THERE, { task: "（一）" })
    const note = {
      action: LEFT,
      subject: "note:1",
      version: 1,
      planId: 1,
      taskId: 1,
      particulars: { remark: "已核对" },
    }
    await record(database, by(c), [note], [])
    say(c, SAID)
    return onward(c, "/notes")
  })

export const sample: Capability = {
  name: "sample",
  about,
  words,
  routes: () => [mount("/notes", routes)],
  links: [{ rank: 45, href: "/notes", label: "便笺", forWhom: isSupervisor }],
  queues: [
    { rank: 85, name: "notes", label: "便笺", href: "/notes", forWhom: isSupervisor },
    { rank: 86, name: "torn", label: "撕下的便笺", href: "/notes", forWhom: isSupervisor, occasional: isSupervisor },
  ],
  waiting: () => [
    {
      queue: "notes",
      count: () => sql<number>`(select count(*) from ${events} where ${events.action} = ${LEFT})`,
    },
  ],
  help: [
    { topic: "supervisor", rank: 25, text: "有话要说的，留一张便笺。" },
    { topic: "supervisor", rank: 25, title: "便笺", text: "在任务旁留一句话，单位和督查部门都看得到。" },
  ],
  styles: [{ rank: 75, file: "../../test/capabilities/sample.css" }],
}
