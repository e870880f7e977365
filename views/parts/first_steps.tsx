import { newPlanPath, roundsPath } from "#src/paths.ts"

type Props = {
  /** May import and issue a plan. */
  mayImport: boolean
  /** A plan that runs and has never had a round. */
  plan: { id: number; name: string } | null
}

/** The way from an empty database to the first reports, with the step that comes next. */
export const FirstSteps = ({ mayImport, plan }: Props) => (
  <section class="sheet padded first-steps">
    <h2>{plan === null ? "还没有已下达的方案" : "还没有开启填报期"}</h2>
    {mayImport ? (
      <ol>
        <li aria-current={plan === null ? "step" : undefined}>
          {plan === null ? (
            <>
              <a class="button primary" id="first-import" href={newPlanPath}>
                导入方案
              </a>{" "}
              粘贴文件内容，或上传 Word、Excel 文件，核对任务和单位
            </>
          ) : (
            "导入方案：已完成"
          )}
        </li>
        <li>{plan === null ? "下达：各单位收到分工，开始签收" : `下达：${plan.name}`}</li>
        <li aria-current={plan === null ? undefined : "step"}>
          {plan === null ? (
            "开启填报期：成批设置时限和报送周期，各单位按期报送，在督查工作台逐项审核"
          ) : (
            <>
              <a class="button primary" id="first-round" href={roundsPath(plan.id)}>
                开启填报期
              </a>{" "}
              成批设置时限和报送周期；开启后各单位按期报送，在这里逐项审核
            </>
          )}
        </li>
      </ol>
    ) : (
      <p>督查人员导入并下达方案、开启填报期后，这里显示落实情况。</p>
    )}
  </section>
)
