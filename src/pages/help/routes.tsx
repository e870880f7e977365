import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { missing } from "#src/refusal.ts"
import { HelpPage, TOPICS, topicOf } from "#views/help/help.tsx"

/** 帮助: one screen a role, one's own first. */
export const help = factory
  .createApp()
  .get("/", (c) =>
    page(
      c,
      { title: "帮助" },
      <HelpPage
        topic={topicOf(c.var.actor)}
        own
        help={c.var.house.help}
        reader={c.var.actor}
        dueSoonDays={c.var.settings.dueSoonDays}
      />,
    ),
  )
  .get("/:topic", (c) => {
    const topic = TOPICS.find(({ key }) => key === c.req.param("topic"))
    if (!topic) throw missing()
    return page(
      c,
      { title: `帮助：${topic.who}` },
      <HelpPage
        topic={topic}
        own={topic === topicOf(c.var.actor)}
        help={c.var.house.help}
        reader={c.var.actor}
        dueSoonDays={c.var.settings.dueSoonDays}
      />,
    )
  })
