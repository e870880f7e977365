import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { printed, readPlan } from "#src/plans/intake/reading/read_plan.ts"

const SEED = "seeds/xinfang-division-of-work.txt"
const plan = readPlan(readFileSync(SEED, "utf8"))

/** The lead units of the 22 tasks in printed order, by hand. */
const LEADS = [
  "办公室 综合指导司 研究室",
  "研究室",
  "人事司 研究室",
  "机关党委 研究室",
  "机关党委 研究室",
  "研究室 综合指导司 办信司 来访接待司 投诉办",
  "机关党委 办公室 研究室",
  "人事司",
  "人事司 研究室",
  "机关党委 研究室",
  "研究室 办公室",
  "研究室 办公室 综合指导司 办信司 来访接待司 督查室 投诉办",
  "研究室 办信司 来访接待司 督查室 投诉办",
  "研究室 综合指导司 办信司 来访接待司 督查室 投诉办",
  "研究室 人事司 来访接待司",
  "研究室 综合指导司 督查室",
  "研究室 机关党委 办公室 来访接待司",
  "研究室",
  "研究室 机关党委",
  "人事司 办公室 研究室",
  "人事司 综合指导司",
  "研究室 综合指导司",
]
const NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二"

test("the plan is called what its first line says, and the number in the preamble is that of its basis", () => {
  expect(plan.title).toBe("国家信访局落实《关于实行国家机关“谁执法谁普法”普法责任制的意见》分工方案")
  expect(plan.docNumber).toBeNull()
  expect(plan.basis).toEqual({
    title: "关于实行国家机关“谁执法谁普法”普法责任制的意见",
    docNumber: "中办发〔2017〕31号",
  })
  expect(plan.preamble).toMatch(/^为贯彻落实中共中央办公厅、国务院办公厅印发的.*结合工作实际，制定如下分工方案。$/)
})

test("eight sections hold 22 tasks, numbered through", () => {
  expect(plan.sections.map(({ label, text }) => label + text)).toEqual([
    "一、建立普法责任制",
    "二、明确普法内容",
    "三、切实做好本系统普法",
    "四、充分利用法律法规规章起草制定过程向社会开展普法",
    "五、及时主动向社会开展普法",
    "六、建立以案释法制度",
    "七、创新普法工作方式方法",
    "八、组织领导",
  ])
  expect(plan.tasks.map(({ label }) => label)).toEqual(NUMERALS.split(" ").map((numeral) => `（${numeral}）`))
  expect(plan.tasks.map(({ ordinal }) => ordinal)).toEqual(LEADS.map((_, i) => i + 1))
  expect(plan.tasks.map(({ section }) => section)).toEqual([
    0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 7, 7, 7,
  ])
})

test("63 entries of nine lead units stand in printed order", () => {
  expect(plan.tasks.map(({ units }) => units.map(({ name }) => name).join(" "))).toEqual(LEADS)
  const entries = plan.tasks.flatMap(({ units }) => units)
  expect(entries).toHaveLength(63)
  expect(new Set(entries.map(({ name }) => name)).size).toBe(9)
  expect(new Set(entries.map(({ role }) => role))).toEqual(new Set(["lead"]))
})

test("the two sentences that the page broke are whole again", () => {
  expect(plan.tasks[3]?.text).toBe(
    "深入学习宣传习近平总书记关于全面依法治国的重要论述，宣传以习近平同志为核心的党中央关于全面依法治国重要部署。",
  )
  expect(plan.tasks[3]?.lines).toEqual({ from: 23, to: 27 })
  expect(plan.tasks[7]?.text).toMatch(
    /^加强对信访干部法治培训，把法治教育纳入干部教育培训总体规划，.*不断提高培训质量。$/,
  )
  for (const { text } of plan.tasks) expect(text).toMatch(/^[^\s]+。$/)
})

test("the last paragraph closes the plan and is no task, and nothing is left in doubt", () => {
  expect(plan.closing).toBe("各牵头单位要根据分工，制定具体措施，并抓好落实；研究室要加强督促检查。")
  expect(plan.tasks.map(({ deadline }) => deadline)).toEqual(LEADS.map(() => null))
  expect(plan.warnings).toEqual([])
})

const run = (file: string) => promisify(execFile)(process.execPath, ["src/bin/start.mjs", "src/bin/parse.ts", file])

test("parse prints what was read as JSON", async () => {
  const { stdout } = await run(SEED)
  expect(JSON.parse(stdout)).toEqual(printed(plan))
  expect(Object.keys(JSON.parse(stdout))).toEqual([
    "title",
    "docNumber",
    "sections",
    "tasks",
    "closing",
    "warnings",
    "notes",
  ])
  expect(JSON.parse(stdout).tasks[0]).toMatchObject({ label: "（一）", section: "一、建立普法责任制", deadline: null })
})

test("parse ends with 1 and one sentence when the file cannot be read", async () => {
  const { code, stdout, stderr } = await run("seeds/none.txt").catch((error) => error)
  expect(code).toBe(1)
  expect(stdout).toBe("")
  expect(stderr).toBe("无法读取文件：seeds/none.txt\n")
})
