import type { Client } from "@libsql/client"
import { migrate, upgradesFrom } from "#db/migrate.ts"
import { pathOf } from "#db/open_node.ts"
import { backUp } from "./backing_up.ts"

/** The database was not upgraded, and is as it was; the words say why and what to do. */
export class NotUpgraded extends Error {}

type Upgrade = { client: Client; url: string; at: number; print: (line: string) => void }

/**
 * Brings a database to this program's schema. One that an older program has filled is copied first, into a file beside
 * it, or for a server into the file that is named: without its backup nothing is upgraded.
 */
export async function upgrade({ client, url, at, print }: Upgrade, file: string | null = null): Promise<void> {
  const from = await upgradesFrom(client)
  if (from !== null && (await isUsed(client))) {
    const target = file ?? besideDatabase(url, at)
    if (!target)
      throw new NotUpgraded(
        "数据库需要升级，升级前先备份。请运行 npm run db:migrate -- 备份文件，如 npm run db:migrate -- backups/before.db",
      )
    const made = await backUp({ client, url }, target).catch((error: Error) => {
      throw new NotUpgraded(`没有升级：升级前的备份没有成功（${error.message}）。数据库没有改动，请处理后重新启动。`)
    })
    print(`数据库将从 ${from} 升级，升级前的备份在 ${made.file}（${made.kilobytes} KB）。`)
  }
  await migrate(client)
}

/** Somebody has an account; a database that another program is just laying out holds nothing to be lost. */
const isUsed = async (client: Client): Promise<boolean> =>
  (await client.execute("select 1 from people limit 1")).rows.length > 0

/** `fengong.before-upgrade-20261130T090000Z-4711.db`; of two programs that start at once each has its own. */
function besideDatabase(url: string, at: number): string | null {
  const path = pathOf(url)
  if (path === null) return null
  const moment = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "")
  return `${path.replace(/\.db$/, "")}.before-upgrade-${moment}-${process.pid}.db`
}
