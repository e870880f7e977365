import { type Asked, act } from "#src/door/act.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { announcementBody, appraisalBody, caseBody, listBody, planBody } from "#views/public/made.ts"
import { doubtKey, doubtsIn, type ReleaseBody } from "./body.ts"
import {
  checkRelease,
  dropRelease,
  ensureChecks,
  ensurePublishes,
  prepareRelease,
  publishRelease,
  type ToPrepare,
  withdrawRelease,
} from "./commands.ts"
import { Checking, Dropping, Preparing, Releasing, Withdrawing } from "./input.ts"
import { isPublicPlan, publishes } from "./policy.ts"
import {
  announcementToPrepare,
  appraisalToPrepare,
  caseToPrepare,
  type FoundRelease,
  findRelease,
  listToPrepare,
  planToPrepare,
} from "./queries.ts"

/* 公开: prepared of what the program has, checked by another of the office, released as it was checked. */

/** What would be prepared, with the words that it would have. */
export type Prepared = ToPrepare & { body: ReleaseBody; without: readonly string[] }

/** 「附完成情况」, where the address asks for it: nobody comes to that by itself. */
const announcement = async ({ database, actor, number, asks }: Asked): Promise<Prepared | null> => {
  const found = await announcementToPrepare(database, actor, number("year"))
  const ended = asks("ended") === 1
  return found && { ...found, body: announcementBody(found, ended) }
}

const oneList = async ({ database, actor, number, asks }: Asked): Promise<Prepared | null> => {
  const found = await listToPrepare(database, actor, number("year"), number("unit"))
  const ended = asks("ended") === 1
  return found && { ...found, body: listBody(found, ended), without: [] }
}

const oneCase = async ({ database, actor, number }: Asked): Promise<Prepared | null> => {
  const found = await caseToPrepare(database, actor, number("year"), number("case"))
  return found && { ...found, body: caseBody(found), without: [] }
}

const appraisal = async ({ database, actor, number }: Asked): Promise<Prepared | null> => {
  const found = await appraisalToPrepare(database, actor, number("year"))
  return found && { ...found, body: appraisalBody(found), without: [] }
}

/** One that is not 公开 has no words for the public: it is not even read that way. */
const onePlan = async (asked: Asked) => {
  const { database, actor, number, asks } = asked
  const at = { plan: number("plan"), page: Math.max(1, asks("page") ?? 1) }
  const found = await planToPrepare(database, actor, at, readingAs(asked))
  if (!found) return null
  const isPublic = isPublicPlan(found.board.plan)
  return { ...found, isPublic, body: isPublic ? planBody(found) : NOTHING, without: [] }
}

const NOTHING: ReleaseBody = { title: "", opening: "", office: "", blocks: [] }

/** 拟公布, as the page has shown it. */
const preparing = (find: (asked: Asked) => Promise<Prepared | null>) =>
  act({
    find,
    may: ensurePublishes,
    input: Preparing,
    version: ({ before }) => before?.number ?? 0,
    does: async ({ database, by }, found) => ({
      said: "release_prepared",
      made: await prepareRelease(database, found, found.body, by),
    }),
  })

export const PREPARE_ANNOUNCEMENT = preparing(announcement)
export const PREPARE_LIST = preparing(oneList)
export const PREPARE_CASE = preparing(oneCase)
export const PREPARE_APPRAISAL = preparing(appraisal)

export const PREPARE_PLAN = act({
  find: onePlan,
  may: ensurePublishes,
  input: Preparing,
  version: ({ before }) => before?.number ?? 0,
  does: async ({ database, by }, found) => {
    if (!found.isPublic) throw conflict("release_barred")
    return { said: "release_prepared", made: await prepareRelease(database, found, found.body, by) }
  },
})

/** 公开 of a plan, for its office and leaders. */
export const READ_PLAN = {
  find: onePlan,
  may: (actor: Actor, found: { officeId: number }) => {
    if (!publishes(actor, found) && !isLeader(actor)) throw forbidden()
  },
}

export type PlanPublication = NonNullable<Awaited<ReturnType<typeof onePlan>>>

const theVersion = ({ database, actor, number }: Asked) =>
  findRelease(database, actor, number("release"), number("number"))

const version = ({ version: { version } }: FoundRelease) => version

const UNREAD = "请逐处看过标出的疑似姓名和长数字，确认可以公开后勾选"

/** 核对. */
export const CHECK = act({
  find: theVersion,
  may: ensureChecks,
  input: Checking,
  fits: (_asked, { body }, { cleared }) =>
    doubtsIn(body).every((doubt) => cleared.includes(doubtKey(doubt))) ? null : { cleared: [UNREAD] },
  version,
  does: async ({ database, by }, found, { cleared }) => {
    await checkRelease(database, found, cleared, by)
    return "release_checked"
  },
})

/** 公布. */
export const RELEASE = act({
  find: theVersion,
  may: ensurePublishes,
  input: Releasing,
  version,
  does: async ({ database, by }, found) => {
    await publishRelease(database, found, by)
    return "release_released"
  },
})

/** 不予公布. */
export const DROP = act({
  find: theVersion,
  may: ensurePublishes,
  input: Dropping,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await dropRelease(database, found, remark, by)
    return "release_dropped"
  },
})

/** 撤下. */
export const WITHDRAW = act({
  find: theVersion,
  may: ensurePublishes,
  input: Withdrawing,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await withdrawRelease(database, found, remark, by)
    return "release_withdrawn"
  },
})
