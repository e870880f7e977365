/** The stylesheet's parts, in order; together they are the one file `style.css`. Likewise the scripts of `app.js`. */
export const STYLES = [
  "base.css",
  "admin.css",
  "plans.css",
  "matrix.css",
  "overview.css",
  "reports.css",
  "desk.css",
  "notices.css",
  "intake.css",
  "units.css",
  "print.css",
]
export const SCRIPTS = ["app.js", "matrix.js", "evidence.js", "reports.js", "desk.js", "session.js", "intake.js"]
