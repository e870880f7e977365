import type { Client, InStatement } from "@libsql/client"
import { patiently } from "./database.ts"
import { ensureImprints, hasImprints, migrationEvent } from "./imprints.ts"
import { foundation } from "./migrations/0001_foundation.ts"
import { planDrafts } from "./migrations/0002_plan_drafts.ts"
import { notices } from "./migrations/0003_notices.ts"
import { extensions } from "./migrations/0004_extensions.ts"
import { instructions } from "./migrations/0005_instructions.ts"
import { deliveries } from "./migrations/0006_deliveries.ts"
import { links } from "./migrations/0007_links.ts"
import { inspections } from "./migrations/0008_inspections.ts"
import { phrases } from "./migrations/0009_phrases.ts"
import { signedSheets } from "./migrations/0011_signed_sheets.ts"
import { roundRules } from "./migrations/0012_round_rules.ts"
import { transfers } from "./migrations/0013_transfers.ts"
import { handovers } from "./migrations/0014_handovers.ts"
import { planLife } from "./migrations/0015_plan_life.ts"
import { completions } from "./migrations/0016_completions.ts"
import { approvals } from "./migrations/0017_approvals.ts"
import { stages } from "./migrations/0018_stages.ts"
import { breakdowns } from "./migrations/0019_breakdowns.ts"
import { talks } from "./migrations/0020_talks.ts"
import { sealReach } from "./migrations/0021_seal_reach.ts"
import { difficulties } from "./migrations/0022_difficulties.ts"
import { uploads } from "./migrations/0023_uploads.ts"
import { imprints } from "./migrations/0024_imprints.ts"
import { finishedFailures } from "./migrations/0025_finished_failures.ts"
import { resets } from "./migrations/0026_resets.ts"
import { addresses } from "./migrations/0027_addresses.ts"
import { mailboxes } from "./migrations/0029_mailboxes.ts"
import { proposalSubjects } from "./migrations/0030_proposal_subjects.ts"
import { evidence } from "./migrations/0031_evidence.ts"
import { quiet } from "./migrations/0032_quiet.ts"
import { numberSeries } from "./migrations/0033_number_series.ts"
import { bulletins } from "./migrations/0034_bulletins.ts"
import { sought } from "./migrations/0035_sought.ts"
import { ledgerImports } from "./migrations/0036_ledger_imports.ts"
import { ledgerLayouts } from "./migrations/0037_ledger_layouts.ts"
import { feeds } from "./migrations/0038_feeds.ts"
import { soughtByPlan } from "./migrations/0039_sought_by_plan.ts"
import { years } from "./migrations/0042_years.ts"
import { groups } from "./migrations/0043_groups.ts"
import { documents } from "./migrations/0044_documents.ts"
import { filedTexts } from "./migrations/0045_filed_texts.ts"
import { activities } from "./migrations/0046_activities.ts"
import { activityUses } from "./migrations/0047_activity_uses.ts"
import { cases } from "./migrations/0048_cases.ts"
import { draftRules } from "./migrations/0049_draft_rules.ts"
import { duties } from "./migrations/0050_duties.ts"
import { dutyAssignments } from "./migrations/0051_duty_assignments.ts"
import { releases } from "./migrations/0053_releases.ts"
import { comments } from "./migrations/0054_comments.ts"
import { verifications } from "./migrations/0055_verifications.ts"
import { meetings } from "./migrations/0056_meetings.ts"
import { outsideVoices } from "./migrations/0057_outside_voices.ts"
import { resourcesKept } from "./migrations/0059_resources.ts"
import { ordersAndResults } from "./migrations/0060_orders_results.ts"
import { inspectedYear } from "./migrations/0061_inspected_year.ts"
import { addedTasks } from "./migrations/0063_added_tasks.ts"
import { observers } from "./migrations/0064_observers.ts"
import { releasedLists } from "./migrations/0065_released_lists.ts"
import { described } from "./migrations/0066_described.ts"
import { apiTokens } from "./migrations/0069_api_tokens.ts"
import { standardsKept } from "./migrations/0070_standards.ts"
import { appraisalCycles } from "./migrations/0071_appraisals.ts"
import { appraisalPanels } from "./migrations/0072_appraisal_panels.ts"
import { ensureQuiet } from "./quiet.ts"
import { compareSteps, ensureSteps, landedSteps, PATIENCE, type Step } from "./schema_steps.ts"
import { ensureSought } from "./sought.ts"

type Migration = { name: string; statements: string[] }

