#!/bin/sh
# libsql: close() on a connection whose transaction is open does not let its lock go while a statement of it is alive.
#
# Seen with libsql 0.5.29 (what @libsql/client 0.18.0 runs files on), Node 20, Linux x64:
#   closed with a statement at hand:     database is locked
#   rolled back first, then closed:      written
#   closed with no statement prepared:   written
# After close() the connection says open: false, and yet the file stays locked for every other connection, until the
# garbage collector takes the statement. Whoever keeps prepared statements, and throws a connection away after an error,
# has to roll back first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts libsql@0.5.29
cat > try.mjs <<'JS'
import Database from "libsql"

const kept = []
function tried(name, { prepares, rollsBack }) {
  const path = `${name}.db`
  const one = new Database(path, { timeout: 0 })
  one.exec("create table t (a)")
  if (prepares) {
    const insert = one.prepare("insert into t values (?)")
    one.exec("begin immediate")
    insert.run(1)
    kept.push(insert)
  } else {
    one.exec("begin immediate")
    one.exec("insert into t values (1)")
  }
  if (rollsBack) one.exec("rollback")
  one.close()
  const other = new Database(path, { timeout: 0 })
  try {
    other.exec("insert into t values (2)")
    return "written"
  } catch (error) {
    return error.message
  } finally {
    other.close()
  }
}

const seen = [
  tried("statement", { prepares: true, rollsBack: false }),
  tried("rolled_back", { prepares: true, rollsBack: true }),
  tried("none", { prepares: false, rollsBack: false }),
]
console.log("closed with a statement at hand:   ", seen[0])
console.log("rolled back first, then closed:    ", seen[1])
console.log("closed with no statement prepared: ", seen[2])
if (JSON.stringify(seen) !== JSON.stringify(["database is locked", "written", "written"])) {
  console.error("this has changed")
  process.exitCode = 1
}
JS
node try.mjs
