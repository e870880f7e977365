// Made of what the capabilities name whenever the Worker is bundled (src/bin/dev_edge/edge_files.ts).
import { HASHES } from "#made/edge_assets.js"
import { assetOf } from "./assets.ts"

/** `[assets]` of wrangler.toml: where the platform keeps the files that lie beside the Worker. */
export type EdgeFiles = { fetch(request: Request): Promise<Response> }

/** An answer under `Content-Encoding: gzip` is packed by workerd itself on its way out. */
export const packedByWorkerd = (text: string) => text

/** The same files as on Node, with the same hashes; they are no part of the Worker, which reads each at its first request. */
export const edgeAssets = (files: EdgeFiles) =>
  new Map(
    Object.entries(HASHES).map(([name, hash]) => [
      name,
      assetOf(name, hash, () => textOf(files, name), { gzip: packedByWorkerd }),
    ]),
  )

async function textOf(files: EdgeFiles, name: string): Promise<string> {
  const response = await files.fetch(new Request(`https://assets.invalid/${name}`))
  if (!response.ok) throw new Error(`${name} does not lie beside the Worker: ${response.status}`)
  return response.text()
}
