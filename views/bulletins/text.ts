import type { BulletinForm, BulletinKind, Category } from "#db/schema.ts"
import { CATEGORIES, VERIFICATION_RESULTS } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import type { CategoryRule } from "#src/outward/bulletins/categories.ts"
import {
  type AnnexName,
  BLOCKS,
  type BlockName,
  type Content,
  type Figure,
  type FigureName,
  type MatterRow,
  missingFigures,
  type RoundRow,
  type TextBlock,
  YEARLY_BLOCKS,
} from "#src/outward/bulletins/content.ts"
import {
  type Facts,
  factsOf,
  isDifficult,
  type PartFact,
  roundRow,
  type Said,
  type TaskFact,
} from "#src/outward/bulletins/facts.ts"
import type { Materials } from "#src/outward/bulletins/queries.ts"
import { share, sharesOf } from "#src/outward/bulletins/shares.ts"
import { goesAcross, isYearly } from "#src/outward/bulletins/workflow.ts"
import type { HappeningName, VerifiedName } from "#src/outward/bulletins/year_queries.ts"
import { chineseNumeral } from "#src/plans/intake/words/numerals.ts"
import { leadersWords, ROLL_UP_LABEL } from "../plans/words.ts"
import { RESULT_LABEL } from "../verifying/words.ts"
import { lightWords } from "../words/lights.ts"
import { brief, cited, clauseOf, dayWords, momentWords } from "../words.ts"
import { ANNEX_LABEL, bulletinName, CATEGORY_LABEL, stageShareWords } from "./words.ts"

/*
 * What the program writes of a paper, from what it counted (src/outward/bulletins/facts.ts): numbers first, then what was
 * done, what is behind and why in the unit's own words, what has changed, what is asked. Everything is the office's to change.
 */

type Written = {
  kind: BulletinKind
  form: BulletinForm
  organisation: string
  issuer: string
  materials: Materials
  rule: CategoryRule
}

/** More tasks than this are not named in one block. */
const MOST_NAMED = 20
/** Of one unit's words; of all that is said of one task in the text, and in a cell of 继续督办事项汇总表. */
const QUOTED = 120
const OF_A_TASK = 360
const IN_A_CELL = 300

/** The paper as the program writes it. */
export function written({ kind, form, organisation, issuer, materials, rule }: Written): Content {
  const facts = factsOf(materials.now, materials.previous, rule)
  const { plan, round, asOf, asOfOn } = facts.board
  const rounds = materials.year.flatMap((standing) => roundRow(standing, rule) ?? [])
  const office = officeThen(facts)
  const { inYear, happened } = materials
  const { blocks, figures } = writtenBlocks({ kind, facts, rounds, office, inYear, happened })
  const period = isYearly(kind) ? `${inYear}年度` : (round?.name ?? "")
  return {
    title: titleOf({ kind, form, organisation, plan: plan.title, period }),
    addressee: goesAcross(kind) ? facts.units.map(({ name }) => name).join("、") : issuer || organisation,
    closing: CLOSING[kind],
    blocks,
    figures,
    units: facts.units,
    matters: matters(facts),
    rounds,
    rule,
    measure: measureOf(facts),
    round: { number: round?.number ?? 0, name: round?.name ?? "" },
    asOf,
    asOfOn,
    organisation,
    office,
    plan: { title: plan.title, docNumber: plan.docNumber },
  }
}

/** The office by its name at the cut-off, where it has a part in the plan. */
const officeThen = ({ board: { plan, units } }: Facts): string =>
  units.find(({ id }) => id === plan.supervisingUnitId)?.name ?? plan.supervisingUnitName

const CLOSING: Record<BulletinKind, string> = {
  bulletin: "特此通报。",
  special: "专此报告。",
  report: "专此报告。",
  yearly_bulletin: "特此通报。",
  yearly_summary: "",
}

