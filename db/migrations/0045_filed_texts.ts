/**
 * The day on which a text of a 报备文件 left its unit: one that only went to the head is the unit's alone. What was filed
 * before had no such day; it is taken from its version, and of an earlier sending from the document.
 */
export const filedTexts = [
  `alter table document_texts add column filed_on text`,
  `update document_texts set filed_on = coalesce(
    (select v.filed_on from document_versions v where v.document_id = document_texts.document_id
      and v.number = document_texts.number and v.sendings = document_texts.sending),
    (select d.first_filed_on from documents d where d.id = document_texts.document_id))`,
]
