import { integer } from "drizzle-orm/sqlite-core"

export const id = () => integer("id").primaryKey()
export const flag = (name: string) => integer(name, { mode: "boolean" }).notNull().default(false)
export const versionColumn = () => integer("version").notNull().default(1)
