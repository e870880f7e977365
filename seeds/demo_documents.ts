import type { DocumentKind } from "#db/schema.ts"
import type { By } from "#src/trail/record.ts"
import {
  beginDocument,
  recordDocument,
  releaseDocument,
  remindOfFilings,
  returnDocument,
  sendDocument,
  takeIn,
} from "#src/year/documents/commands.ts"
import type { Content, Parts } from "#src/year/documents/parts.ts"
import { spanOf } from "#src/year/documents/parts.ts"
import { bodyFor, findDocument, lackingOf } from "#src/year/documents/queries.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/*
 * 报备文件 of the demo's year: most units have filed their 年度普法计划 and 责任清单, one was late, one has to file again, one has
 * filed nothing and was urged; the 总结 of the year is still to come.
 */

type Filed = {
  code: string
  kind: DocumentKind
  /** Month and day of the filing; of 备案, and of 公布. */
  on: string
  recorded?: string
  released?: string
  returned?: string
}

/** Who is named in 联络员登记表. */
const LIAISONS: Record<string, [name: string, position: string, phone: string]> = {
  bangongshi: ["钱联络", "秘书处副处长", "8012"],
  zonghezhidaosi: ["孙联络", "法规指导处主任科员", "8021"],
  banxinsi: ["李联络", "综合处副处长", "8031"],
  laifangjiedaisi: ["吴联络", "接待一处主任科员", "8041"],
  yanjiushi: ["沈联络", "政策法规处副处长", "8091"],
}

const FILED: readonly Filed[] = [
  { code: "yanjiushi", kind: "year_plan", on: "03-05", recorded: "03-09", released: "03-27" },
  { code: "bangongshi", kind: "year_plan", on: "03-10", recorded: "03-13", released: "03-27" },
  { code: "zonghezhidaosi", kind: "year_plan", on: "03-12", recorded: "03-16" },
  { code: "jiguandangwei", kind: "year_plan", on: "03-18", returned: "03-24" },
  { code: "banxinsi", kind: "year_plan", on: "03-20", recorded: "03-24" },
  { code: "tousuban", kind: "year_plan", on: "03-28", recorded: "03-31" },
  { code: "laifangjiedaisi", kind: "year_plan", on: "04-08", recorded: "04-10" },
  { code: "yanjiushi", kind: "duty_list", on: "03-06", recorded: "03-09" },
  { code: "bangongshi", kind: "duty_list", on: "03-11", recorded: "03-13", released: "03-27" },
  { code: "zonghezhidaosi", kind: "duty_list", on: "03-13", recorded: "03-16" },
  { code: "banxinsi", kind: "duty_list", on: "03-25" },
  { code: "tousuban", kind: "duty_list", on: "03-27", recorded: "03-31" },
  { code: "laifangjiedaisi", kind: "duty_list", on: "03-30", recorded: "04-03" },
  ...Object.keys(LIAISONS).map((code) => ({ code, kind: "liaisons" as const, on: "02-26", recorded: "02-27" })),
]

const NAMES: Record<string, string> = {
  yanjiushi: "研究室",
  bangongshi: "办公室",
  zonghezhidaosi: "综合指导司",
  jiguandangwei: "机关党委",
  banxinsi: "办信司",
  tousuban: "投诉办",
  laifangjiedaisi: "来访接待司",
}

/** What happened with the filings of a year. */
export const documentActs = (year: number): YearAct[] => [
  ...FILED.flatMap((filed) => [
    { on: `${year}-${filed.on}`, does: (demo: DemoYear) => file(demo, filed) },
    ...(filed.returned ? [{ on: `${year}-${filed.returned}`, does: (demo: DemoYear) => giveBack(demo, filed) }] : []),
    ...(filed.recorded ? [{ on: `${year}-${filed.recorded}`, does: (demo: DemoYear) => accept(demo, filed) }] : []),
    ...(filed.released ? [{ on: `${year}-${filed.released}`, does: (demo: DemoYear) => release(demo, filed) }] : []),
  ]),
  { on: `${year}-04-02`, does: urge },
]

/** Each unit's liaison has its code for a login; that of 研究室 is not its supervisor. */
const liaisonOf = (code: string) => (code === "yanjiushi" ? "yjs-lianluo" : code)

