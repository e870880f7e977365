import { copyFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Build, buildAt } from "./build.ts"
import { fill, openTargets } from "./data.ts"
import { record } from "./recording.ts"
import { AT, tokenOf } from "./terms.ts"

/**
 * `preparing.ts ROOT FOLDER`: makes the databases of a build by its own migrations and seeds, and records what it asks
 * them. In a process of its own, which takes its memory with it.
 */

const [root = "", folder = ""] = process.argv.slice(2)

/** A database as people have lived with it: all of them signed in, all sealed. */
async function livedIn(build: Build, file: string, further: boolean) {
  const opened = await build.openDatabase(`file:${file}`)
  const { client } = opened
  if (further) await fill(client)
  const { rows } = await client.execute("select id, login from people")
  await client.batch(
    rows.map(({ id, login }) => ({
      sql: "insert into sessions (token_hash, person_id, created_at, last_used_at, address, agent) values (?, ?, ?, ?, '', '')",
      args: [build.hashToken(tokenOf(String(login))), Number(id), AT, AT],
    })),
    "write",
  )
  // Else the timer of whoever is measured would do it meanwhile.
  await build.sealEvents(opened)
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
}

/** The same with reports to send, and what the build asks it. */
async function withTargets(build: Build, file: string, from: string) {
  copyFileSync(from, file)
  const { client } = await build.openDatabase(`file:${file}`)
  const targets = await openTargets(client)
  await client.execute("pragma wal_checkpoint(truncate)")
  client.close()
  writeFileSync(`${file}.json`, JSON.stringify({ targets, ...(await record(build, file, targets)) }))
}

const build = await buildAt(root)
const [small, large] = [join(folder, "small.db"), join(folder, "large.db")]
await build.bringDemo(`file:${small}`, undefined, AT)
copyFileSync(small, large)
await livedIn(build, small, false)
await livedIn(build, large, true)
await withTargets(build, join(folder, "small-targets.db"), small)
await withTargets(build, join(folder, "large-targets.db"), large)
