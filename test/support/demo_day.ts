/** The moment at which browser tests live: a Monday, two working days after the fourth round was due. */
export const NOW = "2026-11-23T09:00+08:00"