/** The kind of paper as a title ends: 文种. */
const ENDING: Record<BulletinKind, string> = {
  bulletin: "通报",
  special: "专报",
  report: "报告",
  yearly_bulletin: "通报",
  yearly_summary: "总结",
}

type Titled = Pick<Written, "kind" | "form" | "organisation"> & { plan: string; period: string }

/** 发文机关 + 事由 + 文种 where it is issued in the organisation's name; inside the office without the first. */
const titleOf = ({ kind, form, organisation, plan, period }: Titled) =>
  `${form === "organisation" ? organisation : ""}关于${cited({ title: plan, docNumber: null })}${period}落实情况的${ENDING[kind]}`

type Writing = {
  kind: BulletinKind
  facts: Facts
  rounds: RoundRow[]
  office: string
  inYear: number
  happened: Materials["happened"]
  figures: ReadonlyMap<string, string>
  /** A number that only the writer knows of, as its figure; the words of it. */
  counts: (figure: Figure) => string
}

/** The blocks with their figures: what none of them says is no figure of the paper. */
function writtenBlocks(given: Omit<Writing, "figures" | "counts">): Pick<Content, "blocks" | "figures"> {
  const { facts, office, rounds, happened } = given
  const all = [
    ...figuresOf(facts, office),
    ...changeFigures(facts),
    ...yearFigures(rounds, happened),
    ...verifiedFigures(happened),
  ]
  const counts = (figure: Figure) => {
    all.push(figure)
    return figure.words
  }
  const writing = { ...given, figures: wordsOf(all), counts }
  const blocks = (isYearly(given.kind) ? YEARLY_BLOCKS : BLOCKS).map((name) => blockOf(name, writing))
  const unsaid = missingFigures({ blocks, figures: all })
  return { blocks, figures: all.filter((figure) => !unsaid.has(figure)) }
}

const HEADINGS: Record<BlockName, string> = {
  opening: "",
  done: "一、主要进展和成效",
  behind: "二、存在的问题",
  changes: "三、与上期不同",
  asks: "四、下一步要求",
  statistics: "",
  situation: "一、基本情况",
  practice: "二、主要做法和成效",
  problems: "三、存在的问题",
  outlook: "四、下一步打算",
}

const WRITERS: Record<BlockName, (writing: Writing) => string> = {
  opening: (writing) => `${purpose(writing)}\n${numbers(writing)}`,
  done: progress,
  behind,
  changes,
  asks,
  statistics: (writing) => [yearNumbers(writing), numbers(writing), ...verifiedNumbers(writing)].join("\n"),
  situation: purpose,
  practice: progress,
  problems: (writing) => [behind(writing), ...verifiedUnits(writing)].join("\n"),
  outlook: (writing) => [outlook(writing), ...verifiedAsks(writing)].join("\n"),
}

function blockOf(name: BlockName, writing: Writing): TextBlock {
  const text = WRITERS[name](writing)
  const heading = name === "asks" && !goesAcross(writing.kind) ? "四、工作建议" : HEADINGS[name]
  return { name, heading, text, written: text }
}

function purpose({ kind, facts, office, inYear, figures }: Writing): string {
  const { plan, round } = facts.board
  const what = isYearly(kind) ? `${inYear}年度` : (round?.name ?? "")
  const basis = cited({ title: plan.title, docNumber: plan.docNumber })
  return `根据${basis}，${office}对${what}落实情况进行了督促检查，涉及${figures.get("tasks")}、${figures.get("units")}承担的${figures.get("parts")}。`
}

function numbers({ facts, figures }: Writing): string {
  const { asOfOn, round } = facts.board
  const base =
    facts.out > 0 ? `${figures.get("out")}，不计入比重；其余${figures.get("base")}中，` : `${figures.get("base")}中，`
  const sorted = CATEGORIES.map((category) => figures.get(category)).join("；")
  const reports =
    facts.all.due === 0
      ? `${round?.name ?? "本期"}没有应报事项。`
      : `${round?.name ?? "本期"}${figures.get("due")}，${figures.get("reported")}，${figures.get("owed")}。`
  const own = facts.own > 0 ? `其中${figures.get("own")}。` : ""
  return `截至${dayWords(asOfOn)}，${base}${sorted}。${reports}${own}`
}

