import type { GroupRow } from "#src/year/groups/queries.ts"
import type { RegisterFile } from "../parts/register_file.ts"
import { GROUP_LABEL, ofWhom } from "./words.ts"

/** 领导小组 of a year as a file. */
export const groupsFile = (year: number): RegisterFile<GroupRow> => ({
  title: `${year}年普法领导小组`,
  name: "领导小组",
  columns: [
    { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
    { heading: "名称", width: 30, cell: ({ group }) => group.name },
    { heading: "范围", width: 16, cell: ({ unit }) => ofWhom(unit) },
    { heading: GROUP_LABEL.head, width: 20, cell: ({ group }) => group.head },
    { heading: GROUP_LABEL.deputies, width: 24, cell: ({ group }) => group.deputies },
    { heading: GROUP_LABEL.members, width: 40, cell: ({ group }) => group.members },
    { heading: "办公室设在", width: 16, cell: ({ seat }) => seat ?? "" },
  ],
})
