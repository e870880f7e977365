import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { typing, withClash } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import { addressTyped, evidenceAlone, evidenceSaid, formNamed, isUnchanged } from "#src/door/evidence.ts"
import { type Flawed, typedText } from "#src/door/form.ts"
import { askedNumber, numberIn, pageNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE, workbook } from "#src/office/spreadsheets/workbook.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { filingPath, filingsPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { ComparisonPage } from "#views/documents/comparison.tsx"
import { DocumentFiles, DocumentPage } from "#views/documents/document.tsx"
import { FilingEntryPage } from "#views/documents/entry.tsx"
import { LiaisonsPage } from "#views/documents/liaisons.tsx"
import { RegisterPage } from "#views/documents/register.tsx"
import { FilingRemindersPage } from "#views/documents/reminders.tsx"
import { RequirementsPage } from "#views/documents/requirements.tsx"
import { registerCsv, registerName, registerRows, registerSheet } from "#views/documents/sheet.ts"
import { SlipPage } from "#views/documents/slip.tsx"
import { ToRecordPage } from "#views/documents/to_record.tsx"
import { DOCUMENT_KIND_LABEL } from "#views/documents/words.ts"
import type { DraftFlaws } from "#views/drafting/draft.tsx"
import { slipName, slipPaper } from "#views/papers/slip.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ATTACH,
  BEGIN,
  document,
  ENTER,
  EVIDENCE,
  RECALL,
  RECORD,
  RELEASE,
  REMIND,
  RETURN,
  REVISE,
  SAVE,
  SEND,
  SEND_BACK,
  SET_RULE,
  SIGN,
  TAKE_CSV,
  TAKE_IN,
  TAKE_XLSX,
  type ToEnter,
  WITHDRAW,
} from "./acts.ts"
import { chosenIn } from "./choice.ts"
import {
  documentsToRecord,
  type FoundDocument,
  type FoundRequirements,
  type Lacking,
  liaisonsOf,
  type Register,
  registerOf,
} from "./queries.ts"

type C = Context<Env>

const showRegister = (c: C, register: Register, flaws?: Flaws) =>
  page(
    c,
    { title: `${register.year.year}年普法文件报备`, status: flaws ? 422 : 200, wide: true },
    <RegisterPage
      register={register}
      chosen={chosenIn(c.req.query())}
      actor={c.var.actor}
      today={c.var.today}
      flaws={flaws}
    />,
  )

const showRequirements = (c: C, found: FoundRequirements, flaws?: Flawed) =>
  page(
    c,
    { title: `报送要求 ${found.year.year}年`, status: flaws ? 422 : 200 },
    <RequirementsPage
      found={found}
      today={c.var.today}
      flaws={flaws ? { ...flaws, kind: typedText(flaws.typed, "kind") ?? "" } : null}
    />,
  )

const showReminders = (c: C, found: Lacking, flaws?: Flaws) =>
  page(
    c,
    { title: `催办 ${found.year.year}年普法文件`, status: flaws ? 422 : 200 },
    <FilingRemindersPage found={found} today={c.var.today} mails={c.var.ports.mails} flaws={flaws} />,
  )

