/** 需要协调 is found among the reports of a round without reading all of them: on 总览, of every plan that runs. */
export const difficulties = ["create index reports_difficulty on reports (round_id) where has_difficulty"]
