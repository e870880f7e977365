import { DOCUMENT_KINDS } from "#db/schema.ts"
import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { heldWords } from "#views/activities/words.ts"
import { usualTitle } from "#views/documents/words.ts"
import {
  beginDocument,
  changeFiles,
  ensureHead,
  ensureJudges,
  enterDocument,
  type FilingNote,
  noteTaking,
  recallDocument,
  recordDocument,
  releaseDocument,
  remindOfFilings,
  returnDocument,
  reviseDocument,
  saveDocument,
  sendBackDocument,
  sendDocument,
  setRequirement,
  signDocument,
  takeIn,
  versionFile,
  withdrawDocument,
} from "./commands.ts"
import {
  Beginning,
  Entering,
  Recording,
  Releasing,
  Reminding,
  Returning,
  Saving,
  Sending,
  SendingBack,
  SettingRule,
  Taking,
  TakingIn,
  Versioned,
  Withdrawing,
} from "./input.ts"
import { type Content, contentOf, PARTS, type Parts, spanOf } from "./parts.ts"
import { isEnterable, writesFor } from "./policy.ts"
import {
  bodyFor,
  type FoundDocument,
  findDocument,
  type Lacking,
  lackingOf,
  registerOf,
  requirementsIn,
  type VersionRow,
} from "./queries.ts"
import { filesNow } from "./versions.ts"

/* 报备文件: written and filed by units, taken in, recorded and released by the year's office. The pages are in routes.tsx. */

export const document = ({ database, actor, number, today }: Asked) =>
  findDocument(database, actor, number("document"), today)

const version = ({ version }: FoundDocument) => version.version

function theUnit(actor: Actor, { body }: FoundDocument) {
  if (!writesFor(actor, body)) throw forbidden()
}

function theOffice(actor: Actor, { year }: Pick<FoundDocument, "year">) {
  if (!keepsYear(actor, year)) throw forbidden()
}

const yearAsked = ({ database, actor, number, today }: Asked) => registerOf(database, actor, number("year"), today)

/** 起草, for a unit that the form names: another one than the actor's own is not there, or not theirs. */
export const BEGIN = act({
  find: yearAsked,
  may: (actor, { rows }) => {
    if (!rows.some(({ body }) => writesFor(actor, body))) throw forbidden()
  },
  input: Beginning,
  does: async ({ database, actor, by, number, today }, _register, { kind, unit }) => {
    const found = await bodyFor(database, actor, number("year"), unit)
    if (!found) throw missing()
    const title = usualTitle(kind, found.body.unit, spanOf(kind, found.year.year))
    // What was entered once tells itself; the unit goes on writing from there.
    const text = kind === "summary" ? heldWords(found.held, today) : ""
    const made = await beginDocument(database, found, kind, { title, text }, by)
    return { said: "document_begun", made }
  },
})

const enteredFor = async ({ database, actor, number, query }: Asked) => {
  const kind = DOCUMENT_KINDS.find((one) => one === query.get("kind") && isEnterable(one))
  const found = await bodyFor(database, actor, number("year"), numberAsked(query.get("unit") ?? "") ?? 0)
  return found && kind ? { ...found, kind } : null
}

export type ToEnter = NonNullable<Awaited<ReturnType<typeof enteredFor>>>

/** 代录, with the scan of the paper. */
export const ENTER = act({
  find: enteredFor,
  may: theOffice,
  input: Entering,
  fits: ({ today }, _found, { filedOn }) => notAhead("filedOn", "收到日期", filedOn, today),
  scans: {
    room: ({ body }) => ({ planId: null, unitId: body.unitId, subject: null }),
    fields: () => ["scan"],
    lacking: "请附纸质件的扫描件或照片",
  },
  does: async ({ database, by, files }, found, words) => {
    const made = await enterDocument(database, found, found.kind, words, [...(files.get("scan") ?? [])], by)
    return { said: "document_entered", made }
  },
})

type WordsTyped = Omit<Content, "parts" | "fromYear" | "untilYear"> & {
  parts: Parts
  fromYear?: number | undefined
  untilYear?: number | undefined
  revision: number
  overwrite?: number | undefined
}

/** What was typed, upon what stands there: a box that the form did not have is as it was. */
function typedIn({ document, draft }: FoundDocument, { title, text, change, parts, fromYear, untilYear }: WordsTyped) {
  const { fromYear: from, untilYear: until } = document
  const kept: Pick<Content, "parts" | "fromYear" | "untilYear"> = draft
    ? contentOf(draft)
    : { parts: {}, fromYear: from, untilYear: until }
  const asked = PARTS[document.kind]
  return {
    title,
    text,
    change,
    parts: Object.fromEntries(asked.map((part) => [part, parts[part] ?? kept.parts[part] ?? ""])),
    fromYear: document.kind === "programme" ? (fromYear ?? kept.fromYear) : document.fromYear,
    untilYear: document.kind === "programme" ? (untilYear ?? kept.untilYear) : document.untilYear,
  }
}

const upon = ({ revision, overwrite }: Pick<WordsTyped, "revision" | "overwrite">) => overwrite ?? revision

/** The document as it is being written; `made` is its new revision. */
export const SAVE = act({
  find: document,
  may: theUnit,
  input: Saving,
  does: async ({ database, by }, found, words) => {
    const made = await saveDocument(database, found, typedIn(found, words), upon(words), by)
    return { said: "draft_saved", made }
  },
})

