import { createHash } from "node:crypto"
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs"
import { dirname, join, relative } from "node:path"

/** What of the project runs, and what tells how; what tests and builds it stays. */
const PARTS = ["src", "views", "db", "seeds", "docs", "package.json", "package-lock.json", "tsconfig.json", ".npmrc"]
const PAPERS = ["README.md", "README.zh-CN.md", "SECURITY.md", "LICENSE"]

type Lock = { packages: Record<string, { dev?: boolean }> }

/** The folders of packages that running needs; those for other systems are named too, and not there. */
export const packagesOf = ({ packages }: Lock): string[] =>
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== "" && !dev)
    .map(([path]) => path)

/** `./fengong` starts the program, `./fengong backup:daily` a script of it, by the Node that came along. */
const STARTER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
[ $# -gt 0 ] || exec "$here/node" "$here/src/bin/start.mjs"
script=$(echo "$1" | tr : _)
shift
exec "$here/node" "$here/src/bin/start.mjs" "src/bin/$script.ts" "$@"
`

export const SUMS = "SHA256SUMS"

/** Puts all that runs into a folder that does not exist yet: sources, packages, the Node that runs this, a sum of each file. */
export function assemble(root: string, folder: string, node: string): void {
  mkdirSync(folder)
  for (const part of [...PARTS, ...PAPERS.filter((name) => existsSync(join(root, name)))])
    cpSync(join(root, part), join(folder, part), { recursive: true, dereference: true })
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock
  for (const path of packagesOf(lock)) {
    const from = join(root, path)
    if (existsSync(from)) cpSync(realpathSync(from), join(folder, path), { recursive: true, dereference: true })
  }
  cpSync(realpathSync(node), join(folder, "node"))
  // A Node of its maker's archive has its licence beside its folder.
  const licence = join(dirname(dirname(realpathSync(node))), "LICENSE")
  if (existsSync(licence)) cpSync(licence, join(folder, "LICENSE.node"))
  writeFileSync(join(folder, "fengong"), STARTER)
  for (const runs of ["node", "fengong"]) chmodSync(join(folder, runs), 0o755)
  writeFileSync(join(folder, SUMS), sumsOf(folder))
}

export const sumOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex")

/** As `sha256sum -c` reads it. */
function sumsOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
  return files.map((name) => `${sumOf(join(folder, name))}  ${name}\n`).join("")
}

/** Files of a bundle that are not as they were made; empty: it is whole. */
export const changedIn = (folder: string): string[] =>
  readFileSync(join(folder, SUMS), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .filter((line) => {
      const path = join(folder, line.slice(66))
      return !existsSync(path) || sumOf(path) !== line.slice(0, 64)
    })
    .map((line) => line.slice(66))
