import fc from "fast-check"
import { expect, test } from "vitest"
import * as z from "zod"
import { Stale } from "#db/database.ts"
import { type Act, type Asked, perform } from "#src/door/act.ts"
import { type Form, flawed, statusOf } from "#src/door/form.ts"
import { DraftConflict } from "#src/drafting/draft.ts"
import { conflict, forbidden, Refusal, Unfit } from "#src/refusal.ts"

/*
 * The order in which an act is refused stands once: whatever is wrong at the same time, the first of these is told, and
 * nothing that stands behind it has been asked.
 */

const OBSTACLES = [
  "absent",
  "forbidden",
  "flawed",
  "unfit",
  "asked",
  "stale",
  "shown",
  "unfit for the command",
  "refused",
] as const
type Obstacle = (typeof OBSTACLES)[number]

const Input = z.object({ version: z.int() })
type Row = Act<{ version: number }, typeof Input>

const Seen = z.object({ seen: z.array(z.int()) })

/** An act with some of the obstacles; how far it came, and what was told. */
async function tried(obstacles: ReadonlySet<Obstacle>) {
  const passed: string[] = []
  const at = <T>(place: string, value: T): T => {
    passed.push(place)
    return value
  }
  const row: Row = {
    find: async () => at("absent", obstacles.has("absent") ? null : { version: 3 }),
    may: () => {
      at("forbidden", null)
      if (obstacles.has("forbidden")) throw forbidden()
    },
    input: Input,
    fits: () => at("unfit", obstacles.has("unfit") ? { on: ["unfit"] } : null),
    days: () => at("asked", []),
    version: ({ version }) => at("stale", obstacles.has("stale") ? version + 1 : version),
    does: async () => {
      at("does", null)
      if (obstacles.has("unfit for the command")) throw new Unfit({ on: ["command"] })
      if (obstacles.has("refused")) throw conflict()
      return "planned"
    },
  }
  const form: Form<{ version: number }> = obstacles.has("flawed")
    ? flawed({ on: "typed" }, { on: ["flawed"] })
    : { ok: true, data: { version: 3 }, typed: { on: "typed" } }
  // Nothing of it is looked at here but who asks.
  const asked = { actor: {} } as Asked
  try {
    const outcome = await perform(row, asked, {
      read: async () => at("flawed", form),
      asks: (typed) => (obstacles.has("asked") ? flawed(typed, { on: ["asked"] }) : null),
      before: async () => at("shown", obstacles.has("shown") ? new Response("look again") : null),
    })
    if ("shown" in outcome) return { told: "shown", passed }
    if (!("flaws" in outcome)) return { told: outcome.said, passed }
    expect(outcome.flaws.typed).toEqual({ on: "typed" })
    const [why] = outcome.flaws.problems.on ?? []
    return { told: why === "command" ? "unfit for the command" : why, passed }
  } catch (error) {
    if (error instanceof Stale) return { told: "stale", passed }
    if (!(error instanceof Refusal)) throw error
    return { told: { missing: "absent", forbidden: "forbidden", conflict: "refused" }[error.kind], passed }
  }
}

test("of all that stands in the way the first is told, and what was typed comes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray([...OBSTACLES]), async (some) => {
      const { told, passed } = await tried(new Set(some))
      expect(told).toBe(OBSTACLES.find((one) => some.includes(one)) ?? "planned")
      // Each is asked once, in the order, and none after the one that is told.
      const order = ["absent", "forbidden", "flawed", "unfit", "asked", "stale", "shown", "does"]
      expect(passed).toEqual(order.slice(0, passed.length))
    }),
    { numRuns: 300 },
  )
})

test("where more than one number tells what was shown, the answer is the same", async () => {
  const done: number[] = []
  const row: Act<{ ours: number[] }, typeof Seen> = {
    find: async () => ({ ours: [3, 4] }),
    may: () => undefined,
    input: Seen,
    isCurrent: ({ ours }, { seen }) => ours.every((one, i) => one === seen[i]),
    does: async (_asked, _found, { seen }) => {
      done.push(seen.length)
      return null
    },
  }
  const by = (seen: number[]) =>
    perform(row, { actor: {} } as Asked, { read: async () => ({ ok: true, data: { seen }, typed: {} }) })
  await expect(by([3, 5])).rejects.toThrow(Stale)
  expect(done).toEqual([])
  expect(await by([3, 4])).toMatchObject({ said: null, made: null })
  expect(done).toEqual([2])
})

test("a secret that was tried tells why it was none, and a form comes back with it", async () => {
  for (const why of ["wrong", "locked"] as const) {
    const row: Act<object, typeof Seen> = {
      find: async () => ({}),
      may: () => undefined,
      input: Seen,
      does: async () => {
        throw new Unfit({ code: ["no"] }, why)
      },
    }
    const outcome = await perform(row, { actor: {} } as Asked, {
      read: async () => ({ ok: true, data: { seen: [] }, typed: { code: "x" } }),
    })
    if (!("flaws" in outcome)) throw new Error("it was taken")
    expect(outcome.flaws).toMatchObject({ typed: { code: "x" }, problems: { code: ["no"] }, why })
    expect(statusOf(outcome.flaws)).toBe(why === "locked" ? 429 : 422)
  }
})

