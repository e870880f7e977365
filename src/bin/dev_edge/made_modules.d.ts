// Modules that are on no disk: bundle.ts makes them. Only what the Worker bundles may import them.

// The hashes of the files beside the Worker, by name.
declare module "#made/edge_assets.js" {
  export const HASHES: Readonly<Record<string, string>>
}

// The steps of the schema, without what they do.
declare module "#made/schema_steps.js" {
  export const STEPS: readonly import("#db/schema_steps.ts").Step[]
}
