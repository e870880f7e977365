import htmx from "htmx.org/dist/htmx.min.js"
import admin from "#views/assets/admin.css"
import app from "#views/assets/app.js"
import base from "#views/assets/base.css"
import desk from "#views/assets/desk.css"
import deskScript from "#views/assets/desk.js"
import evidenceScript from "#views/assets/evidence.js"
import { scriptsOf, stylesOf } from "#views/assets/files.ts"
import icon from "#views/assets/icon.svg"
import intake from "#views/assets/intake.css"
import intakeScript from "#views/assets/intake.js"
import matrix from "#views/assets/matrix.css"
import matrixScript from "#views/assets/matrix.js"
import notices from "#views/assets/notices.css"
import overview from "#views/assets/overview.css"
import plans from "#views/assets/plans.css"
import print from "#views/assets/print.css"
import reports from "#views/assets/reports.css"
import reportsScript from "#views/assets/reports.js"
import sessionScript from "#views/assets/session.js"
import units from "#views/assets/units.css"
import { assetsOf } from "./assets.ts"
import type { Capability } from "./house.ts"

/** A Worker has no files to read: each part is bundled as text. A test holds that none is missing. */
const PARTS: Record<string, string> = {
  "admin.css": admin,
  "app.js": app,
  "base.css": base,
  "desk.css": desk,
  "desk.js": deskScript,
  "evidence.js": evidenceScript,
  "intake.css": intake,
  "intake.js": intakeScript,
  "matrix.css": matrix,
  "matrix.js": matrixScript,
  "notices.css": notices,
  "overview.css": overview,
  "plans.css": plans,
  "print.css": print,
  "reports.css": reports,
  "reports.js": reportsScript,
  "session.js": sessionScript,
  "units.css": units,
}

const joined = (names: string[]) => names.map((name) => PARTS[name] ?? missing(name)).join("\n")

function missing(name: string): never {
  throw new Error(`src/door/edge_assets.ts does not import ${name}`)
}

/** An answer under `Content-Encoding: gzip` is packed by workerd itself on its way out. */
export const packedByWorkerd = (text: string) => text

/** The same files as on Node, with the same hashes. */
export const edgeAssets = (capabilities: readonly Capability[]) =>
  assetsOf(
    {
      "style.css": joined(stylesOf(capabilities)),
      "app.js": joined(scriptsOf(capabilities)),
      "htmx.js": htmx,
      "icon.svg": icon,
    },
    packedByWorkerd,
  )
