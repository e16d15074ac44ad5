-- Runners have ids, and a publication is a row with its events. The rows of the format before are carried over by the
-- program (`names_to_ids.rs`), which drops `feed_1` and `publication_1` then.

-- A runner. The label is what is shown. Rows are never deleted, so that no id is given twice. `named` is the name by
-- which the runner's file is still to be recognised, or empty; `many` is 1 where that holds for every file of the name.
CREATE TABLE runner (
    id TEXT NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    named TEXT NOT NULL,
    many BIGINT NOT NULL
);

-- The runner of each season file without an id of its own, as it was once decided.
CREATE TABLE runner_file (
    file TEXT NOT NULL PRIMARY KEY,
    runner TEXT NOT NULL
);

-- Keys that this store alone knows, in hexadecimal digits.
CREATE TABLE secret (
    purpose TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

DROP INDEX feed_live;
ALTER TABLE feed RENAME TO feed_1;
ALTER TABLE publication RENAME TO publication_1;

CREATE TABLE feed (
    token_hash TEXT NOT NULL PRIMARY KEY,
    runner TEXT NOT NULL,
    kind TEXT NOT NULL,
    created BIGINT NOT NULL,
    revoked BIGINT
);
CREATE UNIQUE INDEX feed_live ON feed (runner, kind) WHERE revoked IS NULL;

-- A calendar is its head, its events in the order of their places, and its tail, byte for byte. `whole` is 1 where the
-- text could not be taken apart: the head is all of it then.
CREATE TABLE publication (
    runner TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision BIGINT NOT NULL,
    published BIGINT NOT NULL,
    head TEXT NOT NULL,
    tail TEXT NOT NULL,
    whole BIGINT NOT NULL,
    PRIMARY KEY (runner, kind)
);

-- An event as it was last published. `revision` is that of the publication in which it last changed. An event without a
-- place is not shown: with its content it is hidden by a window and may come back, without content it is gone.
CREATE TABLE event (
    runner TEXT NOT NULL,
    kind TEXT NOT NULL,
    uid TEXT NOT NULL,
    place BIGINT,
    revision BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    day TEXT NOT NULL,
    time TEXT NOT NULL,
    etag TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (runner, kind, uid)
);
CREATE INDEX event_revision ON event (runner, kind, revision);
