import type { Plan } from "#db/schema.ts"

/** Issued and not ended: only such a plan asks anybody for anything, and only in it anything is done. */
export const RUNNING = ["issued"] as const satisfies readonly Plan["state"][]

export const isRunning = (state: Plan["state"]): boolean => RUNNING.some((one) => one === state)
