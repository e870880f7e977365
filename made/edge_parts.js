import part0 from "../views/assets/base.css"
import part1 from "../views/assets/admin.css"
import part2 from "../views/assets/plans.css"
import part3 from "../views/assets/matrix.css"
import part4 from "../views/assets/overview.css"
import part5 from "../views/assets/reports.css"
import part6 from "../views/assets/desk.css"
import part7 from "../views/assets/notices.css"
import part8 from "../views/assets/intake.css"
import part9 from "../views/assets/units.css"
import part10 from "../views/assets/print.css"
import part11 from "../views/assets/app.js"
import part12 from "../views/assets/matrix.js"
import part13 from "../views/assets/evidence.js"
import part14 from "../views/assets/reports.js"
import part15 from "../views/assets/desk.js"
import part16 from "../views/assets/session.js"
import part17 from "../views/assets/intake.js"

export const PARTS = {
  "base.css": part0,
  "admin.css": part1,
  "plans.css": part2,
  "matrix.css": part3,
  "overview.css": part4,
  "reports.css": part5,
  "desk.css": part6,
  "notices.css": part7,
  "intake.css": part8,
  "units.css": part9,
  "print.css": part10,
  "app.js": part11,
  "matrix.js": part12,
  "evidence.js": part13,
  "reports.js": part14,
  "desk.js": part15,
  "session.js": part16,
  "intake.js": part17,
}
