import { enterActivity } from "./activities.ts"
import { addRobot, askForExtension, done, draftNotice, instruct, multipart, onReport, openRound } from "./acts.ts"
import { addJuror, bringAppraisal, drawPanel, RECORD } from "./appraisals.ts"
import { passOn, putBelow } from "./breakdowns.ts"
import { putPaper } from "./bulletins.ts"
import { bringCase } from "./cases.ts"
import { bringComment } from "./comments.ts"
import { askOpinions } from "./consultations.ts"
import { bringDocument, onDocument, takeBoth } from "./documents.ts"
import { enterDuty, fileList } from "./duties.ts"
import { feedOf } from "./feeds.ts"
import { PDF } from "./files.ts"
import { handOver } from "./handovers.ts"
import { bringInspection } from "./inspections.ts"
import { saveLayout } from "./ledger.ts"
import { allowLinks, madeLink } from "./links.ts"
import { bringMeeting } from "./meetings.ts"
import { enterOffer, placeOrder } from "./orders.ts"
import { bringRelease } from "./releases.ts"
import { enterResource } from "./resources.ts"
import { bringResults } from "./results.ts"
import { bringLines, partLine } from "./returns.ts"
import { bringRule } from "./rules.ts"
import { enterOutcome, enterSuggestion, enterSurvey } from "./suggestions.ts"
import { makeToken } from "./tokens.ts"
import { tell, UNTRUE, verify } from "./verifying.ts"
import { world } from "./world.ts"
import { addGroup, addLaw, addSet, openYear, YEAR } from "./years.ts"

/** What stands for the parameters that are no number, and for numbers that are not the first; all there in `furnished()`. */
const PLACES: Record<string, string> = {
  post: "3",
  login: "wang",
  topic: "liaison",
  figure: "behind",
  hash: "x",
  year: String(YEAR),
  name: "style.css",
  sheet: "1.csv",
  paper: "1.docx",
  yearPaper: "draw",
  targetPaper: "self",
}

/** The route table of the program: every method and address once, without what only stands before them. */
export const routesOf = (app: { routes: { method: string; path: string }[] }): string[] => [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
      .map(({ method, path }) => `${method} ${path}`),
  ),
]

export type Address = { method: string; path: string; route: string }

/** A route's addresses in the furnished world: one for each of its named alternatives, by which it is called then. */
export function addressesOf(pattern: string, places: Record<string, string> = {}): Address[] {
  const [method = "", path = ""] = pattern.split(" ")
  const named = path.match(/:\w+\{([a-z|-]+)\}/)
  const routes = named?.[1]?.split("|").map((one) => path.replace(named[0], one)) ?? [path]
  return routes.map((route) => ({
    method,
    route: `${method} ${route}`,
    path: route.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => places[name] ?? PLACES[name] ?? "1"),
  }))
}

const DOCUMENT = "关于普法的分工方案\n\n（一）制定计划。（牵头单位：办公室）\n"

/**
 * A world in which every address has something: a round, a report with evidence, a report to be judged, a notice that
 * 办公室 has to answer, a document that waits to be issued.
 */
export async function furnished() {
  furnishing ??= furnish()
  const { file, places } = await furnishing
  return { ...(await world(file)), places }
}

let furnishing: ReturnType<typeof furnish> | undefined

async function furnish() {
  const w = await world()
  await done(openRound(w))
  const files = multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })
  await done(w.as("wang").post("/assignments/1/rounds/1/attachments", files))
  await done(onReport(w, "zhou", 2, "report"))
  await done(draftNotice(w))
  await askForExtension(w)
  await done(instruct(w))
  await done(addRobot(w))
  await bringInspection(w, "objected")
  await allowLinks(w)
  const link = await madeLink(w)
  await done(w.as("lin").post("/desk/phrases", { kind: "return", text: "请写明人数。" }))
  await done(handOver(w))
  await done(w.as("admin").post("/admin/people/boss/reset", { version: "1" }))
  await putBelow(w)
  await done(passOn(w))
  await putPaper(w)
  await bringLines(w, "lin", [partLine(1, { achieved: "已开展培训。" })])
  await done(saveLayout(w))
  const pasted = await done(w.as("lin").post("/plans/new", { source: DOCUMENT }))
  await done(askOpinions(w, pasted.headers.get("location") ?? "", { units: "1" }))
  await openYear(w)
  await done(addLaw(w))
  await done(addGroup(w))
  await done(addSet(w))
  await bringCase(w, "reported")
  await bringRule(w, "drafting")
  await bringMeeting(w, "issued")
  await done(enterSuggestion(w))
  await done(enterSurvey(w))
  await done(enterOutcome(w))
  await done(enterActivity(w))
  await done(enterResource(w))
  await done(enterOffer(w))
  await done(placeOrder(w))
  await done(bringResults(w))
  await bringDocument(w, "recorded")
  await done(enterDuty(w))
  await fileList(w, 2)
  await takeBoth(w, 2)
  await done(onDocument(w, "lin", "record", {}, 2))
  await done(verify(w, [1], UNTRUE))
  await done(tell(w))
  await bringAppraisal(w, "panel")
  await done(drawPanel(w))
  const panel = await addJuror(w, "张代表")
  await done(w.as("lin").post("/appraisals/1/records", RECORD))
  // Written on again, while what was recorded stands.
  await done(onDocument(w, "wang", "version", {}, 2))
  await bringRelease(w, "released")
  const receipt = await bringComment(w, "answered")
  const feed = await feedOf(w, "wang")
  await makeToken(w, "wang")
  const last = (path: string | null) => path?.split("/").at(-1) ?? ""
  const file = await w.keep()
  return {
    file,
    places: {
      draft: last(pasted.headers.get("location")),
      key: last(link),
      panel: last(panel),
      file: last(feed),
      receipt: last(receipt),
    },
  }
}
