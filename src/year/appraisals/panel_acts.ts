import { type Asked, act, actOfAnybody } from "#src/door/act.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { noteRegister } from "#src/year/years/commands.ts"
import { entersFor } from "#src/year/years/policy.ts"
import { TARGET_PAPERS, type TargetPaper, YEAR_PAPERS, type YearPaper } from "#views/papers/appraisal.ts"
import { theCycle, theTarget } from "./acts.ts"
import { ensureEnters, ensureKeeps, marksFit } from "./commands.ts"
import { drawsVersion } from "./frame.ts"
import {
  AddingJuror,
  Casting,
  Discarding,
  Drawing,
  EnteringBallot,
  Nothing,
  Objecting,
  Recording,
  Rectifying,
  Ruling,
  SettingHearing,
  Versioned,
} from "./input.ts"
import {
  addJuror,
  addRecord,
  castBallot,
  discardRecord,
  draw,
  drawFits,
  object,
  recordFits,
  renewLink,
  revokeLink,
  rule,
  rulingFits,
  setHearing,
} from "./panel_commands.ts"
import { type FoundJuror, jurorByKey } from "./panel_queries.ts"
import { appraisalOfYear, type FoundJurorOfYear, type FoundTarget, findJuror, recordTarget } from "./queries.ts"
import { rectify, rectifyFits } from "./rectify_commands.ts"
import { hasTargetPaper, hasYearPaper } from "./workflow.ts"

/* 集中评议 as the office runs it, as a juror scores by the link, and what is ruled of results. The pages are in routes.tsx. */

const onCycle = { find: theCycle, may: ensureKeeps }

export const DRAW = act({
  ...onCycle,
  version: ({ draws }) => draws.length,
  input: Drawing,
  fits: (_asked, found, typed) => drawFits(found, typed),
  does: async ({ database, by }, found, { version: _, ...typed }) => {
    await draw(database, found, typed, by)
    return "panel_drawn"
  },
})

export const SET_HEARING = act({
  ...onCycle,
  version: ({ draws }) => drawsVersion(draws),
  input: SettingHearing,
  does: async ({ database, by }, found, { version: _, ...hearing }) => {
    await setHearing(database, found, hearing, by)
    return "hearing_set"
  },
})

/** `made`: the key, which is shown this once, and whose it is. */
export const ADD_JUROR = act({
  ...onCycle,
  input: AddingJuror,
  does: async ({ database, by }, found, words) => ({
    said: null,
    made: { key: await addJuror(database, found, words, by), name: words.name },
  }),
})

/** Who must not know jurors does not find one. */
const theJuror = ({ database, actor, number }: Asked) => findJuror(database, actor, number("juror"))

const onJuror = {
  find: theJuror,
  may: ensureKeeps,
  version: ({ juror }: FoundJurorOfYear) => juror.version,
  input: Versioned,
}

export const RENEW = act({
  ...onJuror,
  does: async ({ database, by }, found) => ({
    said: null,
    made: { key: await renewLink(database, found, by), name: found.juror.name },
  }),
})

export const REVOKE = act({
  ...onJuror,
  does: async ({ database, by }, found) => {
    await revokeLink(database, found, by)
    return "juror_revoked"
  },
})

type Keyed = { database: Asked["database"]; word: Asked["word"]; number: Asked["number"] }

export const theHolder = ({ database, word }: Pick<Keyed, "database" | "word">) =>
  jurorByKey(database, hashToken(word("panel")))

/** A unit that the holder of the key scores; null: it is none of theirs. */
export async function heldTarget(asked: Keyed) {
  const found = await theHolder(asked)
  const id = asked.number("target")
  const keyText = asked.word("panel")
  const row = found?.rows.find(({ target }) => target.id === id)
  return found && row ? { ...found, row, keyText } : null
}

export type HeldTarget = FoundJuror & { row: FoundJuror["rows"][number]; keyText: string }

export const CAST = actOfAnybody({
  find: heldTarget,
  may: () => undefined,
  version: ({ row }) => row.ballot?.version ?? 0,
  input: Casting,
  fits: (_asked, found, { marks }) => marksFit(found, marks, true),
  does: async ({ database, by }, { juror, standard, appraisal, row }, { version: _, ...given }) => {
    const { target, unit, ballot } = row
    const how = { juror, keyHash: juror.keyHash, version: ballot?.version ?? 0 }
    await castBallot(database, { target, unit, isDrawn: true, appraisal, standard, ...how }, given, by)
    return "ballot_cast"
  },
})