const yearNumbers = ({ inYear, figures }: Writing): string =>
  `${inYear}年共${figures.get("year_rounds")}，${figures.get("year_due")}，${figures.get("year_reported")}，各期情况${seeAnnex("rounds")}。年内${HAPPENINGS.map(([name]) => figures.get(name)).join("，")}。`

/** 督查核实 of the lists: nothing, where no unit was told anything. */
const verifiedNumbers = ({ inYear, figures }: Writing): string[] =>
  figures.has("verify_told")
    ? [
        `${inYear}年度普法责任清单${figures.get("verify_due")}，${figures.get("verify_told")}，其中${VERIFICATION_RESULTS.map((one) => figures.get(`verify_${one}`)).join("、")}。`,
      ]
    : []

const unitsWith = ({ happened }: Pick<Writing, "happened">, name: VerifiedName): string =>
  [...new Set(happened.filter((one) => one.name === name).map(({ unit }) => unit))].join("、")

/** The units of which something was not done or not true. */
function verifiedUnits(writing: Writing): string[] {
  const named = [
    ["责任清单有未完成事项", unitsWith(writing, "verify_unmet")],
    ["情况不实", unitsWith(writing, "verify_untrue")],
  ].flatMap(([what, units]) => (units ? [`${what}的单位：${units}`] : []))
  return named.length > 0 ? [`督查核实中，${named.join("；")}。`] : []
}

const verifiedAsks = (writing: Writing): string[] => [
  ...(unitsWith(writing, "verify_unmet") + unitsWith(writing, "verify_partly")
    ? ["督查核实为未完成、部分完成的清单事项，责任单位要明确完成时间和责任人。"]
    : []),
  ...(unitsWith(writing, "verify_untrue") ? ["核实为不实的，要查明原因，限期改正。"] : []),
]

/** What was done: 综述 where there is one, else the units' own words. */
function progress({ facts, counts }: Writing): string {
  const told = facts.tasks.filter(({ category, parts, summary }) => category && (summary || parts.some(hasNews)))
  const finished = (fact: TaskFact) => fact.category === "done"
  const ordered = [...told.filter(finished), ...told.filter((fact) => !finished(fact))]
  if (ordered.length === 0) return "本期各单位没有报送新的进展。"
  const lines = ordered.slice(0, MOST_NAMED).map((fact, i) => `${rank(i)}${named(fact)}${doneWords(fact)}`)
  return [...lines, ...rest(ordered, counts, "more_told", (n) => `另有${n}项有进展的任务`)].join("\n")
}

const hasNews = ({ said }: PartFact) => said !== null && !said.unchanged && said.achieved.trim() !== ""

const doneWords = ({ summary, parts }: TaskFact) =>
  summary
    ? sentence(flat(summary, OF_A_TASK))
    : together(parts.filter(hasNews), ({ unit, said }) => `${unit.shortName}：${flat(said?.achieved, QUOTED)}`)

/** A sentence of each, as many as fit into what is said of one task. */
function together<T>(all: readonly T[], words: (one: T) => string): string {
  const said: string[] = []
  for (const one of all) {
    said.push(sentence(words(one)))
    if (said.join("").length > OF_A_TASK) break
  }
  return said.join("") + (said.length < all.length ? "其他单位从略。" : "")
}

