import type { Todo } from "#src/pages/todo/queries.ts"
import { DueItem, itemKey, type TodoItem } from "../reports/report_form.tsx"
import type { FlawedItem } from "../reports/todo.tsx"
import { cited, dayWords, momentWords } from "../words.ts"

type Props = {
  /** To be written. */
  items: TodoItem[]
  /** With the head, whose signature they need. */
  signing: TodoItem[]
  sent: Todo["sent"]
  ready: string[]
  open: string | null
  today: string
  flawed?: FlawedItem
}

/** 我的待办 as a 填报链接 shows it: what is due from its unit in its round; of what was sent only that it was. */
export const LinkTodo = ({ items, signing, sent, ready, open, today, flawed }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>{items.length > 0 ? `还有 ${items.length} 项待报` : "没有待报事项"}</h1>
        <p>
          {items[0] &&
            `${items[0].unit.name}，${cited({ ...items[0].plan, docNumber: null })}「${items[0].round.name}」，${dayWords(items[0].round.dueBy, today)}前报送。`}
          您正凭链接填报，只能看到这些。填完请退出。
        </p>
      </div>
      <div class="acts">
        {ready.length > 0 && (
          <form method="post" action="/todo/sending" id="send-ready">
            {ready.map((key) => (
              <input type="hidden" name="items" value={key} />
            ))}
            <button type="submit" class="primary">
              报送已填好的 {ready.length} 项
            </button>
          </form>
        )}
      </div>
    </div>
    {signing.length > 0 && <p class="note">{signing.length} 项已送单位负责人审签，由负责人登录后报送。</p>}
    <div class="todo">
      {items.map((item) => {
        const key = itemKey(item)
        const flaws = flawed?.key === key ? flawed : null
        return <DueItem item={item} open={open === key || flaws !== null} today={today} flaws={flaws} byLink />
      })}
    </div>
    {items.length === 0 && <p class="empty sheet">本期没有需要填报的事项了，可以退出。</p>}
    {sent.length > 0 && <Receipts sent={sent} today={today} />}
  </>
)

/** The receipt names the items by their labels: their words and what the office said are for whoever signs in. */
const Receipts = ({ sent, today }: { sent: Todo["sent"]; today: string }) => (
  <section class="block" id="sent">
    <h2>
      已报送 {sent.length} 项<small>要查看内容或撤回修改，请登录</small>
    </h2>
    <ul class="sheet rows">
      {sent.map(({ task, submittedAt }) => (
        <li>
          {task.label} <small>{submittedAt !== null && momentWords(submittedAt, today)}</small>
        </li>
      ))}
    </ul>
  </section>
)
