import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { flag, id } from "./columns.ts"

/**
 * Every try at a door, noted before the password is hashed: under way, then failed or succeeded. Failures are cleared
 * after a day; where an account was let in is known for some months.
 */
export const signInAttempts = sqliteTable(
  "sign_in_attempts",
  {
    id: id(),
    login: text("login").notNull(),
    address: text("address").notNull(),
    at: integer("at").notNull(),
    succeeded: flag("succeeded"),
    failed: flag("failed"),
  },
  (t) => [index("sign_in_attempts_login").on(t.login, t.at), index("sign_in_attempts_address").on(t.address, t.at)],
)