/** What is behind and why. */
function behind({ facts, figures, counts }: Writing): string {
  const late = facts.tasks.filter(({ category }) => category === "behind")
  const unsent = facts.units.filter(({ due, reported }) => reported < due)
  const named_ = late.slice(0, MOST_NAMED).map((fact, i) => `${rank(i)}${named(fact)}${reasons(fact, facts)}`)
  const silent =
    unsent.length === 0 ? [] : [`未按期报送的单位：${unsent.map(({ id }) => figures.get(unitKey(id))).join("、")}。`]
  if (late.length === 0) return ["没有欠进度事项。", ...silent].join("\n")
  const others = rest(late, counts, "more_behind", (n) => `另有${n}项欠进度任务`)
  return [...named_, ...others, ...silent].join("\n")
}

function reasons(fact: TaskFact, facts: Facts): string {
  const lagging = fact.parts.filter(({ part }) => part.light.colour === "red")
  if (lagging.length > 0) return together(lagging, reason)
  const told = fact.parts.filter(({ part, said }) => part.light.colour === "yellow" || said?.problems.trim())
  return paceWords(fact, facts) + together(told, reason)
}

const paceWords = ({ reached }: TaskFact, { months }: Facts): string =>
  reached === null ? "" : `${stageShareWords(reached, months)}。`

function reason({ part, unit, said }: PartFact): string {
  const problems = flat(said?.problems, QUOTED)
  const why = problems ? `，反映：${problems}` : said ? "，未说明原因" : ""
  return `${unit.shortName}${lightWords(part.light)}${why}`
}

/** Which tasks have moved since the round before, and why. */
function changes({ facts, figures, counts }: Writing): string {
  const { previous, moved } = facts
  if (!previous) return "本期为第一次统计，没有上期数可比。"
  const former = previous.board.round?.name ?? "上期"
  const totals = CATEGORIES.flatMap((one) => {
    const was = figures.get(`was_${one}`)
    return was === undefined ? [] : [`${was}${figures.get(`now_${one}`)}`]
  })
  if (moved.length === 0) return `与${former}相比，各项任务的进度分类没有变化。`
  const sum = totals.length > 0 ? `，${totals.join("，")}` : ""
  const lines = moved.slice(0, MOST_NAMED).map((fact, i) => `${rank(i)}${named(fact)}${movedWords(fact)}`)
  const others = rest(moved, counts, "more_moved", (n) => `另有${n}项有变化的任务`)
  return [`与${former}相比，${figures.get("moved")}${sum}。`, ...lines, ...others].join("\n")
}

const placeWords = (category: Category | null) => (category === null ? "挂起、终止" : CATEGORY_LABEL[category])

function movedWords({ category, was, parts, task }: TaskFact): string {
  const colour = task.light.colour
  const causes = parts
    .filter(({ part }) => part.light.colour === colour)
    .map(({ unit, part }) => `${unit.shortName}${lightWords(part.light)}`)
  const why = causes.length > 0 ? `，${several([...new Set(causes)])}` : ""
  return `由${placeWords(was ?? null)}转为${placeWords(category)}${why}。`
}

function asks({ kind, facts, office, figures }: Writing): string {
  const { counts } = facts
  const difficult = figures.get("difficult")
  const unsent = facts.units.filter(({ due, reported }) => reported < due).map(({ name }) => name)
  const lines = [
    counts.behind > 0 ? "欠进度事项的责任单位要逐项查明原因，明确完成时间和责任人，在下一期填报时说明整改情况。" : "",
    unsent.length > 0 ? `${unsent.join("、")}要尽快补报落实情况。` : "",
    difficult !== undefined
      ? `${difficult}，由${office}会同有关单位研究提出意见${goesAcross(kind) ? "" : "，提请予以协调"}。`
      : "",
    "其他事项要按时限继续推进，确保如期完成。",
  ].filter((line) => line !== "")
  return lines.map((line, i) => `${rank(i)}${line}`).join("\n")
}

