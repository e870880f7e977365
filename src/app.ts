import { Hono } from "hono"
import { csrf } from "hono/csrf"
import { HTTPException } from "hono/http-exception"
import { secureHeaders } from "hono/secure-headers"
import { limitBody } from "#src/door/body.ts"
import { originOf } from "#src/door/cookies.ts"
import type { Env, Ports } from "#src/door/env.ts"
import { answerError } from "#src/door/errors.tsx"
import { files } from "#src/door/files.ts"
import { signedIn, visit } from "#src/door/guard.ts"
import { channelsAdmin } from "#src/messages/routes.tsx"
import { locks } from "#src/office/attempts/routes.tsx"
import { dayTelling } from "#src/office/calendar/day_routes.tsx"
import { calendarAdmin } from "#src/office/calendar/routes.tsx"
import { handoverDecisions, ownHandovers } from "#src/office/handovers/routes.tsx"
import { account } from "#src/office/people/account_routes.tsx"
import { peopleDirectory } from "#src/office/people/directory_routes.tsx"
import { postGrants } from "#src/office/people/posts_routes.tsx"
import { signingIn } from "#src/office/people/routes.tsx"
import { askingForResets, resetDecisions, usingResets } from "#src/office/resets/routes.tsx"
import { settingsPage } from "#src/office/settings/routes.tsx"
import { setup } from "#src/office/setup/routes.tsx"
import { readiness, system } from "#src/office/system/routes.tsx"
import { unitDirectory } from "#src/office/units/directory_routes.tsx"
import { leavings } from "#src/owing/leaving/leaving_routes.tsx"
import { desk } from "#src/pages/desk/routes.tsx"
import { help } from "#src/pages/help/routes.tsx"
import { trail } from "#src/pages/log/routes.tsx"
import { overview } from "#src/pages/overview/routes.tsx"
import { tasks } from "#src/pages/task/routes.tsx"
import { unitReading } from "#src/pages/unit/unit_routes.tsx"
import { assignments } from "#src/plans/assignments/routes.tsx"
import { consultationsOfUnits, draftConsultations } from "#src/plans/consultations/routes.tsx"
import { draftApproval } from "#src/plans/intake/drafts/approval_routes.tsx"
import { intake } from "#src/plans/intake/drafts/routes.tsx"
import { plans } from "#src/plans/plan/routes.tsx"
import { planSettings } from "#src/plans/plan/settings_routes.tsx"
import { rounds } from "#src/plans/rounds/routes.tsx"
import { summaries } from "#src/plans/summaries/routes.tsx"
import { arrangement } from "#src/plans/tasks/arrangement_routes.tsx"
import { breakdowns } from "#src/reports/breakdowns/routes.tsx"
import { attachments } from "#src/reports/evidence/routes.tsx"
import { openingLinks, planLinks } from "#src/reports/links/routes.tsx"
import { reports } from "#src/reports/report/routes.tsx"
import { arrivals } from "#src/reports/sheets/arrival_routes.tsx"
import { sheets } from "#src/reports/sheets/routes.tsx"
import { planLife } from "#src/supervision/ending/life_routes.tsx"
import { extensions } from "#src/supervision/extensions/routes.tsx"
import { inspections, planInspections } from "#src/supervision/inspections/routes.tsx"
import { instructions, planInstructions } from "#src/supervision/instructions/routes.tsx"
import { supervision } from "#src/supervision/log/routes.tsx"
import { notices, planNotices } from "#src/supervision/notices/routes.tsx"
import { reminders } from "#src/supervision/reminders/routes.tsx"
import { silence } from "#src/supervision/silence/routes.tsx"
import { unitTransfers } from "#src/supervision/transfers/routes.tsx"
import { missing } from "./refusal.ts"

const YEAR = 31_536_000

const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)/

/** The program: what every request passes, then one line a capability. */
export function createApp(ports: Ports) {
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    c.set("ports", ports)
    // Also for pages that refuse before anybody is asked who they are.
    c.set("now", ports.clock())
    await next()
  })
  app.use(async (c, next) => {
    await next()
    // What is downloaded is no page of ours. Outside the headers of pages, which would put theirs in its place.
    if (c.res.headers.has("Content-Disposition")) c.header("Content-Security-Policy", "sandbox; default-src 'none'")
    // The address of a link is its key. Under no-referrer its button would post `Origin: null` and be refused on plain HTTP.
    if (c.req.path.startsWith("/link/")) c.header("Referrer-Policy", "strict-origin")
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Under no-referrer a form on a plain-HTTP intranet host posts `Origin: null` and would be refused as foreign.
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
      strictTransportSecurity: `max-age=${YEAR}; includeSubDomains`,
    }),
  )
  app.route("/", files)
  app.route("/", readiness)
  // Before anything else: what says itself that it is too large is not looked at.
  app.use(limitBody)
  app.use(csrf({ origin: (origin, c) => origin === originOf(c) }))
  app.post("*", async (c, next) => {
    if (!FORM_TYPES.test(c.req.header("content-type") ?? "")) throw new HTTPException(415)
    await next()
  })
  app.use(visit)

  app.route("/", signingIn)
  app.route("/setup", setup)
  app.route("/link", openingLinks)
  app.route("/reset", usingResets)
  app.use(signedIn)
  app.route("/account", account)
  app.route("/account", ownHandovers)
  app.route("/help", help)
  app.route("/day", dayTelling)
  app.route("/units", unitDirectory)
  app.route("/units", unitReading)
  app.route("/units", unitTransfers)
  app.route("/", assignments)
  app.route("/", breakdowns)
  app.route("/", reports)
  app.route("/", sheets)
  app.route("/", extensions)
  app.route("/", desk)
  app.route("/attachments", attachments)
  app.route("/notices", notices)
  app.route("/instructions", instructions)
  app.route("/inspections", inspections)
  app.route("/", summaries)
  app.route("/plans", intake)
  app.route("/plans", draftApproval)
  app.route("/plans", draftConsultations)
  app.route("/consultations", consultationsOfUnits)
  app.route("/plans", planSettings)
  app.route("/plans", planLife)
  app.route("/plans", rounds)
  app.route("/plans", reminders)
  app.route("/plans", planLinks)
  app.route("/plans", arrivals)
  app.route("/plans", supervision)
  app.route("/plans", silence)
  app.route("/plans", planNotices)
  app.route("/plans", planInstructions)
  app.route("/plans", planInspections)
  app.route("/plans", plans)
  app.route("/plans", tasks)
  app.route("/plans", arrangement)
  app.route("/overview", overview)
  app.route("/admin/locks", locks)
  app.route("/admin/people", leavings)
  app.route("/admin/people", askingForResets)
  app.route("/admin/resets", resetDecisions)
  app.route("/admin/people", peopleDirectory)
  app.route("/admin/posts", handoverDecisions)
  app.route("/admin/posts", postGrants)
  app.route("/admin/settings", settingsPage)
  app.route("/admin/calendar", calendarAdmin)
  app.route("/admin/channels", channelsAdmin)
  app.route("/admin/system", system)
  app.route("/admin/events", trail)

  app.notFound(() => {
    throw missing()
  })
  app.onError((error, c) => answerError(error, c))
  return app
}
