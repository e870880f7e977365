import type { HelpSection } from "#src/door/house.ts"
import { isAdmin, isSecurity } from "#src/office/people/actor.ts"
import { Go } from "../help/go.tsx"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 130,
    title: "联系电话",
    text: "在账户页填写办公电话，督查部门、领导和本单位看得到；催办打电话时据此联系。",
  },
  {
    topic: "admin",
    rank: 10,
    text: (
      <>
        在
        <Go to="/admin/people" whom={isAdmin}>
          账号
        </Go>
        里新建账号。初始口令由系统生成，只显示一次，请当面或电话告知本人；24小时内有效，本人首次登录必须修改。
      </>
    ),
  },
  {
    topic: "admin",
    rank: 20,
    text: "人员离岗的，停用账号，其登录立即全部退出；调到别的单位的，点「调整单位」。页面写明其岗位和在办数目，并请您写出接任人，暂时没有人选的选「暂缺」；接任由安全管理员确认后生效；调整单位时选「暂由本人继续担任」的，由安全管理员在「岗位授权」里确认继续或解除。交办给本人的事项退回本单位联络员。用户名不删除、不重复使用。",
  },
  {
    topic: "admin",
    rank: 20,
    title: "没有联络员的单位",
    text: (
      <>
        列在
        <Go to="/admin/people" whom={isAdmin}>
          账号
        </Go>
        页最上面，只有单位名称。交接时写了姓名、还没有账号的接任人也在那里，点姓名即可建立账号；岗位由安全管理员确认。
      </>
    ),
  },
  {
    topic: "admin",
    rank: 30,
    title: "忘了谁是安全管理员",
    text: "账号列表的「岗位」一列可以查到。",
  },
  {
    topic: "security",
    rank: 10,
    text: (
      <>
        在
        <Go to="/admin/posts" whom={isSecurity}>
          岗位授权
        </Go>
        里找到人，先选岗位再授予：联络员、负责人、督查人员要选单位；领导和三员不选。
      </>
    ),
  },
  {
    topic: "security",
    rank: 30,
    text: "到期自动失效的填结束日期。代理（AB角）必须填起止日期。督查人员可以选分片单位。",
  },
  {
    topic: "security",
    rank: 40,
    text: "点「解除、改期」填最后一天；要即刻失效，填昨天。单位因此没有人担任的，须选接任人，或选「暂缺」。改动在对方下一次点击时生效，不必重新登录。",
  },
  {
    topic: "security",
    rank: 60,
    text: "系统管理员、安全管理员、审计管理员须由不同的人担任，且不兼任业务岗位；每一种至少保留一人；不能为自己授权。",
  },
]