/** 下一步打算: of what goes on, in the units' own words. */
function outlook(writing: Writing): string {
  const planned = writing.facts.tasks.flatMap((fact) => {
    const steps = fact.parts.filter(({ said }) => said !== null && said.nextSteps.trim() !== "")
    if (fact.category === "done" || fact.category === null || steps.length === 0) return []
    const words = ({ unit, said }: PartFact) => `${unit.shortName}：${flat(said?.nextSteps, QUOTED)}`
    return [{ fact, line: `${named(fact)}${together(steps, words)}` }]
  })
  if (planned.length === 0) return asks(writing)
  const lines = planned.slice(0, MOST_NAMED).map(({ line }, i) => `${rank(i)}${line}`)
  const all = planned.map(({ fact }) => fact)
  return [...lines, ...rest(all, writing.counts, "more_planned", (n) => `另有${n}项有打算的任务`)].join("\n")
}

/** （一）. */
const rank = (i: number): string => `（${chineseNumeral(i + 1)}）`

const named = ({ task }: TaskFact): string => `${clauseOf(task.text)}。`

/** Figures of what is not named. */
type More = Extract<FigureName, `more_${string}`>

/** What is not named; it can be read in the annex if all of it goes on. */
function rest(all: readonly TaskFact[], counts: Writing["counts"], name: More, words: (n: number) => string): string[] {
  const others = all.slice(MOST_NAMED)
  if (others.length === 0) return []
  const value = others.length
  const tasks = others.map(({ task }) => task.ordinal)
  const said = counts({ name, label: MORE_LABEL[name], value, words: words(value), filter: null, tasks })
  return [`${said}${others.every(goesOn) ? `，${seeAnnex("matters")}` : ""}。`]
}

const MORE_LABEL: Record<More, string> = {
  more_told: "另有进展",
  more_behind: "另有欠进度",
  more_moved: "另有变化",
  more_planned: "另有打算",
}

/** 「见附件《继续督办事项汇总表》」: by its name, for what number it has may change while the paper is written. */
const seeAnnex = (name: AnnexName): string => `见附件《${ANNEX_LABEL[name]}》`

/** Words in one line, as long as they may be. */
const flat = (text: string | undefined, longest: number): string =>
  brief((text ?? "").trim().replaceAll(/\s*\n\s*/g, " "), longest).replace(/[。；;]$/, "")

/** More than these are not named. */
const MOST_UNITS = 6

/** 「办信司、督查室等单位」. */
const several = (names: readonly string[]): string =>
  names.length <= MOST_UNITS ? names.join("、") : `${names.slice(0, MOST_UNITS).join("、")}等单位`

/** Closed by one full stop. */
const sentence = (text: string): string => `${text.trim().replace(/[。；;，,]+$/, "")}。`

/** What the light of a category's tasks is and which shares it makes. */
function figuresOf(facts: Facts, office: string): Figure[] {
  const { all, counts, base, out, board } = facts
  const shares = sharesOf(CATEGORIES.map((category) => counts[category]))
  const round = board.round?.number ?? null
  const figure = (
    name: Figure["name"],
    label: string,
    value: number,
    words: string,
    filter: Figure["filter"],
  ): Figure => ({
    name,
    label,
    value,
    words,
    filter: filter && { ...filter, round },
  })
  const owed = all.due - all.reported
  const difficult = facts.tasks.filter(isDifficult).length
  return [
    figure("tasks", "任务", facts.tasks.length, `${facts.tasks.length}项任务`, {}),
    figure("units", "单位", facts.units.length, `${facts.units.length}个单位`, null),
    figure("base", "计入比重的任务", base, `${base}项任务`, null),
    ...CATEGORIES.map((category, i) => {
      const label = CATEGORY_LABEL[category]
      const part = shares[i] === "–" ? "" : `，占${shares[i]}`
      return figure(category, label, counts[category], `${label}${counts[category]}项${part}`, null)
    }),
    ...(out > 0 ? [figure("out", "挂起、终止", out, `挂起、终止${out}项`, null)] : []),
    figure("parts", "分工", all.total, `${all.total}项分工`, {}),
    ...(all.due > 0
      ? [
          figure("due", "应报", all.due, `应报${all.due}项`, { report: "due" }),
          figure("reported", "已报", all.reported, `已报${all.reported}项，报送率${share(all.reported, all.due)}`, {
            report: "reported",
          }),
          figure("owed", "未报", owed, `未报${owed}项`, { report: "owed" }),
        ]
      : []),
    ...facts.units
      .filter(({ due, reported }) => reported < due)
      .map(({ id, name, due, reported }) => {
        const words = `${name}${due - reported}项`
        return { ...figure("owed_unit", `${name}未报`, due - reported, words, { unit: id, report: "owed" }), unit: id }
      }),
    ...(difficult > 0 ? [figure("difficult", "需要协调", difficult, `需要协调的${difficult}项任务`, null)] : []),
    ...(facts.own > 0
      ? [figure("own", "自查", facts.own, `${office}自查${facts.own}项`, { unit: board.plan.supervisingUnitId })]
      : []),
    ...(facts.moved.length > 0
      ? [figure("moved", "与上期不同", facts.moved.length, `${facts.moved.length}项任务的进度分类有变化`, null)]
      : []),
  ]
}

