import { afterAll, beforeAll, expect, test } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import {
  expectSound,
  forget,
  freshFile,
  liaisonAt,
  lookInto,
  programOn,
  report,
  type StormBase,
  stormBase,
} from "#test/support/storm.ts"
import { hiddenIn, type Visitor, visitor } from "#test/support/visitor.ts"

let base: StormBase
beforeAll(async () => {
  base = await stormBase()
})
afterAll(() => forget(base))

const REPORTS = 80
const QUEUES = ["review", "confirm", "claims", "answers", "extensions", "instructions", "overdue", "disputes"]

/** What the tab of a queue counts, and how many its page lists or says that there are beyond. */
function countedAndListed(html: string, queue: string) {
  const counted = html.match(new RegExp(`id="queue-${queue}"[^>]*>[^<]*<b[^>]*>(\\d+)`))?.[1]
  const rows = html.match(/id="row-[^"]*"/g) ?? []
  const beyond = Number(html.match(/还有 (\d+) 项，办理后依次显示/)?.[1] ?? 0)
  return { counted: Number(counted), listed: new Set(rows).size + beyond }
}

async function supervisorAt(url: string, login: string): Promise<Visitor> {
  const one = visitor(url)
  await one.signIn(login, DEMO_PASSWORD)
  return one
}

/** The reports of the storm's plan that a page lists, by their assignment. */
const listedIn = (html: string): number[] =>
  [...html.matchAll(/id="row-(\d+)-1"/g)].map(([, id]) => Number(id)).filter((id) => base.assignments.includes(id))

test("while units send and several supervisors answer, every tab counts what its page lists, and each report has one answer", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const second = await programOn(url)
  const liaison = await liaisonAt(program)
  const mine = base.assignments.slice(0, REPORTS)
  const waiting = [...mine]
  const reads: { queue: string; counted: number; listed: number }[] = []
  const outcomes: Record<string, number> = {}
  const note = (status: number) => {
    outcomes[status] = (outcomes[status] ?? 0) + 1
  }
  let sending = true

  /** The unit, in two windows. */
  const sender = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      expect((await report(liaison, one)).status).toBe(303)
  }

  /** A supervisor: looks at a queue, answers what stands first, now and then several together or takes one back. */
  const supervisor = async (at: string, login: string, turn: number) => {
    const who = await supervisorAt(at, login)
    let idle = 0
    for (let round = turn; sending || idle < 2; round++) {
      const queue = QUEUES[round % QUEUES.length] ?? "review"
      reads.push({ queue, ...countedAndListed(await who.read(`/desk?queue=${queue}`), queue) })
      const html = await who.read("/desk?queue=review")
      reads.push({ queue: "review", ...countedAndListed(html, "review") })
      const [first, ...others] = listedIn(html)
      idle = first === undefined ? idle + 1 : 0
      if (first === undefined) continue
      if (round % 4 === 3) {
        const items = [first, ...others].slice(0, 5).map((id) => ["items", `${id}-1-1`])
        const body = new FormData()
        for (const [name = "", value = ""] of items) body.append(name, value)
        note((await who.post("/desk/acceptances", body)).status)
        continue
      }
      const action = `/assignments/${first}/rounds/1/acceptance`
      const open = await who.read(`/desk?queue=review&item=${first}-1`)
      if (!open.includes(`action="${action}"`)) continue
      note((await who.post(action, hiddenIn(open, action))).status)
    }
  }

  const unit = Promise.all([sender(), sender()]).then(() => {
    sending = false
  })
  await Promise.all([
    unit,
    supervisor(program.url, "yanjiushi", 0),
    supervisor(program.url, "yanjiushi2", 3),
    supervisor(second.url, "yanjiushi", 5),
    supervisor(second.url, "yanjiushi2", 7),
  ])

  expect(reads.length).toBeGreaterThan(60)
  expect(new Set(reads.filter(({ queue }) => queue === "review").map(({ counted }) => counted)).size).toBeGreaterThan(3)
  expect(reads.filter(({ counted, listed }) => counted !== listed)).toEqual([])
  // Whoever came second was told so; nobody met anything else.
  expect(Object.keys(outcomes).filter((status) => !["200", "303", "409"].includes(status))).toEqual([])

  const { rows } = await lookInto(path).execute(`
    select p.assignment_id, p.state, p.version, count(e.id) answers
    from reports p join rounds r on r.id = p.round_id
    left join events e on e.subject = 'report:' || p.assignment_id || '/' || p.round_id and e.action = 'report_accepted'
    where r.name = '演练' group by p.assignment_id`)
  expect(rows).toHaveLength(REPORTS)
  expect(rows.filter(({ state, version, answers }) => state !== "accepted" || version !== 2 || answers !== 1)).toEqual(
    [],
  )
  await program.stop()
  await second.stop()
  await expectSound(url)
})
