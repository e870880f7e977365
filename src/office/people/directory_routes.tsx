import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber, pageNumber, wordsSought } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { accountsToKeep } from "#src/office/handovers/queries.ts"
import { ENABLE } from "#src/owing/leaving/leaving_acts.ts"
import { personPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { NewPersonPage, PeoplePage, PersonPage, SecretPage } from "#views/people/directory.tsx"
import { ADD_PERSON, EDIT_PERSON, END_SESSIONS, RESET_PASSWORD } from "./directory_acts.ts"
import { PAGE_ROWS, type PersonFile, personByLogin, unitChoices } from "./queries.ts"

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

/** What was wrong with the form stands on the person's page, and what was done is seen there. */
const onPerson = { again: showPerson, onward: ({ person }: PersonFile) => personPath(person.login) }

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
  .post(
    "/",
    pressed(ADD_PERSON, {
      again: (c, _, flaws) => newPage(c, flaws),
      shows: (c, _, person, secret) =>
        page(c, { title: "账号已创建" }, <SecretPage person={person} secret={secret} made />),
    }),
  )
  .get("/:login", async (c) => {
    const { database, word, today } = askedOf(c)
    const file = await personByLogin(database, word("login"), today)
    if (!file) throw missing()
    return showPerson(c, file)
  })
  .post("/:login", pressed(EDIT_PERSON, onPerson))
  // An act's address, reloaded or bookmarked, leads back to the person.
  .get("/:login/:act{password|enabling|sessions}", (c) =>
    onward(c, personPath(encodeURIComponent(c.req.param("login")))),
  )
  .post(
    "/:login/password",
    pressed(RESET_PASSWORD, {
      again: nothingTyped,
      shows: (c, { person }, _, secret) =>
        page(c, { title: "口令已重置" }, <SecretPage person={person} secret={secret} made={false} />),
    }),
  )
  .post("/:login/enabling", pressed(ENABLE, onPerson))
  .post("/:login/sessions", pressed(END_SESSIONS, onPerson))
