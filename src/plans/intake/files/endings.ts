/** Endings that files of plans have, as pages name them: what they are is told by their content alone. */
const PLANS = [".docx", ".xlsx", ".xlsm", ".csv", ".txt", ".md", ".html"]
/** The same of files with lists. */
const TABLES = [".docx", ".xlsx", ".xlsm", ".csv"]
/** What only Node reads. */
const FURTHER = [".doc", ".wps", ".xls", ".et", ".rtf", ".pdf", ".ofd"]

type Endings = { plans: readonly string[]; tables: readonly string[] }

/** `reader`: whatever reads files beside the requests, which only Node has. */
export function endingsTaken({ reader }: { reader?: unknown }): Endings {
  const further = reader ? FURTHER : []
  return { plans: [...PLANS, ...further], tables: [...TABLES, ...further] }
}