const PARTS_OF_PLAN: Parts = {
  duties: "主要负责人负总责，分管负责同志具体抓，各处室按职责分工落实，普法联络员负责日常协调和报送。",
  goals: "全年组织学法不少于4次，结合业务开展面向群众的法治宣传不少于6场，报送以案释法案例不少于4件。",
  deadlines: "上半年完成学法2次、宣传3场；11月底前完成全年任务，12月上旬报送总结。",
}

function contentOf({ code, kind }: Filed, year: number): Content {
  const name = NAMES[code] ?? code
  const span = spanOf(kind, year)
  const shared = { change: "", ...span }
  if (kind === "year_plan") return { ...shared, title: `${name}${year}年普法计划`, text: "", parts: PARTS_OF_PLAN }
  if (kind === "liaisons") {
    const [liaison = "", position = "", phone = ""] = LIAISONS[code] ?? []
    const parts = { liaison, position, phone }
    return { ...shared, title: `${name}${year}年联络员登记表`, text: "", parts }
  }
  const text =
    "一、《中华人民共和国宪法》：全体干部职工，集中学习，12月。\n二、《信访工作条例》：来访群众，以案释法，全年。"
  return { ...shared, title: `${name}${year}年普法责任清单`, text, parts: {} }
}

async function file({ database, year, units, by }: DemoYear, filed: Filed) {
  const who = by(liaisonOf(filed.code))
  const body = await bodyFor(database, who.actor, year, units.get(filed.code) ?? 0)
  if (!body) throw new Error(`${filed.code} is no body of ${year}`)
  const content = contentOf(filed, year)
  const id = await beginDocument(database, body, filed.kind, content, who)
  const found = await findDocument(database, who.actor, id, who.today)
  if (found) await sendDocument(database, found, content, found.draft?.revision ?? 0, who)
}

/** The document as the office sees it. */
async function seen({ database, year, units }: DemoYear, { code, kind }: Filed, office: By) {
  const body = await bodyFor(database, office.actor, year, units.get(code) ?? 0)
  const id = body?.facts.find((one) => one.kind === kind)?.id ?? 0
  const found = await findDocument(database, office.actor, id, office.today)
  if (!found) throw new Error(`${code} has not filed its ${kind}`)
  return found
}

async function giveBack(demo: DemoYear, filed: Filed) {
  const office = demo.by("yanjiushi")
  const remark = "目标任务没有对应到处室和时间，请补充后重新报送。"
  await returnDocument(demo.database, await seen(demo, filed, office), { remark, againBy: null }, office)
}

/** Copies are taken in, signed and sealed; then it gets its number. */
async function accept(demo: DemoYear, filed: Filed) {
  const { database } = demo
  const office = demo.by("yanjiushi")
  const first = await seen(demo, filed, office)
  const on = first.version.filedOn ?? office.today
  const copy = { takenOn: on, signer: "", sealed: false, note: "" }
  await takeIn(database, first, first.version, { ...copy, medium: "electronic" }, office)
  if (first.asked.paper) {
    const again = await seen(demo, filed, office)
    const signed = { ...copy, medium: "paper" as const, signer: "主要负责人", sealed: true }
    await takeIn(database, again, again.version, signed, office)
  }
  await recordDocument(database, await seen(demo, filed, office), office.today, office)
}

async function release(demo: DemoYear, filed: Filed) {
  const office = demo.by("yanjiushi")
  const found = await seen(demo, filed, office)
  const where = { address: "单位门户网站「普法责任制」专栏", releasedOn: office.today }
  await releaseDocument(demo.database, found, found.version, where, office)
}

/** 督查室 has filed nothing. */
async function urge({ database, year, units, by }: DemoYear) {
  const office = by("yanjiushi")
  const found = await lackingOf(database, office.actor, year, office.today)
  const lacking = found?.lacking.find(({ body }) => body.unitId === units.get("duchashi"))
  if (!found || !lacking) return
  const kinds = lacking.owed.filter(({ standing }) => standing.word === "overdue").map(({ kind }) => kind)
  const note = { unitId: lacking.body.unitId, unit: lacking.body.unit, kinds }
  const text = "年度普法计划和责任清单已过报送期限，请尽快报送；如有困难，请与普法办联系。"
  if (kinds.length > 0) await remindOfFilings(database, found.year, [note], { kind: "shown", text }, office)
}