test("a row with a version whose input has none is a fault of ours", async () => {
  const row = {
    find: async () => ({}),
    may: () => undefined,
    input: z.object({}),
    version: () => 1,
    does: async () => "planned" as const,
  }
  const door = { read: async () => ({ ok: true as const, data: {}, typed: {} }) }
  await expect(perform(row, { actor: {} } as Asked, door)).rejects.toThrow("whose input has none")
})

/** An act upon the third version, with some of what may come beside its words; what was asked, in its order. */
async function withFiles({ typed = "3", missed = "", holdsUp = false, scan = true, done = false }) {
  const asked: string[] = []
  const Typed = z.object({ version: z.int() })
  const row: Act<{ version: number; seen: number }, typeof Typed> = {
    find: async () => ({ version: 3, seen: asked.push("found") }),
    may: () => asked.push("may"),
    input: Typed,
    already: () => {
      if (done) throw conflict("already_sent", { at: "0" })
    },
    version: ({ version }) => version,
    scans: { room: () => ({ planId: 1, subject: null }), fields: () => ["scan"], lacking: "bring it" },
    does: async ({ files, attached }) => {
      asked.push(`does with ${files.get("scan")?.length} and ${attached}`)
      return "phrase_saved"
    },
  }
  const files = new Map([["scan", scan ? [{ name: "a.pdf", type: "pdf" as const, bytes: new Uint8Array() }] : []]])
  const outcome = await perform(row, { actor: {} } as Asked, {
    read: async () =>
      typed === "" ? flawed({}, { version: ["none"] }) : { ok: true, data: { version: Number(typed) }, typed: {} },
    scans: async () => ({ files, problems: {}, gone: {} }),
    beside: async () => {
      asked.push("kept")
      return { isChanged: true, added: 2, problems: missed ? { files: [missed] } : {}, holdsUp }
    },
  }).catch((error: unknown) => error)
  return { outcome, asked }
}

test("evidence is kept beside words that are right or wrong, and not beside those of a page that is out of date", async () => {
  const right = await withFiles({})
  expect(right.outcome).toMatchObject({ said: "phrase_saved" })
  expect(right.asked).toEqual(["found", "may", "kept", "does with 1 and 2"])

  const wrong = await withFiles({ typed: "" })
  expect(wrong.outcome).toMatchObject({ flaws: { problems: { version: ["none"] } } })
  // The page that comes back shows what was kept.
  expect(wrong.asked).toEqual(["found", "may", "kept", "found"])

  const stale = await withFiles({ typed: "2" })
  expect(stale.outcome).toBeInstanceOf(Stale)
  expect(stale.asked).toEqual(["found", "may"])
})

test("a file that does not come holds up the act, where the act wants it so", async () => {
  const held = await withFiles({ missed: "too large", holdsUp: true })
  expect(held.outcome).toMatchObject({ flaws: { problems: { files: ["too large"] } } })
  expect(held.asked).toEqual(["found", "may", "kept", "found"])
  expect((await withFiles({ missed: "too large" })).outcome).toMatchObject({ said: "phrase_saved" })
})

test("a scan that has to come is asked for together with what is wrong with the words", async () => {
  expect((await withFiles({ scan: false })).outcome).toMatchObject({ flaws: { problems: { scan: ["bring it"] } } })
  expect((await withFiles({ scan: false, typed: "" })).outcome).toMatchObject({
    flaws: { problems: { scan: ["bring it"], version: ["none"] } },
  })
})

test("whoever presses twice is told so before anything else that has changed, but not before what is wrong", async () => {
  expect((await withFiles({ done: true, typed: "2" })).outcome).toMatchObject({ code: "already_sent" })
  expect((await withFiles({ done: true, typed: "" })).outcome).toMatchObject({ flaws: {} })
})

test("whoever is overtaken by their own first press is told so", async () => {
  let sent = false
  const row: Act<object, typeof Seen> = {
    find: async () => ({}),
    may: () => undefined,
    input: Seen,
    already: () => {
      if (sent) throw conflict("already_sent", { at: "0" })
    },
    does: async () => {
      sent = true
      throw new Stale("the first press landed")
    },
  }
  const read = async () => ({ ok: true as const, data: { seen: [] }, typed: {} })
  await expect(perform(row, { actor: {} } as Asked, { read })).rejects.toMatchObject({ code: "already_sent" })
})

test("a draft that another window has saved meanwhile comes back with what that says", async () => {
  const theirs = { revision: 5, savedAt: 0, words: "theirs" }
  const row: Act<object, typeof Seen> = {
    find: async () => ({}),
    may: () => undefined,
    input: Seen,
    does: async () => {
      throw new DraftConflict(theirs)
    },
  }
  const read = async () => ({ ok: true as const, data: { seen: [] }, typed: { words: "ours" } })
  expect(await perform(row, { actor: {} } as Asked, { read })).toMatchObject({
    flaws: { typed: { words: "ours" }, problems: {}, theirs },
  })
})
