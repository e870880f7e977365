import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { registerSent } from "#src/door/register.ts"
import { onward, page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { verificationPath, verifyingPath, yearsPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { VerificationPage } from "#views/verifying/item.tsx"
import { verifyingFile } from "#views/verifying/sheet.ts"
import { VerifyingPage } from "#views/verifying/year.tsx"
import { CLAIM, EXPLAIN, SET_DAY, TELL, taking, theItem, theYear, VERIFY } from "./acts.ts"
import { queryOf } from "./lists.ts"
import { type FoundVerification, type VerifyingOfYear, yearToVerify } from "./queries.ts"

type C = Context<Env>

const show = (c: C, found: VerifyingOfYear, act: string | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: `${found.year.year}年督查核实`, wide: true, status: flaws ? 422 : 200 },
    <VerifyingPage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

const back = ({ year, filter }: Pick<VerifyingOfYear, "year" | "filter">) =>
  verifyingPath(year.year, "", queryOf(filter))

/** The form of one act on the page of the year. */
const onYear = (act: string) => ({
  again: (c: C, found: VerifyingOfYear, flaws: Flaws) => show(c, found, act, flaws),
  onward: back,
})

const taken = (file: "xlsx" | "csv") =>
  pressed(taking(file), {
    again: nothingTyped,
    shows: (c, found) => registerSent(c, verifyingFile(found), found.rows, file),
  })

/** 督查核实 of a year, mounted below the years. */
export const yearVerifying = factory
  .createApp()
  .get("/:year{[0-9]+}/verification", async (c) => {
    const found = await theYear(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:year{[0-9]+}/verification", pressed(VERIFY, onYear("verify")))
  .post("/:year{[0-9]+}/verification/telling", pressed(TELL, { again: nothingTyped, onward: back }))
  .post("/:year{[0-9]+}/verification/claims", pressed(CLAIM, onYear("claims")))
  .post("/:year{[0-9]+}/verification/day", pressed(SET_DAY, onYear("day")))
  .post("/:year{[0-9]+}/verification.xlsx", taken("xlsx"))
  .post("/:year{[0-9]+}/verification.csv", taken("csv"))

const showOne = (c: C, found: FoundVerification, flaws: Flaws | null = null) =>
  page(
    c,
    { title: `督查核实 · ${found.content}`, status: flaws ? 422 : 200 },
    <VerificationPage found={found} actor={c.var.actor} today={c.var.today} flaws={flaws} />,
  )

/** One item. */
export const verificationPages = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const year = await yearToVerify(database, actor, today)
    return onward(c, year === null ? yearsPath : verifyingPath(year, "", { view: "pending" }))
  })
  .get("/:duty{[0-9]+}", async (c) => {
    const found = await theItem(askedOf(c))
    if (!found) throw missing()
    return showOne(c, found)
  })
  .post("/:duty{[0-9]+}/explanation", pressed(EXPLAIN, { again: showOne, onward: ({ id }) => verificationPath(id) }))
