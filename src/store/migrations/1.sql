-- One text for SQLite and PostgreSQL: TEXT and BIGINT alone. Moments are Unix seconds.

-- One row. Whoever writes raises it first, which makes writers queue; and servers see by it that something changed.
CREATE TABLE counter (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
);
INSERT INTO counter (id, number) VALUES (1, 0);

CREATE TABLE feed (
    token_hash TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    created BIGINT NOT NULL,
    revoked BIGINT
);
CREATE UNIQUE INDEX feed_live ON feed (name, kind) WHERE revoked IS NULL;

CREATE TABLE publication (
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision BIGINT NOT NULL,
    published BIGINT NOT NULL,
    ics TEXT NOT NULL,
    PRIMARY KEY (name, kind)
);

CREATE TABLE plan (
    name TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    modified BIGINT NOT NULL
);
