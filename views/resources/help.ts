import type { HelpSection } from "#src/door/house.ts"

export const help: readonly HelpSection[] = [
  {
    topic: "liaison",
    rank: 113,
    title: "阵地、渠道、讲师团和志愿者",
    text: "在普法年度的「普法资源」里登记本单位的阵地、宣传渠道、讲师团成员和志愿者队伍。联系方式只填办公电话，身份证号、手机号等个人号码不能登记。不再使用的写明原因停用。登记活动时选了阵地，阵地的使用次数就从活动里数出来。普法办的阵地和讲师各单位都能看到、选用。",
  },
]
