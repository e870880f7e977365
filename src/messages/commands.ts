import { eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { deliveries, type Robot, robots } from "#db/schema.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { type By, nextId, nextSubject, record } from "#src/trail/record.ts"
import { hasFailed } from "./scope.ts"

export type RobotWords = Pick<Robot, "name" | "kind" | "url" | "secret" | "unitId">

/** The address has the robot's key in it: like the secret it never enters the trail, only where it leads. */
const told = ({ name, kind, unitId, url }: RobotWords) => ({ name, kind, unitId, host: new URL(url).host })

export const addRobot = (database: Database, robot: RobotWords, by: By) =>
  record(
    database,
    by,
    [{ action: "robot_added", subject: nextSubject("robot", robots), version: 1, particulars: told(robot) }],
    [database.db.insert(robots).values(robot)],
  )

/** Changes a robot or takes it out of use; what waits for one out of use is not sent. */
export const changeRobot = (database: Database, robot: Robot, changes: RobotWords & Pick<Robot, "active">, by: By) =>
  record(
    database,
    by,
    [
      {
        action: "robot_changed",
        subject: `robot:${robot.id}`,
        version: robot.version + 1,
        particulars: {
          ...beforeAfter({ ...told(robot), active: robot.active }, { ...told(changes), active: changes.active }),
          ...(changes.url !== robot.url ? { addressChanged: true } : {}),
          ...(changes.secret !== robot.secret ? { secretChanged: true } : {}),
        },
      },
    ],
    [
      database.db
        .update(robots)
        .set({ ...changes, version: robot.version + 1 })
        .where(eq(robots.id, robot.id)),
    ],
  )

/** Puts a test into the outbox, to a robot or to one person's mailbox; it goes out at any hour. */
export const sendTest = (database: Database, to: { robotId: number } | { personId: number }, by: By) =>
  record(
    database,
    by,
    [{ action: "delivery_tested", subject: nextSubject("delivery", deliveries), version: 1, particulars: { ...to } }],
    [
      database.db.insert(deliveries).values({
        key: sql`lower(hex(randomblob(16)))`,
        channel: "robotId" in to ? "robot" : "mail",
        about: "test",
        aboutId: nextId(deliveries),
        audience: "liaison",
        ...to,
        at: by.at,
        nextAttemptAt: by.at,
      }),
    ],
  )

/** The resends of one program are one after another: the version that the page has shown is the guard. */
export const RESENDS = "deliveries:resent"

/** After the cause was mended: everything that has failed is tried again from the start, under the same keys. */
export const resendFailed = (database: Database, { count, version }: { count: number; version: number }, by: By) =>
  record(
    database,
    by,
    [{ action: "deliveries_resent", subject: RESENDS, version: version + 1, particulars: { messages: count } }],
    [
      database.db
        .update(deliveries)
        .set({ outcome: null, doneAt: null, attempts: 0, nextAttemptAt: by.at, reason: "" })
        .where(hasFailed),
    ],
  )
