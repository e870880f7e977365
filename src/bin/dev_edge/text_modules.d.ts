// The files that bundle.ts turns into text. Only what the Worker bundles may import them.

declare module "*.svg" {
  const text: string
  export default text
}

declare module "*.min.js" {
  const text: string
  export default text
}

// The parts of style.css and app.js, by name: src/bin/dev_edge/edge_parts.ts makes it.
declare module "#made/edge_parts.js" {
  export const PARTS: Readonly<Record<string, string>>
}

// The steps of the schema, without what they do: src/bin/dev_edge/bundle.ts makes it.
declare module "#made/schema_steps.js" {
  export const STEPS: readonly import("#db/schema_steps.ts").Step[]
}
