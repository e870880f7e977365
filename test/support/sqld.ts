export { type Sqld, startSqld } from "#db/sqld.ts"
