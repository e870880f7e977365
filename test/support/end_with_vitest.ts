// Imported, because a set-up file is run again before each test file of a worker, and what it imports is not.
import "./ends_with_vitest.ts"
