/** 搜索 among the reports of one plan, the newest first. */
export const soughtByPlan = ["create index sought_reports_plan on sought_reports (plan_id, id)"]
