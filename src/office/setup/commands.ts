import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type PostKind, people, posts, settings, setupCodes, units } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { type Attempt, attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import type { Place } from "#src/office/attempts/scope.ts"
import { isUnsettled } from "#src/office/people/queries.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { type Act, acting, record } from "#src/trail/record.ts"
import { hashCode, newCode } from "./code.ts"
import type { TypedUnit } from "./units_text.ts"

/**
 * Prints a one-time code when nobody has an account yet. Whoever can read the server's console may set the office up;
 * nobody else can. An earlier code stops working.
 */
export async function announceSetup(
  database: Database,
  log: (line: string) => void,
  at: number = Date.now(),
): Promise<void> {
  if (!(await isUnsettled(database))) return
  const code = newCode()
  await database.write([
    database.db.delete(setupCodes),
    database.db.insert(setupCodes).values({ hash: hashCode(code), createdAt: at }),
  ])
  log(`尚未初始化。请打开 /setup，用一次性初始化码完成首次设置（24小时内有效）：${code}`)
}

export type FirstPerson = { login: string; name: string; passwordHash: string; post: PostKind }

export type FirstOffice = {
  organisation: string
  units: TypedUnit[]
  /** Index into `units`: the supervising office. */
  supervising: number
  people: FirstPerson[]
}

/** Tries of the code are counted like those of an account that nobody can have. */
const CODE_LOGIN = "(setup)"

type Opened = { ok: true; codeHash: string; attempt: Attempt }
type NotOpened = { ok: false; reason: "wrong" } | { ok: false; reason: "locked"; minutes: number }

/** Whether the code is one of those that count; a wrong one leaves its event. */
export async function tryCode(
  database: Database,
  { code, codes }: { code: string; codes: readonly { hash: string }[] },
  place: Omit<Place, "login">,
  settings: Settings,
): Promise<Opened | NotOpened> {
  const { attempt, minutes } = await beginAttempt(database, { ...place, login: CODE_LOGIN }, settings)
  if (!attempt) return { ok: false, reason: "locked", minutes }
  const codeHash = hashCode(code)
  if (codes.some(({ hash }) => hash === codeHash)) return { ok: true, codeHash, attempt }
  const by = acting(null, place.now, { address: place.address })
  await attemptFailed(database, attempt, { action: "setup_refused", by }, settings)
  return { ok: false, reason: "wrong" }
}

/**
 * Sets the office up: name, units, first accounts and posts land together, and the code is used up, or nothing
 * happens. `office` has only one first event: of two people at once the second gets `Stale`.
 *
 * First passwords were typed by one person for several, so each is changed at its first sign-in.
 */
export function setUpOffice(
  database: Database,
  { organisation, units: offices, supervising, people: first }: FirstOffice,
  { codeHash, attempt }: { codeHash: string; attempt: Attempt },
) {
  const { db } = database
  const { now: at, address } = attempt
  const supervisingId = supervising + 1
  const unitOf = (post: PostKind) => (post === "supervisor" ? supervisingId : null)
  const acts: [Act, ...Act[]] = [
    {
      action: "office_set_up",
      subject: "office",
      version: 1,
      particulars: { organisation, units: offices.length, people: first.length },
    },
    { action: "setting_changed", subject: "setting:organisation", version: 1, particulars: { after: organisation } },
    ...offices.map(
      ({ name, kind }, i): Act => ({
        action: "unit_added",
        subject: `unit:${i + 1}`,
        version: 1,
        particulars: { name, kind },
      }),
    ),
    ...first.map(
      ({ login, name }, i): Act => ({
        action: "person_added",
        subject: `person:${i + 1}`,
        version: 1,
        particulars: { login, name },
      }),
    ),
    ...first.map(
      ({ post }, i): Act => ({
        action: "post_granted",
        subject: `post:${i + 1}`,
        version: 1,
        particulars: { personId: i + 1, kind: post, unitId: unitOf(post), fromOn: dateOf(at) },
      }),
    ),
  ]
  return record(database, acting(null, at, { address }), acts, [
    db.insert(settings).values({ key: "organisation", value: organisation }),
    ...offices.map((unit, i) => db.insert(units).values({ ...unit, id: i + 1, code: `u${i + 1}`, position: i + 1 })),
    ...first.map(({ login, name, passwordHash, post }, i) =>
      db.insert(people).values({
        id: i + 1,
        login,
        name,
        unitId: unitOf(post),
        passwordHash,
        passwordSetAt: at,
        mustChangePassword: true,
      }),
    ),
    ...first.map(({ post }, i) =>
      db.insert(posts).values({ personId: i + 1, kind: post, unitId: unitOf(post), fromOn: dateOf(at) }),
    ),
    attemptSucceeded(database, attempt),
    db.delete(setupCodes).where(eq(setupCodes.hash, codeHash)),
  ])
}