/** 「已完成由3项增至5项」: what each category counted a round ago, and what it counts now. */
function changeFigures({ counts, previous }: Facts): Figure[] {
  if (!previous) return []
  return CATEGORIES.flatMap((one): Figure[] => {
    const [was, now] = [previous.counts[one], counts[one]]
    if (was === now) return []
    const label = CATEGORY_LABEL[one]
    const after = `${label}由${was}项`
    return [
      { name: `was_${one}`, label: `上期${label}`, value: was, words: after, filter: null },
      {
        name: `now_${one}`,
        label: `本期${label}`,
        value: now,
        words: `${now > was ? "增至" : "减至"}${now}项`,
        after,
        filter: null,
      },
    ]
  })
}

/** What happened in a year besides its rounds, each with how it is said. */
const HAPPENINGS: readonly [HappeningName, string, (n: number) => string][] = [
  ["year_closed", "年内办结", (n) => `办结分工${n}项`],
  ["year_late", "年内迟报", (n) => `迟报${n}项次`],
  ["year_notices", "年内督办", (n) => `发出督办文书${n}件`],
  ["year_extensions", "年内延期", (n) => `同意延期${n}次`],
]

function yearFigures(rounds: RoundRow[], happened: Materials["happened"]): Figure[] {
  if (rounds.length === 0) return []
  const due = rounds.reduce((sum, row) => sum + row.due, 0)
  const reported = rounds.reduce((sum, row) => sum + row.reported, 0)
  const { length } = rounds
  return [
    { name: "year_rounds", label: "填报期", value: length, words: `组织填报${length}期`, filter: null },
    { name: "year_due", label: "全年应报", value: due, words: `应报${due}项次`, filter: null },
    {
      name: "year_reported",
      label: "全年已报",
      value: reported,
      words: `已报${reported}项次，报送率${share(reported, due)}`,
      filter: null,
    },
    ...HAPPENINGS.map(([name, label, words]): Figure => {
      const value = happened.filter((one) => one.name === name).length
      return { name, label, value, words: words(value), filter: null }
    }),
  ]
}

const isResult = ({ name }: Materials["happened"][number]): boolean => /^verify_(?!due)/.test(name)

function verifiedFigures(happened: Materials["happened"]): Figure[] {
  const told = happened.filter(isResult).length
  if (told === 0) return []
  const figure = (name: VerifiedName | "verify_told", label: string, value: number, words: string): Figure => ({
    name,
    label,
    value,
    words: `${words}${value}项`,
    filter: null,
  })
  const counted = (name: VerifiedName) => happened.filter((one) => one.name === name).length
  return [
    figure("verify_due", "应核实", counted("verify_due"), "应核实"),
    figure("verify_told", "已核实", told, "已核实"),
    ...VERIFICATION_RESULTS.map((one) =>
      figure(`verify_${one}`, RESULT_LABEL[one], counted(`verify_${one}`), RESULT_LABEL[one]),
    ),
  ]
}

