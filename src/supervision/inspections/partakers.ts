import type { FoundInspection } from "./queries.ts"

/** Who took part: the team, who planned, drew, found and concluded. None of them decides an objection. */
export const partakersOf = ({
  inspection,
  members,
  items,
  draws,
}: Pick<FoundInspection, "inspection" | "members" | "items" | "draws">): (number | null)[] => [
  inspection.draftedById,
  inspection.concludedById,
  ...members.map(({ id }) => id),
  ...items.map(({ item }) => item.foundById),
  ...draws.map(({ draw }) => draw.byId),
]
