/** How often each table has changed that changes without an event: db/quiet.ts counts by triggers. */
export const quiet = [`create table quiet (name text primary key not null, n integer not null)`]