/** In order; a landed migration is never edited, its checksum is kept in the database. */
export const MIGRATIONS: Migration[] = [
  { name: "0001_foundation", statements: foundation },
  { name: "0002_plan_drafts", statements: planDrafts },
  { name: "0003_notices", statements: notices },
  { name: "0004_extensions", statements: extensions },
  { name: "0005_instructions", statements: instructions },
  { name: "0006_deliveries", statements: deliveries },
  { name: "0007_links", statements: links },
  { name: "0008_inspections", statements: inspections },
  { name: "0009_phrases", statements: phrases },
  { name: "0014_handovers", statements: handovers },
  { name: "0016_completions", statements: completions },
  { name: "0012_round_rules", statements: roundRules },
  { name: "0011_signed_sheets", statements: signedSheets },
  { name: "0013_transfers", statements: transfers },
  { name: "0015_plan_life", statements: planLife },
  { name: "0021_seal_reach", statements: sealReach },
  { name: "0018_stages", statements: stages },
  { name: "0019_breakdowns", statements: breakdowns },
  { name: "0017_approvals", statements: approvals },
  { name: "0024_imprints", statements: imprints },
  { name: "0025_finished_failures", statements: finishedFailures },
  { name: "0026_resets", statements: resets },
  { name: "0020_talks", statements: talks },
  { name: "0022_difficulties", statements: difficulties },
  { name: "0023_uploads", statements: uploads },
  { name: "0027_addresses", statements: addresses },
  { name: "0029_mailboxes", statements: mailboxes },
  { name: "0030_proposal_subjects", statements: proposalSubjects },
  { name: "0031_evidence", statements: evidence },
  { name: "0032_quiet", statements: quiet },
  { name: "0033_number_series", statements: numberSeries },
  { name: "0034_bulletins", statements: bulletins },
  { name: "0035_sought", statements: sought },
  { name: "0036_ledger_imports", statements: ledgerImports },
  { name: "0037_ledger_layouts", statements: ledgerLayouts },
  { name: "0038_feeds", statements: feeds },
  { name: "0039_sought_by_plan", statements: soughtByPlan },
  { name: "0042_years", statements: years },
  { name: "0043_groups", statements: groups },
  { name: "0044_documents", statements: documents },
  { name: "0046_activities", statements: activities },
  { name: "0047_activity_uses", statements: activityUses },
  { name: "0048_cases", statements: cases },
  { name: "0049_draft_rules", statements: draftRules },
  { name: "0045_filed_texts", statements: filedTexts },
  { name: "0050_duties", statements: duties },
  { name: "0053_releases", statements: releases },
  { name: "0056_meetings", statements: meetings },
  { name: "0057_outside_voices", statements: outsideVoices },
  { name: "0051_duty_assignments", statements: dutyAssignments },
  { name: "0054_comments", statements: comments },
  { name: "0059_resources", statements: resourcesKept },
  { name: "0060_orders_results", statements: ordersAndResults },
  { name: "0061_inspected_year", statements: inspectedYear },
  { name: "0055_verifications", statements: verifications },
  { name: "0063_added_tasks", statements: addedTasks },
  { name: "0064_observers", statements: observers },
  { name: "0070_standards", statements: standardsKept },
  { name: "0071_appraisals", statements: appraisalCycles },
  { name: "0072_appraisal_panels", statements: appraisalPanels },
  { name: "0069_api_tokens", statements: apiTokens },
  { name: "0065_released_lists", statements: releasedLists },
  { name: "0066_described", statements: described },
]

/**
 * Brings the database to this program's schema.
 *
 * Each migration lands with its row in `migrations` or not at all; then every table gets its imprints (db/imprints.ts) and its count (db/quiet.ts), and what was reported
 * is taken into the index of words (db/sought.ts). Refuses a database that a newer program has
 * migrated, and one whose landed migrations differ from ours. Two programs may start at once: the loser of the race
 * finds the migration's row taken, looks again and goes on.
 */
export async function migrate(client: Client, migrations = MIGRATIONS): Promise<void> {
  const until = Date.now() + PATIENCE
  const write = (statements: InStatement[]) => patiently(client, until, () => client.batch(statements, "write"))
  const steps = await stepsOf(migrations)
  if ((await landedSteps(client)) === null) {
    await write([
      `create table if not exists migrations (
        version integer primary key, name text not null, checksum text not null, landed_at integer not null)`,
    ])
  }
  for (;;) {
    const landed = (await landedSteps(client)) ?? []
    compareSteps(landed, steps)
    const next = migrations[landed.length]
    if (!next) break
    await land(client, write, next, landed.length + 1)
  }
  await ensureImprints(client, write)
  await ensureQuiet(client, write)
  await ensureSought(client, write)
}

/**
 * Looks and changes nothing: the last step that an older program's database has, or null when there is nothing to
 * upgrade: a new database, or one of this program's. Throws on one that is not for this program.
 */
export async function upgradesFrom(client: Client, migrations = MIGRATIONS): Promise<string | null> {
  const landed = (await landedSteps(client)) ?? []
  compareSteps(landed, await stepsOf(migrations))
  return landed.length < migrations.length ? (landed.at(-1)?.name ?? null) : null
}

/** Looks and changes nothing: throws unless the database has exactly this program's schema. */
export async function ensureMigrated(client: Client, migrations = MIGRATIONS): Promise<void> {
  await ensureSteps(client, await stepsOf(migrations))
}

/** What is known of each migration without what it does. */
export const stepsOf = (migrations: readonly Migration[]): Promise<Step[]> => Promise.all(migrations.map(stepOf))

type Write = (statements: InStatement[]) => Promise<unknown>

async function land(client: Client, write: Write, migration: Migration, version: number) {
  const row = {
    sql: "insert into migrations values (?, ?, ?, ?)",
    args: [version, migration.name, (await stepOf(migration)).checksum, Date.now()],
  }
  try {
    const events = (await hasImprints(client)) ? [migrationEvent(version, migration.name)] : []
    await write([row, ...events, ...migration.statements])
  } catch (error) {
    const landed = (await landedSteps(client)) ?? []
    if (landed.length < version) throw error
  }
}

async function stepOf({ name, statements }: Migration): Promise<Step> {
  const bytes = new TextEncoder().encode([name, ...statements].join("\n;\n"))
  const digest = await crypto.subtle.digest("SHA-256", bytes)
  return { name, checksum: Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("") }
}
