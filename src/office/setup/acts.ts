import type * as z from "zod"
import { actOfAnybody } from "#src/door/act.ts"
import { loginName } from "#src/office/people/input.ts"
import { hashPassword } from "#src/office/people/password.ts"
import { passwordProblems } from "#src/office/people/password_policy.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { Unfit } from "#src/refusal.ts"
import { PASSWORD_PROBLEM_LABEL } from "#views/people/words.ts"
import { UNIT_KIND_WORD, unitsProblemWords } from "#views/setup/words.ts"
import { type FirstPerson, setUpOffice, tryCode } from "./commands.ts"
import { FIRST_PEOPLE } from "./first_people.ts"
import { SettingUp } from "./input.ts"
import { liveCodes } from "./queries.ts"
import { unitsIn } from "./units_text.ts"

/**
 * 首次设置, by whoever can read the server's console; it is not there once somebody has an account. All that can be wrong
 * with what was typed is told before the code is tried, so that a slip costs no try.
 */
export const SET_UP = actOfAnybody({
  find: ({ database, by }) => liveCodes(database, by.at),
  may: () => {},
  input: SettingUp,
  fits: ({ settings }, _codes, input): Problems | null => {
    const { problems } = officeIn(input, settings)
    return Object.keys(problems).length > 0 ? problems : null
  },
  does: async ({ database, place, settings, runtime, refusalWords }, codes, input) => {
    const tried = await tryCode(database, { code: input.code, codes }, place, settings)
    if (!tried.ok) {
      const words =
        tried.reason === "locked"
          ? refusalWords("too_many_attempts", { minutes: String(tried.minutes) })
          : "初始化码不对或已失效。请查看服务器启动时打印的初始化码；超过24小时请重新启动程序。"
      throw new Unfit({ code: [words] }, tried.reason)
    }
    const { units, supervising, people: named } = officeIn(input, settings)
    const people: FirstPerson[] = await Promise.all(
      named.map(async ({ password, ...one }) => ({
        ...one,
        passwordHash: await hashPassword(password, runtime.scrypt),
      })),
    )
    const { organisation } = input
    await setUpOffice(database, { organisation, units, supervising, people }, tried)
    return "setup"
  },
})

type Named = Omit<FirstPerson, "passwordHash"> & { password: string }
type Office = {
  units: ReturnType<typeof unitsIn>["units"]
  supervising: number
  people: Named[]
  problems: Problems
}

/** The office that was typed, and what fields cannot say alone: units that are there, people who are different. */
function officeIn(input: z.output<typeof SettingUp>, settings: Settings): Office {
  const { units, problems: unitProblems } = unitsIn(input.units, UNIT_KIND_WORD)
  const named = input.supervising
  const supervising = units.findIndex(({ name, shortName }) => name === named || shortName === named)
  const problems: Record<string, string[]> = {}
  const add = (field: string, text: string) => {
    problems[field] = [...(problems[field] ?? []), text]
  }
  for (const problem of unitProblems) add("units", unitsProblemWords(problem))
  if (units.length > 0 && supervising < 0) add("supervising", "上面的单位中没有这个名称，请照写其全称或简称")

  const people: Named[] = []
  for (const { key, post, optional } of FIRST_PEOPLE) {
    const name = input[`${key}Name`]
    const login = input[`${key}Login`]
    const password = input[`${key}Password`]
    if (optional && name === "" && password === "") continue
    const person = { name, login, password, post }
    for (const [field, text] of flawsOf(person, people, settings)) add(`${key}${field}`, text)
    people.push(person)
  }
  return { units, supervising, people, problems }
}

type FirstField = "Name" | "Login" | "Password"

/** What is wrong with one of the first people, by field, beside those before. */
const flawsOf = ({ name, login, password }: Named, before: Named[], settings: Settings): [FirstField, string][] => [
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

function nameFlaws(name: string, before: Named[]): [FirstField, string][] {
  if (name === "") return [["Name", "请填写姓名"]]
  if (!before.some((other) => other.name === name)) return []
  return [["Name", "与上面是同一人。三员和督查人员须由不同的人担任；同名的请注明科室"]]
}

function loginFlaws(login: string, before: Named[]): [FirstField, string][] {
  const good = loginName.safeParse(login)
  if (!good.success) return [["Login", good.error.issues[0]?.message ?? ""]]
  return before.some((other) => other.login === login) ? [["Login", "用户名重复，请换一个"]] : []
}
