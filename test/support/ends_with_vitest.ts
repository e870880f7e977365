// A test run that is killed takes its workers along, and these the servers and browsers that they started.
process.once("disconnect", () => process.exit(1))
