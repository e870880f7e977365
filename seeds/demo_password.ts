/** Shown on the demo's login page and at its start; there is no such password outside a demo. */
export const DEMO_PASSWORD = "Fengong@2026"