const showEntry = (c: C, found: ToEnter, flaws?: Flaws) =>
  page(
    c,
    { title: "代录报备文件", status: flaws ? 422 : 200 },
    <FilingEntryPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 报备登记 and what goes with it, mounted below the years. */
export const filingsOfYear = factory
  .createApp()
  .get("/:year{[0-9]+}/filings", async (c) => {
    const { database, actor, today } = c.var
    const register = await registerOf(database, actor, numberIn(c, "year"), today)
    if (!register) throw missing()
    return showRegister(c, register)
  })
  .post(
    "/:year{[0-9]+}/filings",
    pressed(BEGIN, {
      again: showRegister,
      onward: ({ year }, _input, _next, made) => (made === null ? filingsPath(year.year) : filingPath(made)),
    }),
  )
  .post(
    "/:year{[0-9]+}/filings.xlsx",
    pressed(TAKE_XLSX, { again: nothingTyped, shows: (c, register) => asWorkbook(c, register) }),
  )
  .post(
    "/:year{[0-9]+}/filings.csv",
    pressed(TAKE_CSV, { again: nothingTyped, shows: (c, register) => asText(c, register) }),
  )
  .get("/:year{[0-9]+}/filings/requirements", async (c) => showRequirements(c, await reached(SET_RULE, askedOf(c))))
  .post(
    "/:year{[0-9]+}/filings/requirements",
    pressed(SET_RULE, { again: showRequirements, onward: ({ year }) => filingsPath(year.year, "requirements") }),
  )
  .get("/:year{[0-9]+}/filings/entry", async (c) => showEntry(c, await reached(ENTER, askedOf(c))))
  .post(
    "/:year{[0-9]+}/filings/entry",
    carriesEvidence,
    pressed(ENTER, {
      again: showEntry,
      onward: ({ year }, _input, _next, made) => (made === null ? filingsPath(year.year) : filingPath(made)),
    }),
  )
  .get("/:year{[0-9]+}/filings/reminders", async (c) => showReminders(c, await reached(REMIND, askedOf(c))))
  .post(
    "/:year{[0-9]+}/filings/reminders",
    pressed(REMIND, { again: showReminders, onward: ({ year }) => filingsPath(year.year) }),
  )
  .get("/:year{[0-9]+}/liaisons", async (c) => {
    const { database, actor, today } = c.var
    const found = await liaisonsOf(database, actor, numberIn(c, "year"), today)
    if (!found) throw missing()
    return page(c, { title: `${found.year.year}年联络员登记表` }, <LiaisonsPage found={found} />)
  })

function asWorkbook(c: C, register: Register) {
  const chosen = chosenIn(c.req.query())
  const file = workbook(registerSheet(register, chosen, c.var.today), registerRows(register, chosen))
  return c.body(file, 200, download(`${registerName(register)}.xlsx`, WORKBOOK_TYPE))
}

function asText(c: C, register: Register) {
  const text = registerCsv(register, chosenIn(c.req.query()), c.var.today)
  return c.body(text, 200, download(`${registerName(register)}.csv`, CSV_TYPE))
}

const titleOf = ({ document, body }: FoundDocument) => `${DOCUMENT_KIND_LABEL[document.kind]} · ${body.unit}`

/** The page of a document; after a flawed form with what was typed, in the act that it belongs to. */
const show = (c: C, found: FoundDocument, act: string | null = null, flaws: DraftFlaws | null = null) =>
  page(
    c,
    { title: titleOf(found), status: flaws?.clash ? 409 : flaws ? 422 : 200 },
    <DocumentPage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      number={askedNumber(c, "number")}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

/** The form of one act on the page of the document, which also shows what was done. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundDocument, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ document }: FoundDocument) => filingPath(document.id),
})

const CLASHED = "这份文件的草稿刚在别处改过。本页内容保留在下面，请核对后勾选「以本页内容为准」，再保存或报送。"

/** The words as they were typed. */
const writing = {
  again: (c: C, found: FoundDocument, flaws: Flawed) => show(c, found, "writing", withClash(c, flaws, CLASHED)),
  onward: ({ document }: FoundDocument) => filingPath(document.id),
}

const saved = typing({
  ...writing,
  evidence: { ...EVIDENCE, kept: "besides" },
  says: (said, _input, kept) => (isUnchanged(kept) ? said : evidenceSaid(kept)),
})

const sent = { ...writing, evidence: { ...EVIDENCE, kept: "first" as const } }

/** The files alone, for the page that is being written on. */
const attached = evidenceAlone({
  brought: EVIDENCE,
  shown: (_c, found: FoundDocument, flaws) => (
    <DocumentFiles found={found} form={formNamed(flaws.typed)} flaws={flaws} />
  ),
  again: (c, found, { typed, ...flaws }) => show(c, found, "writing", { ...flaws, typed: addressTyped(typed) }),
  onward: ({ document }) => filingPath(document.id),
})

/** `2.1`: the first sending of the second version. */
function textNamed({ texts }: FoundDocument, key: string | undefined) {
  return texts.find(({ number, sending }) => `${number}.${sending}` === key) ?? null
}

/** 报备文件: from the draft to 备案, 公布 and 撤下. */
export const filings = factory
  .createApp()
  .get("/", async (c) => {
    const { database, actor, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const number = pageNumber(c)
    const waiting = await documentsToRecord(database, actor, number)
    return page(c, { title: "待备案" }, <ToRecordPage waiting={waiting} page={number} today={today} />)
  })
  .get("/:document{[0-9]+}", async (c) => show(c, await found(c)))
  .get("/:document{[0-9]+}/comparison", async (c) => {
    const one = await found(c)
    const [from, to] = [textNamed(one, c.req.query("from")), textNamed(one, c.req.query("to"))]
    if (!from || !to) throw missing()
    return page(
      c,
      { title: `版本比较 · ${titleOf(one)}` },
      <ComparisonPage found={one} from={from} to={to} today={c.var.today} />,
    )
  })
  .get("/:document{[0-9]+}/slip", async (c) => {
    const one = await found(c)
    const number = askedNumber(c, "number")
    const version = one.versions.find((row) => row.serial !== null && (number === null || row.number === number))
    if (!version) throw missing()
    const slip = { found: one, version, organisation: c.var.settings.organisation }
    if (c.req.query("as") === "docx") {
      return c.body(docxOf(slipPaper(slip)), 200, download(slipName(slip), DOCX_TYPE))
    }
    return page(c, { title: `备案回执 · ${titleOf(one)}` }, <SlipPage {...slip} />)
  })
  .post("/:document{[0-9]+}/draft", carriesEvidence, pressed(SAVE, saved))
  .post("/:document{[0-9]+}/filing", carriesEvidence, pressed(SEND, sent))
  .post("/:document{[0-9]+}/attachments", carriesEvidence, pressed(ATTACH, attached))
  .post("/:document{[0-9]+}/signature", pressed(SIGN, onOne("signature")))
  .post("/:document{[0-9]+}/sending-back", pressed(SEND_BACK, onOne("sending-back")))
  .post("/:document{[0-9]+}/recall", pressed(RECALL, onOne("recall")))
  .post("/:document{[0-9]+}/version", pressed(REVISE, onOne("version")))
  .post("/:document{[0-9]+}/return", pressed(RETURN, onOne("return")))
  .post("/:document{[0-9]+}/receipt", pressed(TAKE_IN, onOne("receipt")))
  .post("/:document{[0-9]+}/record", pressed(RECORD, onOne("record")))
  .post("/:document{[0-9]+}/release", pressed(RELEASE, onOne("release")))
  .post("/:document{[0-9]+}/withdrawal", pressed(WITHDRAW, onOne("withdrawal")))

async function found(c: C): Promise<FoundDocument> {
  const one = await document(askedOf(c))
  if (!one) throw missing()
  return one
}
