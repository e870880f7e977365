// A thread of Node 20 does not take over from the program that sources are read through tsx: it is told first.
import { register } from "tsx/esm/api"

register()
await import("./sheet_thread.ts")
