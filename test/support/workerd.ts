export { type RunningWorker, startWorker, type WorkerOptions } from "#src/dev_edge/worker.ts"
