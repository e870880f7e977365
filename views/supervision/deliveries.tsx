import type { Sent, Supervision } from "#src/supervision/log/log_queries.ts"
import { CHANNEL_LABEL, deliveryWords } from "../deliveries/words.ts"
import { AUDIENCE_LABEL } from "../words/roles.ts"

/** In the program it always stands; beside it who was written to and how that went. */
export const Deliveries = ({
  row: { kind, messages },
  today,
}: {
  row: { kind: Supervision["log"][number]["kind"]; messages: Sent[] }
  today: string
}) =>
  messages.length === 0 ? (
    kind === "telephoned" ? (
      "电话告知"
    ) : (
      "系统内显示"
    )
  ) : (
    <details class="on-paper">
      <summary>
        已发 {messages.filter(({ outcome }) => outcome === "sent").length} / {messages.length}
      </summary>
      <ul class="small">
        {messages.map((one) => (
          <li>
            {one.receiver}（{one.channel === "robot" ? CHANNEL_LABEL.robot : AUDIENCE_LABEL[one.audience]}）：
            {deliveryWords(one, today)}
          </li>
        ))}
      </ul>
    </details>
  )
