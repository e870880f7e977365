import { sql } from "drizzle-orm"
import { resources } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { resourcePath } from "#src/paths.ts"
import { resourceSeenSomewhere } from "./scope.ts"

/** 普法资源, in use or not, for whoever sees their unit in some year. */
export const resourcesSought: Findable = {
  rank: 76,
  kind: "resource",
  source: (actor) => ({
    from: sql`${resources}`,
    seen: resourceSeenSomewhere(actor),
    key: [resources.id, sql`0`],
    at: resources.enteredAt,
    unitId: resources.unitId,
    planId: sql`null`,
    words: [resources.name, resources.place, resources.offers],
    title: resources.name,
    author: sql`(select name from people where id = ${resources.enteredById})`,
  }),
  href: ({ key: [id] }) => resourcePath(id),
}
