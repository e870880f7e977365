import type { Login, World } from "#test/support/world.ts"

type Sent = Record<string, string | string[]> | { file: File }

/** Posts a form; with a file as a browser sends it. */
export function post(w: World, path: string, sent: Sent, login: Login | null = "lin") {
  const { file } = sent
  if (!(file instanceof File)) return w.as(login).post(path, sent as Record<string, string | string[]>)
  const form = new FormData()
  form.set("source", "")
  form.set("file", file)
  return w.as(login).post(path, form)
}

export type DraftOn = { path: string; revision: number }

/** Imports a document as 林督查 and stays on its page. */
export async function imported(w: World, sent: Sent) {
  const answer = await post(w, "/plans/new", sent)
  if (answer.status !== 303) throw new Error(`not imported: ${answer.status} ${await answer.text()}`)
  const path = answer.headers.get("location") ?? ""
  return {
    path,
    revision: 1,
    html: async () => (await w.as("lin").get(path)).text(),
    /** One correction from the newest state of the page. */
    async correct(fields: Record<string, string | string[]>, act = "corrections") {
      const corrected = await post(w, `${path}/${act}`, { revision: String(this.revision), ...fields })
      if (corrected.status !== 303) throw new Error(`not corrected: ${corrected.status} ${await corrected.text()}`)
      this.revision++
    },
  }
}

export const issue = (
  w: World,
  { path, revision }: DraftOn,
  over: Record<string, string> = {},
  login: Login | null = "lin",
) =>
  post(
    w,
    `${path}/issue`,
    {
      revision: String(revision),
      title: "关于加强普法的分工方案",
      docNumber: "",
      issuedOn: "2026-09-21",
      supervisingUnitId: "3",
      confirmed: "1",
      ...over,
    },
    login,
  )
