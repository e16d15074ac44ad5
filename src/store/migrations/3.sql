-- The highest SEQUENCE that an event of the calendar was ever sent with, also one that is long gone: what follows a
-- calendar that was forgotten or is damaged starts above it. `whole` is 2 for a calendar that was forgotten: it has its
-- head alone. The program fills in what calendars from before have (`highest.rs`).
ALTER TABLE publication ADD COLUMN sequence BIGINT NOT NULL DEFAULT 0;
