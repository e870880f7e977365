import type { Context } from "hono"
import * as z from "zod"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { onward, page } from "#src/door/respond.tsx"
import { attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import { placeIn } from "#src/office/attempts/place.ts"
import { loginName } from "#src/office/people/input.ts"
import { hashPassword } from "#src/office/people/password.ts"
import { LONGEST_PASSWORD, passwordProblems } from "#src/office/people/password_policy.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { line, login, namedLine, said, text } from "#src/office/typed/input.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { missing } from "#src/refusal.ts"
import { acting } from "#src/trail/record.ts"
import { PASSWORD_PROBLEM_LABEL } from "#views/people/words.ts"
import { FIRST_PEOPLE, SetupPage } from "#views/setup/setup.tsx"
import { UNIT_KIND_WORD, unitsProblemWords } from "#views/setup/words.ts"
import { hashCode } from "./code.ts"
import { announceSetup, type FirstPerson, setUpOffice } from "./commands.ts"
import { liveCodes } from "./queries.ts"
import { unitsIn } from "./units_text.ts"

/** Tries of the code are counted like those of an account that nobody can have. */
const CODE_LOGIN = "(setup)"

const person = (key: string) => ({
  [`${key}Name`]: line(40),
  [`${key}Login`]: login(40),
  [`${key}Password`]: text(LONGEST_PASSWORD),
})

const SettingUp = z.object({
  code: namedLine("初始化码", 40),
  organisation: namedLine("单位名称", 60),
  units: said("本次要用到的单位，一行一个"),
  supervising: namedLine("督查部门"),
})
const People = z.object(Object.assign({}, ...FIRST_PEOPLE.map(({ key }) => person(key)))) as z.ZodType<
  Record<string, string>
>

/** The codes that still count; the page is there only while nobody has an account. */
async function codesOf({ var: { database, now } }: Context<Env>): Promise<{ hash: string }[]> {
  const codes = await liveCodes(database, now)
  if (!codes) throw missing()
  return codes
}

/** 首次设置: exists only while nobody has an account, and asks for the code on the server's console. */
export const setup = factory
  .createApp()
  .get("/", async (c) => {
    const codes = await codesOf(c)
    if (codes.length === 0) await announceSetup(c.var.database, console.log, c.var.now)
    return page(c, { title: "首次设置" }, <SetupPage rules={c.var.settings} />)
  })
  .post("/", async (c) => {
    const { database, now, settings } = c.var
    const codes = await codesOf(c)
    const form = await read(c, SettingUp)
    const named = await read(c, People)
    const again = (problems: Problems, status: 422 | 429 = 422) =>
      page(
        c,
        { title: "首次设置", status },
        <SetupPage rules={settings} flaws={{ typed: { ...form.typed, code: form.typed.code }, problems }} />,
      )

    const place = { ...placeIn(c), login: CODE_LOGIN }
    const { address } = place
    const typedCode = [form.typed.code].flat()[0] ?? ""
    const { attempt, minutes } = await beginAttempt(database, place, settings)
    if (!attempt)
      return again({ code: [c.var.house.refusalWords("too_many_attempts", { minutes: String(minutes) })] }, 429)
    const codeHash = hashCode(typedCode)
    if (!codes.some(({ hash }) => hash === codeHash)) {
      const by = acting(null, now, { address })
      await attemptFailed(database, attempt, { action: "setup_refused", by }, settings)
      return again({
        ...(form.ok ? {} : form.problems),
        code: ["初始化码不对或已失效。请查看服务器启动时打印的初始化码；超过24小时请重新启动程序。"],
      })
    }
    const checked = check(c, form.typed, named.ok ? named.data : {})
    const problems = { ...(form.ok ? {} : form.problems), ...(named.ok ? {} : named.problems), ...checked.problems }
    if (!form.ok || !named.ok || Object.keys(problems).length > 0) {
      await database.write([attemptSucceeded(database, attempt)])
      return again(problems)
    }

    const people: FirstPerson[] = await Promise.all(
      checked.people.map(async ({ password, ...one }) => ({
        ...one,
        passwordHash: await hashPassword(password, c.var.ports.scrypt),
      })),
    )
    await setUpOffice(
      database,
      { organisation: form.data.organisation, units: checked.units, supervising: checked.supervising, people },
      { codeHash, attempt, at: now, address },
    )
    say(c, "setup")
    return onward(c, "/login")
  })

type Checked = {
  units: ReturnType<typeof unitsIn>["units"]
  supervising: number
  people: (Omit<FirstPerson, "passwordHash"> & { password: string })[]
  problems: Problems
}

/** What fields cannot say alone: units that are there, people who are different, passwords by the rules. */
function check(c: Context<Env>, typed: Record<string, unknown>, fields: Record<string, string>): Checked {
  const { units, problems: unitProblems } = unitsIn(String(typed.units ?? ""), UNIT_KIND_WORD)
  const named = String(typed.supervising ?? "").trim()
  const supervising = units.findIndex(({ name, shortName }) => name === named || shortName === named)
  const problems: Record<string, string[]> = {}
  const add = (field: string, text: string) => {
    problems[field] = [...(problems[field] ?? []), text]
  }
  for (const problem of unitProblems) add("units", unitsProblemWords(problem))
  if (named !== "" && units.length > 0 && supervising < 0)
    add("supervising", "上面的单位中没有这个名称，请照写其全称或简称")

  const people: Checked["people"] = []
  for (const { key, post, optional } of FIRST_PEOPLE) {
    const [name = "", login = "", password = ""] = ["Name", "Login", "Password"].map(
      (field) => fields[`${key}${field}`],
    )
    if (optional && name === "" && password === "") continue
    const person = { name, login, password, post }
    for (const [field, text] of flawsOf(person, people, c.var.settings)) add(`${key}${field}`, text)
    people.push(person)
  }
  return { units, supervising, people, problems }
}

type FirstField = "Name" | "Login" | "Password"

/** What is wrong with one of the first people, by field, beside those before. */
const flawsOf = (
  { name, login, password }: Checked["people"][number],
  before: Checked["people"],
  settings: Settings,
): [FirstField, string][] => [
  ...nameFlaws(name, before),
  ...loginFlaws(login, before),
  ...(password !== "" && before.some((other) => other.password === password)
    ? [["Password", "各账号的口令不能相同"] as [FirstField, string]]
    : []),
  ...passwordProblems(password, { login }, settings).map((problem): [FirstField, string] => [
    "Password",
    PASSWORD_PROBLEM_LABEL[problem](settings),
  ]),
]

function nameFlaws(name: string, before: Checked["people"]): [FirstField, string][] {
  if (name === "") return [["Name", "请填写姓名"]]
  if (!before.some((other) => other.name === name)) return []
  return [["Name", "与上面是同一人。三员和督查人员须由不同的人担任；同名的请注明科室"]]
}

function loginFlaws(login: string, before: Checked["people"]): [FirstField, string][] {
  const good = loginName.safeParse(login)
  if (!good.success) return [["Login", good.error.issues[0]?.message ?? ""]]
  return before.some((other) => other.login === login) ? [["Login", "用户名重复，请换一个"]] : []
}
