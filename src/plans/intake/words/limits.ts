/** Largest file that is read, in bytes. A plan of 500 tasks in Word has a fiftieth of it, pictures not counted. */
export const LARGEST_FILE = 5 * 1024 * 1024
/** Longest text that is read as a plan, in characters, whatever kind of file it came in. */
export const LONGEST_TEXT = 1_000_000

/** Most files in a .docx or .xlsx, which are zip archives. */
export const MOST_ENTRIES = 2000
/** Largest content of an archive when unpacked, in bytes: declared in all, and really unpacked of what is read. */
export const LARGEST_UNPACKED = 50 * 1024 * 1024
/** Largest single part of an archive when unpacked, in bytes. */
export const LARGEST_PART = 20 * 1024 * 1024
/** How much larger than packed a part may become; nothing that people write packs as well as this. */
export const HIGHEST_RATIO = 100
/** Below this size the ratio says nothing: the XML of a small table packs a hundredfold. In bytes. */
export const RATIO_COUNTS_FROM = 1024 * 1024

/** Deepest nesting of elements in XML or HTML; a table takes four levels. */
export const DEEPEST_NESTING = 512
/** Deepest nesting of brackets in one line; people get lost at three. */
export const DEEPEST_BRACKETS = 50
/** Most tasks of a document. The largest plans that offices publish have some three hundred. */
export const MOST_TASKS = 2000
/** Most places that say who: a task has seldom more than four. Counted while they are found, before anything is made of them. */
export const MOST_PHRASES = 4 * MOST_TASKS
/** Longest list of those who answer for one task, in characters: a thousand names. */
export const LONGEST_UNITS = 10_000
/** Most characters of a workbook that stand in it once and are shown by many cells, every showing counted. */
export const MOST_SHARED = 5_000_000
/** Most cells of all tables of a document, those that a merged cell covers included. */
export const MOST_CELLS = 200_000

/** A file that is not read. The message is one sentence for the person who chose it, with what to do instead. */
export class Refused extends Error {}

export const TOO_LONG = `文字超过 ${LONGEST_TEXT / 10_000} 万字，请只保留方案正文`
export const TOO_LARGE = `文件超过 ${LARGEST_FILE / 1024 / 1024} MB，请删去图片等附件，只保留方案正文`
export const BROKEN = "文件已损坏，无法读取，请用 Word 或 WPS 重新保存，或复制正文后粘贴"
export const TOO_MANY_CELLS = "表格过大，请只保留任务所在的表格"
export const TOO_MANY_TASKS = `任务超过 ${MOST_TASKS} 项，没有导入，请按部分拆成几份文件，分别导入`
export const TOO_MANY_PHRASES = `标明责任单位的地方超过 ${MOST_PHRASES} 处，可能重复粘贴，请核对原文后再导入`
export const TOO_MANY_UNITS = `一项任务的责任单位超过 ${LONGEST_UNITS / 10_000} 万字，文件可能有误，请核对原文后再导入`
export const TOO_MUCH_SHARED = "表格中许多单元格重复同一段长文字，请删去重复的内容，只保留任务所在的表格"
export const BRACKETS_TOO_DEEP = `文字中括号套括号超过 ${DEEPEST_BRACKETS} 层，可能已损坏，请核对原文后再导入`
export const TOO_DEEP = "文件中表格或段落的嵌套过深，请复制正文后粘贴"
