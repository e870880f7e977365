import { type Filter, filterOf } from "#src/board/filter.ts"
import { type Ordering, orderIn } from "./order.ts"

/** What an address of the 台账 asks for, of a page or of a file; which layout is for the office's own to say. */
export type LedgerQuery = { filter: Filter; ordering: Ordering; layout: string | undefined }

export const askedIn = (query: Record<string, string>, me: number): LedgerQuery => ({
  // The order is the 台账's own, and of 初核 it knows nothing.
  filter: { ...filterOf(query, me), byUrgency: false, proposed: false },
  ordering: orderIn(query),
  layout: query.layout,
})
