/** Inspections reach 清单事项 and 责任单位 of a year that have no assignment; a draw says what it left out. */
export const inspectedYear = [
  `alter table inspection_items add column unit_id integer`,
  `alter table inspection_items add column duty_id integer`,
  `alter table inspection_items add column text_number integer`,
  `alter table inspection_draws add column excluded text default '[]' not null`,
]
