/** The disk on which the database lies, in bytes: what is free of it, its size, and what the database takes. */
export type Space = { free: number; total: number; database: number }

/** Below this much, or this share of the disk, somebody should see to it while there is still room. */
const LEAST_BYTES = 2 * 1024 ** 3
const LEAST_SHARE = 0.1

/** Whether room is running out. A backup is as large as the database: where it would not fit beside it, it is too. */
export const isScarce = ({ free, total, database }: Space): boolean =>
  free < Math.max(LEAST_BYTES, total * LEAST_SHARE, database)
