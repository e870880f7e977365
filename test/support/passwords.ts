import { eq } from "drizzle-orm"
import { people } from "#db/schema.ts"
import { hashPassword } from "#src/office/people/password.ts"
import { CHEAP, type Login, type World } from "./world.ts"

/** A good password by the default rules. */
export const PASSWORD = "Puguan-2026-ok"

/** Gives somebody of the cast a password that works. */
export async function givePassword(w: World, login: Login, password = PASSWORD, parameters = CHEAP) {
  const passwordHash = await hashPassword(password, parameters)
  await w.database.write([w.database.db.update(people).set({ passwordHash }).where(eq(people.login, login))])
}
