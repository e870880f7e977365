export { type RunningWorker, startWorker, type WorkerOptions } from "#src/bin/dev_edge/worker.ts"
