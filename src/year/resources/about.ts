import type { About } from "#src/trail/about.ts"

export const about = {
  actions: { resource_entered: null, resource_revised: null, resource_ended: null, resource_resumed: null },
  refusals: [],
  done: ["resource_entered", "resource_revised", "resource_ended", "resource_resumed"],
  stateful: [{ noun: "resource", table: "resources", keys: ["id"], begins: "none" }],
} as const satisfies About
