/** Who approves a plan before its 下达: nobody, a leader, or the head of the office that will supervise it. */
export const PLAN_APPROVERS = ["none", "leader", "head"] as const
export type PlanApprover = (typeof PLAN_APPROVERS)[number]

/** Every number that is policy, with its default. There is no national standard; domain.md 3.3–3.4 and 4.3 list practice. */
export const DEFAULTS = {
  /** Name of the organisation, shown in the masthead's title and on print. */
  organisation: "",
  /** 审定: asked for at the 下达 or 更新 of a plan, and when it is answered. */
  planApprover: "none" as PlanApprover,
  /** 临期: due within so many working days and not reported. */
  dueSoonDays: 3,
  /** 退回: resubmit within so many working days. */
  resubmitDays: 3,
  /** 要求整改: rectify within so many working days, as proposed. */
  rectifyDays: 10,
  /** 督办单: to be answered within so many working days, as proposed. */
  noticeDays: 7,
  /** 督查结论: a unit may object within so many days (natural ones), and is answered within so many again. */
  objectionDays: 30,
  objectionDecisionDays: 30,
  /** 催办 by the program: whether; how many working days before; on which working days after. */
  remindAutomatically: true,
  remindBeforeDays: 3,
  remindOverdueSteps: "1,3,5,10",
  /** Overdue by so many working days it is told to the unit's head, to its 分管领导; proposed for a 通报. 0: never. */
  headAfterDays: 3,
  leaderAfterDays: 5,
  circularAfterDays: 10,
  /** 久无进展: so many rounds of 无变化, so many working days without a word; listed for a talk. 0: never. */
  silentRounds: 3,
  silentDays: 60,
  /** Ranks units by what share of their reports came; off, they stand in 单位排序 and nowhere else. */
  ranksUnits: false,
  /** Messages leave the program between these hours of working days only. */
  sendFromHour: 9,
  sendUntilHour: 18,
  /** A round due up to this day of a month is about the period that ended before it; working days proposed for a first one. */
  lastPeriodDays: 20,
  roundDays: 10,
  /** The automatic cut-off comes at the end of the n-th working day after the due day; 0: never by itself. */
  cutOffDays: 3,
  /** 填报链接: ends with the n-th working day after the round's cut-off. */
  linkDays: 5,
  /** Evidence kept of one report, answer or inspection; of one unit in a plan; of a plan. In megabytes. */
  itemQuotaMb: 200,
  unitQuotaMb: 2000,
  planQuotaMb: 10_000,
  /** Sessions: idle and absolute, in minutes (等保; OWASP). Autosave counts as use. */
  idleMinutes: 30,
  absoluteMinutes: 600,
  /** The same idle time for the three administrators, where it is the shorter one. */
  administratorIdleMinutes: 15,
  /** So many sessions of a person at once; one more ends that which has not been used for the longest. */
  sessionsPerPerson: 10,
  /** Failed sign-ins before an account is locked, and for how many minutes. */
  lockAfterFailures: 5,
  lockMinutes: 15,
  /** Failed sign-ins from one address within that time before it has to wait, whatever the accounts. */
  addressFailures: 50,
  /** Least password length; classes of characters wanted of four (等保 profile). */
  passwordLength: 8,
  passwordClasses: 3,
  /** A password is to be changed after so many days; 0: never because of its age (ASVS profile). */
  passwordDays: 0,
  /** A new password is none of so many that were the person's last; 0: it is compared with none. */
  passwordHistory: 5,
}

export type Settings = typeof DEFAULTS
export type SettingKey = keyof Settings

/** The defaults with what has been set over them. */
export const settingsOf = (rows: { key: string; value: unknown }[]): Settings => ({
  ...DEFAULTS,
  ...Object.fromEntries(rows.filter(({ key }) => key in DEFAULTS).map(({ key, value }) => [key, value])),
})