/** A 规划 is about some years, its own among them. */
function spanFits({ document }: FoundDocument, content: Content): Problems | null {
  const { fromYear, untilYear } = content
  const wrong =
    fromYear > untilYear || fromYear > document.year || untilYear < document.year || untilYear > fromYear + 9
  return document.kind === "programme" && wrong ? { untilYear: ["起止年份应包含本年度，且不超过10年"] } : null
}

/** 报送, or 送审签. */
export const SEND = act({
  find: document,
  may: theUnit,
  input: Sending,
  fits: (_asked, found, words) => spanFits(found, typedIn(found, words)),
  version,
  does: async ({ database, by }, found, words) => sendDocument(database, found, typedIn(found, words), upon(words), by),
})

export const EVIDENCE = evidence({
  room: (found: FoundDocument) => versionFile(found),
  listed: (found) => filesNow(found),
  keep: ({ database, by }, found, change) => changeFiles(database, found, change, by),
})

export const ATTACH = act({ find: document, may: theUnit, input: Attaching, does: async () => "attached.0" })

export const SIGN = act({
  find: document,
  may: ensureHead,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await signDocument(database, found, by)
    return "document_filed"
  },
})

export const SEND_BACK = act({
  find: document,
  may: ensureHead,
  input: SendingBack,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await sendBackDocument(database, found, remark, by)
    return "document_sent_back"
  },
})

export const RECALL = act({
  find: document,
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await recallDocument(database, found, by)
    return "document_recalled"
  },
})

export const REVISE = act({
  find: document,
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await reviseDocument(database, found, by)
    return "document_revised"
  },
})

export const RETURN = act({
  find: document,
  may: theOffice,
  input: Returning,
  fits: ({ today }, _found, { againBy }) =>
    againBy !== null && againBy < today ? { againBy: ["重新报送的日期不能早于今天"] } : null,
  version,
  does: async ({ database, by }, found, { remark, againBy }) => {
    await returnDocument(database, found, { remark, againBy }, by)
    return "document_returned"
  },
})

/** The version that a form names: the newest, or one before it that still stands. */
function named({ versions }: FoundDocument, { number }: { number: number }): VersionRow {
  const one = versions.find((version) => version.number === number)
  if (!one) throw missing()
  return one
}

const versionNamed = (found: FoundDocument, input: { number: number }) => named(found, input).version

const notAhead = (field: string, what: string, on: string, today: string): Problems | null =>
  on > today ? { [field]: [`${what}不能晚于今天`] } : null

export const TAKE_IN = act({
  find: document,
  may: theOffice,
  input: TakingIn,
  fits: ({ today }, _found, { takenOn }) => notAhead("takenOn", "签收日期", takenOn, today),
  version: versionNamed,
  does: async ({ database, by }, found, { version: _, number, ...receipt }) => {
    await takeIn(database, found, named(found, { number }), receipt, by)
    return "document_taken_in"
  },
})

export const RECORD = act({
  find: document,
  may: ensureJudges,
  input: Recording,
  fits: ({ today }, { version }, { recordedOn }) =>
    notAhead("recordedOn", "备案日期", recordedOn, today) ??
    (version.filedOn !== null && recordedOn < version.filedOn ? { recordedOn: ["备案日期不能早于报送日期"] } : null),
  version,
  does: async ({ database, by }, found, { recordedOn }) => {
    await recordDocument(database, found, recordedOn, by)
    return "document_recorded"
  },
})

export const RELEASE = act({
  find: document,
  may: theOffice,
  input: Releasing,
  fits: ({ today }, _found, { releasedOn }) => notAhead("releasedOn", "公布日期", releasedOn, today),
  version: versionNamed,
  does: async ({ database, by }, found, { number, address, releasedOn }) => {
    await releaseDocument(database, found, named(found, { number }), { address, releasedOn }, by)
    return "document_released"
  },
})

export const WITHDRAW = act({
  find: document,
  may: theOffice,
  input: Withdrawing,
  version: versionNamed,
  does: async ({ database, by }, found, { number, remark }) => {
    await withdrawDocument(database, found, named(found, { number }), remark, by)
    return "document_withdrawn"
  },
})

export const SET_RULE = act({
  find: ({ database, actor, number }: Asked) => requirementsIn(database, actor, number("year")),
  may: theOffice,
  input: SettingRule,
  version: ({ requirements }, { kind }) => requirements[kind].version,
  does: async ({ database, by }, found, { version: _, ...after }) => {
    await setRequirement(database, found, after, by)
    return "filing_rule_set"
  },
})

/** One note a unit, of those that still lack something. */
const notesTo = (units: readonly number[], { lacking }: Lacking): FilingNote[] =>
  [...new Set(units)].flatMap((unitId) => {
    const found = lacking.find(({ body }) => body.unitId === unitId)
    return found ? [{ unitId, unit: found.body.unit, kinds: found.owed.map(({ kind }) => kind) }] : []
  })

/** 催办 of what was not filed. */
export const REMIND = act({
  find: ({ database, actor, number, today }: Asked) => lackingOf(database, actor, number("year"), today),
  may: theOffice,
  input: Reminding,
  does: async ({ database, by }, found, { units, kind, text }) => {
    const notes = notesTo(units, found)
    if (notes.length === 0) throw conflict("all_filed")
    await remindOfFilings(database, found.year, notes, { kind, text }, by)
    return kind === "telephoned" ? `filing_telephoned.${notes.length}` : `filing_reminded.${notes.length}`
  },
})

/** The register as a file; whoever sees the year takes what they see of it. */
const taking = (file: "xlsx" | "csv") =>
  act({
    find: yearAsked,
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      await noteTaking(database, { year: found.year.year, file, rows: found.rows.length }, by)
      return { said: null, made: file }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
