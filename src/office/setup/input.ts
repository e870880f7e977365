import * as z from "zod"
import { LONGEST_PASSWORD } from "#src/office/people/password_policy.ts"
import { line, login, namedLine, said, text } from "#src/office/typed/input.ts"

// What a name, a login and a password must be is asked beside those of the others (acts.ts).
const name = line(40).default("")
const loginOf = login(40).default("")
const password = text(LONGEST_PASSWORD).default("")

/** 首次设置: the code of the console, the office, its units one a line, and its first people. */
export const SettingUp = z.object({
  code: namedLine("初始化码", 40),
  organisation: namedLine("单位名称", 60),
  units: said("本次要用到的单位，一行一个"),
  supervising: namedLine("督查部门"),
  adminName: name,
  adminLogin: loginOf,
  adminPassword: password,
  securityName: name,
  securityLogin: loginOf,
  securityPassword: password,
  auditorName: name,
  auditorLogin: loginOf,
  auditorPassword: password,
  supervisorName: name,
  supervisorLogin: loginOf,
  supervisorPassword: password,
  secondName: name,
  secondLogin: loginOf,
  secondPassword: password,
})
