import type { Verification, VerificationRow } from "#db/schema.ts"

type Of = { verification: Verification | null }

/** The version in which an item is shown to the office. */
export const versionOf = ({ verification }: Of): number => verification?.version ?? 0

/** In which versions all of them are shown: whoever tells units what was found means these and no others. */
export const untoldVersion = (rows: readonly Of[]): number => rows.reduce((sum, row) => sum + versionOf(row), 0)

/** The number of 自报 in which an item is shown to its unit: of what the office has found meanwhile it says nothing. */
export const claimOf = ({ verification }: Of): number => verification?.claims ?? 0

/** 自报 goes on as long as the unit was told no result. */
export const mayClaim = ({ verification }: Of): boolean => !verification?.told

/** The result that the unit was told last, whatever was found since. */
export const toldOf = ({ verification, results }: Of & { results: readonly { result: VerificationRow }[] }) =>
  results.find(({ result }) => result.number === verification?.told)?.result ?? null
