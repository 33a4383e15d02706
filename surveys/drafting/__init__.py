"""調査票の編集: pure edits of a draft, each giving a new document or saying what keeps it back."""
