import { readdirSync } from "node:fs"
import { join } from "node:path"

const FOLDERS = ["src", "views", "db", "seeds"]

/**
 * Every source that a build may be made of, from the root, in an order that is always the same.
 *
 * @param {string} root
 */
export const sourcesOf = (root) =>
  FOLDERS.flatMap((folder) => filesIn(root, folder))
    .filter((path) => /\.(tsx?|mjs|json|css|js)$/.test(path))
    .sort()

/**
 * By hand: what Node 20 brings for it takes three times as long, at each start.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
const filesIn = (root, folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(root, path) : [path]
  })
