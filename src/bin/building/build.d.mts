/** For the tests; the words stand in build.mjs. */
export function buildInto(root: string, folder: string, others?: string[]): Promise<void>
export const ENTRIES: readonly string[]
