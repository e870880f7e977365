import { afterAll } from "vitest"
import { endCopies } from "./copies.ts"

afterAll(endCopies)
