import fc from "fast-check"
import { expect } from "vitest"
import { createApp } from "#src/app.ts"
import type { Ports } from "#src/door/env.ts"
import {
  askForExtension,
  done,
  draftNotice,
  enter,
  instruct,
  onAssignment,
  onExtension,
  onInstruction,
  onNotice,
  onReport,
  openRound,
  settings,
} from "./acts.ts"
import { disable } from "./handovers.ts"
import { planInspection } from "./inspections.ts"
import { type Login, ORIGIN, type World } from "./world.ts"

/* Random acts of random people, and what everybody is shown after each, with pages kept and with none. */

const MINUTE = 60_000

/** Pages that are looked at all day, and some that are kept because nothing says otherwise. */
const PAGES = [
  "/plans",
  "/plans/1",
  "/plans?view=archived",
  "/plans/1/matrix",
  "/plans/1/ledger",
  "/plans/1/tasks/1",
  "/plans/1/tasks/3",
  "/plans/1/rounds",
  "/plans/1/supervision",
  "/plans/1/settings",
  "/plans/1/archive",
  "/todo",
  "/desk",
  "/overview",
  "/overview/plans",
  "/overview/coming",
  "/overview/moved",
  "/overview/burden",
  "/units/1?view=asked",
  "/plans/1/rounds/1/sheets/1",
  "/overview/history?plan=1",
  "/units",
  "/units/1",
  "/units/3",
  "/notices",
  "/notices/1",
  "/inspections",
  "/help",
]
const PEOPLE: readonly Login[] = [
  "lin",
  "lin2",
  "wang",
  "head",
  "jing",
  "zhou",
  "yan",
  "zhao",
  "boss",
  "admin",
  "auditor",
]

/** What somebody does; most are refused at most moments, which is as good. */
const ACTS: readonly ((w: World) => Promise<Response>)[] = [
  async (w) => openRound(w),
  async (w) => w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }),
  ...[1, 2, 3].flatMap((assignment) => [
    (w: World) => onReport(w, assignment === 1 ? "wang" : assignment === 2 ? "zhou" : "yan", assignment, "draft"),
    (w: World) => onReport(w, assignment === 1 ? "wang" : assignment === 2 ? "zhou" : "yan", assignment, "report"),
    (w: World) => onReport(w, "lin", assignment, "acceptance"),
    (w: World) => onReport(w, "lin", assignment, "undoing"),
  ]),
  (w) => onReport(w, "lin", 1, "return"),
  (w) => onReport(w, "wang", 1, "withdrawal"),
  (w) => onReport(w, "head", 1, "signature"),
  async (w) => enter(w, "lin", 6),
  (w) => onAssignment(w, "wang", 1, "acknowledgement"),
  (w) => onAssignment(w, "wang", 1, "handler"),
  (w) => onAssignment(w, "wang", 1, "dispute"),
  (w) => onAssignment(w, "lin", 1, "suspension"),
  (w) => onAssignment(w, "boss", 1, "confirmation"),
  (w) => onAssignment(w, "lin", 2, "light"),
  async (w) => instruct(w),
  (w) => onInstruction(w, "lin", "reply"),
  (w) => askForExtension(w).then(() => new Response()),
  (w) => onExtension(w, "lin", "decision"),
  (w) => draftNotice(w),
  (w) => onNotice(w, "wang", "draft"),
  (w) => onNotice(w, "wang", "answer"),
  (w) => onNotice(w, "lin", "verdict"),
  async (w) => planInspection(w),
  (w) => settings(w, { confirmer: "leader" }),
  async (w) => disable(w, "jing"),
  async (w) => w.as("zhou").post("/logout"),
  async (w) => w.as("lin").post("/desk/phrases", { kind: "return", text: "请补充数字。" }),
]

/** By how much the clock moves before an act, in milliseconds: also to the last moment of an undo, and back. */
const STEPS = [0, 0, 1000, 59_000, 119_999, 1, 2, -1000, 60 * MINUTE, 24 * 60 * MINUTE]

type Step = { act: number; clock: number; by: "this process" | "another" }

/** The same place three times: a process that keeps pages, another that does, and one that keeps none. */
export type Three = {
  w: World
  ports: Ports
  another: Ports
  /** Moves the clock of all. */
  move: (milliseconds: number) => void
}

/** Lives some random lives. */
export async function livesAlike(made: () => Promise<Three>, { runs }: { runs: number }) {
  const pairs = fc.uniqueArray(fc.record({ login: fc.constantFrom(...PEOPLE), path: fc.constantFrom(...PAGES) }), {
    minLength: 12,
    maxLength: 12,
    selector: ({ login, path }) => login + path,
  })
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.record({
      act: fc.nat(ACTS.length - 1),
      clock: fc.constantFrom(...STEPS),
      by: fc.constantFrom("this process", "another"),
    }),
    { minLength: 6, maxLength: 6 },
  )
  const property = fc.asyncProperty(pairs, steps, async (looked, lived) => {
    const { w, ports, another, move } = await made()
    const apps = { here: createApp(ports), there: createApp(another), bare: createApp({ ...ports, keeps: 0 }) }
    const compare = async (when: string) => {
      for (const { login, path } of looked) {
        const anew = await shown(apps.bare, login, path)
        expect(await shown(apps.here, login, path), `${login} ${path} ${when}`).toBe(anew)
        expect(await shown(apps.there, login, path), `${login} ${path} ${when}, the other process`).toBe(anew)
      }
    }
    await done(openRound({ ...w, as: (login) => asOf(apps.here, login) }))
    await compare("at the beginning")
    for (const { act, clock, by } of lived) {
      move(clock)
      const app = by === "another" ? apps.there : apps.here
      await ACTS[act]?.({ ...w, as: (login) => asOf(app, login) }).catch((error: unknown) => {
        // A form made of what is not there yet.
        if (!(error instanceof Error && /^no |^\d{3}:/.test(error.message))) throw error
      })
      await compare(`after ${ACTS[act]} by ${by}`)
    }
  })
  await fc.assert(property, { numRuns: runs })
}

async function shown(app: World["app"], login: Login, path: string) {
  const answer = await app.request(ORIGIN + path, { headers: { cookie: `__Host-sid=${login}` } })
  return `${answer.status} ${answer.headers.get("location") ?? ""}\n${await answer.text()}`
}

function asOf(app: World["app"], login: Login | null): ReturnType<World["as"]> {
  const headers: Record<string, string> = { origin: ORIGIN, ...(login ? { cookie: `__Host-sid=${login}` } : {}) }
  return {
    get: (path) => app.request(ORIGIN + path, { headers }),
    post: (path, fields = {}) => {
      const body = fields instanceof FormData ? fields : new URLSearchParams()
      if (body instanceof URLSearchParams) {
        for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
      }
      return app.request(ORIGIN + path, { method: "POST", headers, body })
    },
    tell: (path, input = {}) =>
      app.request(ORIGIN + path, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(input),
      }),
  }
}
