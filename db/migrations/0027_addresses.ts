/** 佐证材料 may be an address on the web: a row without bytes. */
export const addresses = [`alter table attachments add column address text`]
