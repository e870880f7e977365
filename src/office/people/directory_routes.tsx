import { randomBytes } from "node:crypto"
import type { Context } from "hono"
import * as z from "zod"
import { Stale } from "#db/database.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read, readWhole } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber, pageNumber, wordsSought } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { accountsToKeep } from "#src/office/handovers/queries.ts"
import { choice, counted, namedLine } from "#src/office/typed/input.ts"
import { enable } from "#src/owing/leaving/leaving_commands.ts"
import { conflict, missing } from "#src/refusal.ts"
import { NewPersonPage, PeoplePage, PersonPage, SecretPage } from "#views/people/directory.tsx"
import { addPerson, changePerson, endSessionsOf, resetPassword } from "./directory_commands.ts"
import { loginName, mailAddress, telephone } from "./input.ts"
import { hashPassword } from "./password.ts"
import { initialPassword } from "./password_policy.ts"
import { PAGE_ROWS, type PersonFile, personByLogin, unitChoices } from "./queries.ts"

const unitId = choice.refine((id) => id !== 0, "请从列表中选择单位")

const Editing = z.object({ name: namedLine("姓名", 40), contact: telephone, email: mailAddress })
const Adding = Editing.extend({ login: loginName, unitId })
const Versioned = z.object({ version: counted })

/** The person a page or an act is about; acts also carry the version that was seen. */
async function personAsked(c: Context<Env>): Promise<PersonFile> {
  const file = await personByLogin(c.var.database, c.req.param("login") ?? "", c.var.today)
  if (!file) throw missing()
  return file
}

async function personToChange(c: Context<Env>, { ownToo = false } = {}): Promise<PersonFile> {
  const { version } = await readWhole(c, Versioned)
  const file = await personAsked(c)
  if (version !== file.person.version) throw new Stale("stale")
  if (!ownToo && file.person.id === c.var.actor.id) throw conflict("own_account")
  return file
}

const firstPassword = () => initialPassword(randomBytes(64))

const newPage = async (c: Context<Env>, flaws: Flawed) => {
  const [units] = await c.var.database.read([unitChoices(c.var.database)])
  return page(c, { title: "新建账号", status: 422 }, <NewPersonPage units={units} flaws={flaws} />)
}

const showPerson = (c: Context<Env>, file: PersonFile, flaws: Flawed | null = null) =>
  page(
    c,
    { title: file.person.name, status: flaws ? 422 : 200 },
    <PersonPage {...file} today={c.var.today} now={c.var.now} own={file.person.id === c.var.actor.id} flaws={flaws} />,
  )

/** 账号: the 系统管理员 makes and disables accounts; what they may do is granted by somebody else. */
export const peopleDirectory = factory
  .createApp()
  .use(only("admin"))
  .get("/", async (c) => {
    const search = wordsSought(c)
    const number = pageNumber(c)
    const found = await accountsToKeep(c.var.database, { search, page: number, today: c.var.today, now: c.var.now })
    return page(
      c,
      { title: "账号", wide: true },
      <PeoplePage {...found} page={number} pageRows={PAGE_ROWS} search={search} today={c.var.today} now={c.var.now} />,
    )
  })
  .get("/new", async (c) => {
    const [units] = await c.var.database.read([unitChoices(c.var.database)])
    const proposed = { name: c.req.query("name") ?? "", unitId: askedNumber(c, "unit") }
    return page(c, { title: "新建账号" }, <NewPersonPage units={units} proposed={proposed} />)
  })
  .post("/", async (c) => {
    const form = await read(c, Adding)
    if (!form.ok) return newPage(c, form)
    const secret = firstPassword()
    const passwordHash = await hashPassword(secret, c.var.ports.scrypt)
    try {
      await addPerson(c.var.database, { ...form.data, passwordHash, mustChangePassword: true }, by(c, "admin"))
    } catch (error) {
      if (!isTaken(error)) throw error
      const problems = { login: ["这个用户名已经用过（停用的也不再使用），请换一个"] }
      return newPage(c, { ok: false, typed: form.typed, problems })
    }
    return page(c, { title: "账号已创建" }, <SecretPage person={form.data} secret={secret} made />)
  })
  .get("/:login", async (c) => showPerson(c, await personAsked(c)))
  .post("/:login", async (c) => {
    const form = await read(c, Editing)
    if (!form.ok) return showPerson(c, await personAsked(c), form)
    const { person } = await personToChange(c, { ownToo: true })
    await changePerson(c.var.database, person, form.data, by(c, "admin"))
    say(c, "person_changed")
    return onward(c, `/admin/people/${person.login}`)
  })
  // An act's address, reloaded or bookmarked, leads back to the person.
  .get("/:login/:act{password|enabling|sessions}", (c) =>
    onward(c, `/admin/people/${encodeURIComponent(c.req.param("login"))}`),
  )
  .post("/:login/password", async (c) => {
    const { person } = await personToChange(c)
    const secret = firstPassword()
    await resetPassword(c.var.database, person, await hashPassword(secret, c.var.ports.scrypt), by(c, "admin"))
    return page(c, { title: "口令已重置" }, <SecretPage person={person} secret={secret} made={false} />)
  })
  .post("/:login/enabling", async (c) => {
    const { person, handovers } = await personToChange(c)
    if (person.active) throw conflict()
    await enable(c.var.database, person, handovers, by(c, "admin"))
    say(c, "person_enabled")
    return onward(c, `/admin/people/${person.login}`)
  })
  .post("/:login/sessions", async (c) => {
    const { person } = await personToChange(c)
    const ended = await endSessionsOf(c.var.database, person, by(c, "admin"))
    say(c, `person_signed_out.${ended}`)
    return onward(c, `/admin/people/${person.login}`)
  })

/** Logins are unique for ever, whoever asks first. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Error && /UNIQUE constraint failed: people\.login/.test(error.message)
