import { Hono } from "hono"
import { csrf } from "hono/csrf"
import { HTTPException } from "hono/http-exception"
import { secureHeaders } from "hono/secure-headers"
import { assignments } from "./assignments/routes.tsx"
import { attachments } from "./attachments/routes.tsx"
import { locks } from "./attempts/routes.tsx"
import { breakdowns } from "./breakdowns/routes.tsx"
import { dayTelling } from "./calendar/day_routes.tsx"
import { calendarAdmin } from "./calendar/routes.tsx"
import { consultationsOfUnits, draftConsultations } from "./consultations/routes.tsx"
import { channelsAdmin } from "./deliveries/routes.tsx"
import { desk } from "./desk/routes.tsx"
import { trail } from "./events/routes.tsx"
import { extensions } from "./extensions/routes.tsx"
import { leavings } from "./handovers/leaving_routes.tsx"
import { handoverDecisions, ownHandovers } from "./handovers/routes.tsx"
import { help } from "./help/routes.tsx"
import { limitBody } from "./http/body.ts"
import { originOf } from "./http/cookies.ts"
import type { Env, Ports } from "./http/env.ts"
import { answerError } from "./http/errors.tsx"
import { files } from "./http/files.ts"
import { signedIn, visit } from "./http/guard.ts"
import { inspections, planInspections } from "./inspections/routes.tsx"
import { instructions, planInstructions } from "./instructions/routes.tsx"
import { draftApproval } from "./intake/approval_routes.tsx"
import { intake } from "./intake/routes.tsx"
import { openingLinks, planLinks } from "./links/routes.tsx"
import { notices, planNotices } from "./notices/routes.tsx"
import { overview } from "./overview/routes.tsx"
import { account } from "./people/account_routes.tsx"
import { peopleDirectory } from "./people/directory_routes.tsx"
import { postGrants } from "./people/posts_routes.tsx"
import { signingIn } from "./people/routes.tsx"
import { planLife } from "./plans/life_routes.tsx"
import { plans } from "./plans/routes.tsx"
import { planSettings } from "./plans/settings_routes.tsx"
import { missing } from "./refusal.ts"
import { reminders } from "./reminders/routes.tsx"
import { reports } from "./reports/routes.tsx"
import { askingForResets, resetDecisions, usingResets } from "./resets/routes.tsx"
import { rounds } from "./rounds/routes.tsx"
import { settingsPage } from "./settings/routes.tsx"
import { setup } from "./setup/routes.tsx"
import { arrivals } from "./sheets/arrival_routes.tsx"
import { sheets } from "./sheets/routes.tsx"
import { silence } from "./silence/routes.tsx"
import { summaries } from "./summaries/routes.tsx"
import { supervision } from "./supervision/routes.tsx"
import { readiness, system } from "./system/routes.tsx"
import { arrangement } from "./tasks/arrangement_routes.tsx"
import { tasks } from "./tasks/routes.tsx"
import { unitTransfers } from "./transfers/routes.tsx"
import { unitDirectory } from "./units/directory_routes.tsx"
import { unitReading } from "./units/unit_routes.tsx"

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
