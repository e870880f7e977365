import { createClient } from "@libsql/client/http"
import { type Database, database } from "./database.ts"
import { withDeadline } from "./deadline.ts"

/** Opens a libSQL server over HTTP. One client a request: workerd does not share connections between requests. */
export const openDatabase = (url: string, authToken?: string): Database =>
  database(createClient({ url, authToken, fetch: withDeadline }))
