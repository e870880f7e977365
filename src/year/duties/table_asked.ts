import type { Asked } from "#src/door/act.ts"
import { Crowded } from "#src/office/people/turns.ts"
import {
  LARGEST_TABLES,
  TABLES_TOO_LARGE,
  type TablesAnswer,
  tablesHere,
  tablesPasted,
} from "#src/plans/intake/reading/tables.ts"
import { Unfit } from "#src/refusal.ts"
import type { TablesRead } from "./sheet_reading.ts"

/** What a reader makes of the tables of a file, which are read where they hold up nobody, or of what was pasted. */
export async function tableAsked<Made extends object>(
  { runtime: { tableReader = tablesHere } }: Pick<Asked, "runtime">,
  { file, pasted }: { file: File | null; pasted: string },
  reads: (answer: TablesAnswer) => TablesRead<Made>,
): Promise<Made> {
  if (file && file.size > LARGEST_TABLES) throw new Unfit({ file: [TABLES_TOO_LARGE] })
  const made = reads(
    file
      ? await tableReader(new Uint8Array(await file.arrayBuffer())).catch(crowded)
      : { tables: tablesPasted(pasted) },
  )
  if ("problem" in made) throw new Unfit({ [file ? "file" : "pasted"]: [made.problem] })
  return made
}

function crowded(error: unknown): TablesAnswer {
  if (error instanceof Crowded) return { problem: "正在读取别人送来的几份文件，请过半分钟再试" }
  throw error
}
