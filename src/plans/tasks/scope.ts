import { sql } from "drizzle-orm"

/**
 * 责任领导 of the task that is read, as `leadersIn` takes them; whoever has an account is called as it says now. A
 * libSQL server's parser, unlike the embedded one, knows no HAVING without GROUP BY.
 */
export const leadersOf = sql<string | null>`(
  select nullif(json_group_array(json_object('personId', l.person_id, 'name', l.name)), '[]')
  from (select l.person_id, coalesce(p.name, l.name) as name from task_leaders l left join people p on p.id = l.person_id
    where l.task_id = tasks.id order by l.position) l)`
