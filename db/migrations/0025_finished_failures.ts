/** Only a try that has ended counts as a failure; one that is still being tried, or that was killed, is none. */
export const finishedFailures = [
  `alter table sign_in_attempts add column failed integer default 0 not null`,
  `update sign_in_attempts set failed = 1 where not succeeded`,
]
