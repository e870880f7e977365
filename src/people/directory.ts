import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Person, type Post, people, posts } from "#db/schema.ts"
import { type By, nextSubject, record } from "#src/events/record.ts"

export type NewPerson = Pick<Person, "login" | "name" | "passwordHash"> &
  Partial<Pick<Person, "unitId" | "contact" | "mustChangePassword">>

/** Creates an account; what its holder may do is granted apart from it (三员). Resolves with the person's id. */
export async function addPerson(database: Database, person: NewPerson, by: By): Promise<number> {
  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "person_added",
        subject: nextSubject("person", people),
        version: 1,
        particulars: { login: person.login, name: person.name },
      },
    ],
    [
      database.db
        .insert(people)
        .values({ ...person, passwordSetAt: by.at })
        .returning({ id: people.id }),
    ] as const,
  )
  if (!row) throw new Error("the person was written without an id")
  return row.id
}

export type NewPost = Pick<Post, "personId" | "kind" | "fromOn"> &
  Partial<Pick<Post, "unitId" | "untilOn" | "standIn" | "beat">>

/** Grants a post. Who may hold which together is src/people/policy.ts. */
export const grantPost = (database: Database, post: NewPost, by: By) =>
  record(
    database,
    by,
    [{ action: "post_granted", subject: nextSubject("post", posts), version: 1, particulars: { ...post } }],
    [database.db.insert(posts).values(post)],
  )

/** Ends a post after a day; it stays in the history. */
export const endPost = (database: Database, post: Post, lastDay: string, by: By) =>
  record(
    database,
    by,
    [
      {
        action: "post_ended",
        subject: `post:${post.id}`,
        version: post.version + 1,
        particulars: { untilOn: { before: post.untilOn, after: lastDay } },
      },
    ],
    [
      database.db
        .update(posts)
        .set({ untilOn: lastDay, version: post.version + 1 })
        .where(eq(posts.id, post.id)),
    ],
  )