/** 代录 of a sheet of paper, with its scan; never of the juror's own unit, nor of who has scored it already. */
export const ENTER_BALLOT = act({
  find: theTarget,
  may: ensureKeeps,
  input: EnteringBallot,
  fits: (_asked, found, { juror, marks }) => {
    const one = found.panel.find(({ id }) => id === juror)
    if (!one || one.conflicts.includes(found.target.unitId)) return { juror: ["请选择不回避本单位的评议员"] }
    if (found.ballots.some(({ ballot }) => ballot.jurorId === juror)) return { juror: ["这名评议员已经评过本单位"] }
    return marksFit(found, marks, true)
  },
  scans: {
    room: ({ target }) => ({ planId: null, unitId: target.unitId, subject: null }),
    fields: () => ["scan"],
    lacking: "请附评分表的扫描件或照片",
  },
  does: async ({ database, by, files }, found, { version: _, juror: id, ...given }) => {
    const juror = found.panel.find((one) => one.id === id)
    if (!juror) throw missing()
    await castBallot(database, { ...found, juror, keyHash: null, version: 0 }, given, by, files.get("scan") ?? [])
    return "ballot_entered"
  },
})

export const RECORD = act({
  find: theTarget,
  may: ensureKeeps,
  input: Recording,
  fits: ({ today }, found, typed) => recordFits(found, typed, today),
  does: async ({ database, by }, found, typed) => {
    await addRecord(database, found, typed, by)
    return "appraisal_noted"
  },
})

async function theRecord(asked: Asked) {
  const id = asked.number("record")
  const found = await recordTarget(asked.database, asked.actor, id)
  const row = found?.records.find((one) => one.id === id)
  return found && row ? { found, row } : null
}

export const DISCARD = act({
  find: theRecord,
  may: (actor, { found }) => ensureKeeps(actor, found),
  version: ({ row }) => row.version,
  input: Discarding,
  does: async ({ database, by }, { found, row }, { remark }) => {
    await discardRecord(database, found, row, remark, by)
    return "note_discarded"
  },
})

export const RULE = act({
  find: theTarget,
  may: ensureKeeps,
  version: ({ rulings }: FoundTarget) => rulings.length,
  input: Ruling,
  fits: ({ today }, found, typed) => rulingFits(found, typed, today),
  does: async ({ database, by }, found, { version: _, ...typed }) => {
    await rule(database, found, typed, by)
    return "result_ruled"
  },
})

export const OBJECT = act({
  find: theTarget,
  may: ensureEnters,
  version: ({ rulings }: FoundTarget) => rulings.length,
  input: Objecting,
  does: async ({ database, by }, found, { text }) => {
    await object(database, found, text, by)
    return "result_objected"
  },
})

/** 限期整改; so many there are of it already. */
export const RECTIFY = act({
  find: theTarget,
  may: ensureKeeps,
  version: ({ rectifications }: FoundTarget) => rectifications.length,
  input: Rectifying,
  fits: ({ today }, _found, typed) => rectifyFits(typed, today),
  does: async ({ database, by }, found, typed) => {
    await rectify(database, found, typed, by)
    return "remarks_handed_out"
  },
})

const taken = (year: number, register: string, picked: string) => ({
  year,
  register,
  picked,
  file: "docx" as const,
  rows: 1,
})

/** Takes a paper: who took it stands in the trail. */
export const TAKE_PAPER = act({
  find: async (asked: Asked) => {
    const kind = (Object.keys(TARGET_PAPERS) as TargetPaper[]).find((one) => one === asked.word("targetPaper"))
    const found = await theTarget(asked)
    return kind && found ? { found, kind } : null
  },
  may: (actor, { found, kind }) => {
    if (!hasTargetPaper(kind, found, entersFor(actor, found.target.unitId))) throw forbidden()
  },
  input: Nothing,
  does: async ({ database, by }, { found, kind }) => {
    await noteRegister(database, taken(found.year.year, `履职评议${TARGET_PAPERS[kind]}`, found.unit), by)
    return { said: null, made: kind }
  },
})

export const TAKE_YEAR_PAPER = act({
  find: async (asked: Asked) => {
    const kind = (Object.keys(YEAR_PAPERS) as YearPaper[]).find((one) => one === asked.word("yearPaper"))
    const { database, actor, number } = asked
    const found = await appraisalOfYear(database, actor, number("year"), null)
    const cycle = found?.cycle
    return kind && found && cycle ? { found: { ...found, cycle }, kind } : null
  },
  may: (actor, { found, kind }) => {
    if (kind !== "draw") ensureKeeps(actor, found)
    if (!hasYearPaper(kind, found.cycle.appraisal, found.draws)) throw missing()
  },
  input: Nothing,
  does: async ({ database, by }, { found, kind }) => {
    await noteRegister(database, taken(found.year.year, `履职评议${YEAR_PAPERS[kind]}`, "全部"), by)
    return { said: null, made: kind }
  },
})
