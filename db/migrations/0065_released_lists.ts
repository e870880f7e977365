/** 责任清单 go out to the public: by the 报备文件 it is known whether one may still be shown. */
export const releasedLists = [
  `alter table releases add column document_id integer references documents (id)`,
  `create index releases_document on releases (document_id) where document_id is not null`,
]