const wordsOf = (figures: Figure[]) =>
  new Map<string, string>(figures.map(({ name, words, unit }) => [unit === undefined ? name : unitKey(unit), words]))

const unitKey = (unit: number): string => `owed_unit ${unit}`

/** Neither done nor out. */
const goesOn = (fact: TaskFact): fact is TaskFact & { category: Category } =>
  fact.category !== null && fact.category !== "done"

/** 继续督办事项汇总表: what goes on, with 上期 and 本期进展. */
const matters = ({ tasks }: Facts): MatterRow[] =>
  tasks.filter(goesOn).map((fact) => {
    const { task, category, parts, summary, before } = fact
    const units = parts.map(({ unit }) => unit.shortName).join("、")
    return {
      ordinal: task.ordinal,
      label: task.label,
      text: task.text,
      units: [leadersWords(task.leaders), units].filter(Boolean).join("；"),
      category,
      before: cell(before.summary, before.parts),
      now: cell(summary, parts),
      opinion: opinionOf(fact),
    }
  })

const cell = (summary: string, parts: readonly { unit: { shortName: string }; said: Said | null }[]): string =>
  summary
    ? flat(summary, IN_A_CELL)
    : brief(
        parts
          .flatMap(({ unit, said }) => {
            if (!said) return []
            const words = said.unchanged && !said.achieved.trim() ? "无变化" : flat(said.achieved, IN_A_CELL)
            return words ? [`${unit.shortName}：${words}`] : []
          })
          .join("\n"),
        IN_A_CELL,
      ) || "未报"

/** Proposed; the office words it. */
function opinionOf({ category, parts }: TaskFact): string {
  const returned = parts.filter(({ part }) => part.standing === "returned").map(({ unit }) => unit.shortName)
  const late = parts.filter(({ part }) => part.light.colour === "red").map(({ unit }) => unit.shortName)
  if (returned.length > 0) return `${several(returned)}按退回意见补充重报`
  if (late.length > 0) return `${several(late)}说明原因，明确完成时间`
  if (category === "behind") return "说明原因，明确完成时间"
  return "继续推进"
}

/** 统计口径, printed with the paper. */
export function measureOf({ board, months, rule }: Pick<Facts, "board" | "months" | "rule">): string {
  const counts = (category: Category) => `计入${CATEGORY_LABEL[category]}`
  const pace = rule.byPace
    ? `；设有阶段的任务，阶段完成比例低于序时进度（${months}个月/12个月，${share(months, 12)}）的也计入欠进度`
    : ""
  const order = rule.ranked ? "单位按报送率排列。" : "单位按单位排序排列。"
  return `统计口径：数据截至${momentWords(board.asOf)}（统计封账）。任务按方案设定汇总（${ROLL_UP_LABEL[board.plan.rollUp]}）：办结的为已完成，正常的为达进度，逾期的为欠进度，关注的${counts(rule.yellow)}，未到期的${counts(rule.grey)}${pace}；挂起、终止的不计。报送率为已报分工占应报分工的比重，封账后报送的不计。${order}`
}

/** 更正: what the new paper says of the one that it corrects. */
export function correction(
  content: Content,
  old: { kind: BulletinKind; year: number | null; number: number | null; title: string },
  issuedAt: number | null,
): Content {
  const on = issuedAt === null ? "" : `${dayWords(dateOf(issuedAt))}印发的`
  const opening = `${on}${bulletinName(old)}《${old.title.replaceAll("《", "〈").replaceAll("》", "〉")}》有关内容更正如下，以本件为准。`
  const [first, ...others] = content.blocks
  return {
    ...content,
    title: `更正：${content.title.replace(/^更正：/, "")}`,
    blocks: first ? [{ ...first, text: `${opening}\n${first.text}` }, ...others] : [],
  }
}
