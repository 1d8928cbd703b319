"""Which rows name a file of the store: as long as one does, its content stays."""

# table, the column with the number of its rows, the column with the hash
FILE_TABLES = (
    ("notes_attachment", "ref", "sha256"),
    ("exchange_import", "ref", "sha256"),
    ("documents_documentversion", "ref", "sha256"),
    ("people_company", "ref", "logo"),
)
