// A worker that is ended, or whose test run is killed, takes along the servers and browsers that it started: all of them
// wait for its exit.
for (const end of ["disconnect", "SIGTERM"]) process.once(end, () => process.exit(1))
