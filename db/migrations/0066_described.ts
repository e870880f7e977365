/** 搜索: the parts of which their units have said something, few of all. */
export const described = [
  `create index assignments_described on assignments (plan_id)
    where measures || office || person_in_charge <> ''`,
]
