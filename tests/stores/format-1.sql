-- A store as the program wrote it before runners had ids (format 1), after three publications.
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
CREATE TABLE migration (version BIGINT NOT NULL PRIMARY KEY);
INSERT INTO migration (version) VALUES (1);
UPDATE counter SET number = 51;
INSERT INTO feed VALUES ('377a8de452d44a3495fda9d0e4ac19ab8633b60ddd4ebb3c5ff52aa717aeaa94', 'Ada Lovelace', 'full', 1795840802, 1795840802);
INSERT INTO feed VALUES ('8d41ee5cacf6479b3800fdbe3dc33cd6984f465aab25a18050bc284c38d4e7e5', 'Ada Lovelace', 'full', 1795840802, NULL);
INSERT INTO feed VALUES ('dc59a9d3395fbecb18cac64f10f5b97fdec4ebe8d4302fdb97ce47d7123cb739', 'Ada Lovelace', 'busy', 1795840802, NULL);
INSERT INTO feed VALUES ('5479b1f99d6f52276b953909fcfc59c47253d3f57828a7fb739adf6ccdd0e77b', 'bob', 'full', 1795840802, NULL);
INSERT INTO feed VALUES ('d4198dd23f8e8d790d97f84fd522b6d339fa47b79f00fc517ba4151e7281ed79', 'Jo Day', 'full', 1795840802, NULL);
INSERT INTO feed VALUES ('dad844ecc51fb6285445386a9f5476782d40c83aeecde8d2fb72a6a6abea0e5a', 'jo day', 'full', 1795840802, NULL);
INSERT INTO feed VALUES ('b429680ace093ce1ba0a6d8669901635f30ba381068ef9d5362ca868e5a25a77', '日本', 'full', 1795840802, NULL);
INSERT INTO feed VALUES ('0dfbfcd3cccc3c2383f7d60b6e26c9959733a8b26e901f3dc67279b5700a6f28', 'A runner with a name of many words that is longer than an id may be', 'full', 1795840802, NULL);
INSERT INTO feed VALUES ('8c1b7d0ab73f2f1c9cd3c80f9ece5a52f87f9188e8f4b17e4da4da54de65a523', 'Eve', 'full', 1795840803, 1795840803);
INSERT INTO plan VALUES ('first-5k-8', '393498ef0dcea866462e488d10685b63ab2a80fbb5467a0086a3a25632be4c50', 0, 1795305600);
INSERT INTO plan VALUES ('half-12', '2a39f0190f885a5b58d44f8159f91e923368adc304113af5804a0b5afebebcd7', 0, 1795305600);
INSERT INTO publication VALUES ('Ada Lovelace', 'full', 3, 1795840808, 'BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//longrun//longrun//EN
CALSCALE:GREGORIAN
NAME:Ada Lovelace
X-WR-CALNAME:Ada Lovelace
UID:ada-lovelace@longrun
LAST-MODIFIED:20261128T044008Z
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20241027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20261228
DTEND;VALUE=DATE:20261229
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 55 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20261229T190000
DTEND;TZID=Europe/Berlin:20261229T193000
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 54 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20261230
DTEND;VALUE=DATE:20261231
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 53 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20261231
DTEND;VALUE=DATE:20270101
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 52 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270101
DTEND;VALUE=DATE:20270102
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 51 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270102
DTEND;VALUE=DATE:20270103
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 50 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w7.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270103
DTEND;VALUE=DATE:20270104
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 49 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270104
DTEND;VALUE=DATE:20270105
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 48 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270105T190000
DTEND;TZID=Europe/Berlin:20270105T193000
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 47 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270106
DTEND;VALUE=DATE:20270107
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 46 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270107
DTEND;VALUE=DATE:20270108
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 45 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270108
DTEND;VALUE=DATE:20270109
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 44 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270109
DTEND;VALUE=DATE:20270110
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 43 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w6.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270110
DTEND;VALUE=DATE:20270111
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 42 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270111
DTEND;VALUE=DATE:20270112
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 41 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270112T190000
DTEND;TZID=Europe/Berlin:20270112T193500
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 40 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270113
DTEND;VALUE=DATE:20270114
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 39 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270114
DTEND;VALUE=DATE:20270115
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 38 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270115
DTEND;VALUE=DATE:20270116
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 37 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270116
DTEND;VALUE=DATE:20270117
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 36 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w5.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270117
DTEND;VALUE=DATE:20270118
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 35 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.rest.1@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:1
DTSTART;VALUE=DATE:20270118
DTEND;VALUE=DATE:20270119
SUMMARY:Away
DESCRIPTION:No training.\nAway\n\nWeek 4 of 8 (Run and walk)\, 34 days to t
 he race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.rest.4@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:1
DTSTART;VALUE=DATE:20270119
DTEND;VALUE=DATE:20270120
SUMMARY:Away
DESCRIPTION:No training.\nAway\n\nWeek 4 of 8 (Run and walk)\, 33 days to t
 he race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.rest.2@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:1
DTSTART;VALUE=DATE:20270120
DTEND;VALUE=DATE:20270121
SUMMARY:Away
DESCRIPTION:No training.\nAway\n\nWeek 4 of 8 (Run and walk)\, 32 days to t
 he race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.rest.5@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270121
DTEND;VALUE=DATE:20270122
SUMMARY:Away
DESCRIPTION:No training.\nAway\n\nWeek 4 of 8 (Run and walk)\, 31 days to t
 he race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.easy.2@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:1
DTSTART;VALUE=DATE:20270121
DTEND;VALUE=DATE:20270122
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 31 days to the race.
CATEGORIES:Easy run
STATUS:CANCELLED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.rest.3@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:1
DTSTART;VALUE=DATE:20270122
DTEND;VALUE=DATE:20270123
SUMMARY:Away
DESCRIPTION:No training.\nAway\n\nWeek 4 of 8 (Run and walk)\, 30 days to t
 he race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270123
DTEND;VALUE=DATE:20270124
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 29 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w4.easy.1@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:2
DTSTART;VALUE=DATE:20270124
DTEND;VALUE=DATE:20270125
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 28 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270125
DTEND;VALUE=DATE:20270126
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 27 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270126T190000
DTEND;TZID=Europe/Berlin:20270126T193500
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 26 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270127
DTEND;VALUE=DATE:20270128
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 25 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270128
DTEND;VALUE=DATE:20270129
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 24 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270129
DTEND;VALUE=DATE:20270130
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 23 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270130
DTEND;VALUE=DATE:20270131
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 22 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w3.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270131
DTEND;VALUE=DATE:20270201
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 21 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270201
DTEND;VALUE=DATE:20270202
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 20 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270202T190000
DTEND;TZID=Europe/Berlin:20270202T194000
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 19 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270203
DTEND;VALUE=DATE:20270204
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 18 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270204
DTEND;VALUE=DATE:20270205
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 17 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270205
DTEND;VALUE=DATE:20270206
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 16 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270206
DTEND;VALUE=DATE:20270207
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 15 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w2.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270207
DTEND;VALUE=DATE:20270208
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 14 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270208
DTEND;VALUE=DATE:20270209
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 13 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270209T190000
DTEND;TZID=Europe/Berlin:20270209T194000
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 12 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270210
DTEND;VALUE=DATE:20270211
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 11 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270211
DTEND;VALUE=DATE:20270212
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 10 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270212
DTEND;VALUE=DATE:20270213
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 9 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270213
DTEND;VALUE=DATE:20270214
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 8 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w1.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270214
DTEND;VALUE=DATE:20270215
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 7 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w0.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270215
DTEND;VALUE=DATE:20270216
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 6 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w0.easy.1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270216T190000
DTEND;TZID=Europe/Berlin:20270216T193000
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n20 min easy\, relaxed enough to talk\n5 min walk\n
 \nIn all 4 km\, about 30 min.\n\nWeek 8 of 8 (Race week)\, 5 days to the r
 ace.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w0.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270217
DTEND;VALUE=DATE:20270218
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 4 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w0.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270218
DTEND;VALUE=DATE:20270219
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n15 min easy\, relaxed enough to talk\n5 min walk\n
 \nIn all 3 km\, about 25 min.\n\nWeek 8 of 8 (Race week)\, 3 days to the r
 ace.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w0.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270219
DTEND;VALUE=DATE:20270220
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 2 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.first-5k-8.w0.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270220
DTEND;VALUE=DATE:20270221
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 1 day to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-spring-5k-2027.race.w0.race.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270221
DTEND;VALUE=DATE:20270222
SUMMARY:Race: Spring 5k
DESCRIPTION:Race day: 5 km.\n\nWeek 8 of 8 (Race week)\, race day.
CATEGORIES:Race
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270419
DTEND;VALUE=DATE:20270420
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 55 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270420T180000
DTEND;TZID=Europe/Berlin:20270420T183000
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 54 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270421
DTEND;VALUE=DATE:20270422
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 53 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270422
DTEND;VALUE=DATE:20270423
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 52 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270423
DTEND;VALUE=DATE:20270424
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 51 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270424
DTEND;VALUE=DATE:20270425
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 50 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w7.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270425
DTEND;VALUE=DATE:20270426
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 49 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270426
DTEND;VALUE=DATE:20270427
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 48 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270427T180000
DTEND;TZID=Europe/Berlin:20270427T183000
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 47 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270428
DTEND;VALUE=DATE:20270429
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 46 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270429
DTEND;VALUE=DATE:20270430
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 45 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270430
DTEND;VALUE=DATE:20270501
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 44 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270501
DTEND;VALUE=DATE:20270502
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 43 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w6.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270502
DTEND;VALUE=DATE:20270503
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 42 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270503
DTEND;VALUE=DATE:20270504
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 41 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270504T180000
DTEND;TZID=Europe/Berlin:20270504T183500
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 40 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270505
DTEND;VALUE=DATE:20270506
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 39 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270506
DTEND;VALUE=DATE:20270507
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 38 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270507
DTEND;VALUE=DATE:20270508
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 37 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270508
DTEND;VALUE=DATE:20270509
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 36 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w5.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270509
DTEND;VALUE=DATE:20270510
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 35 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270510
DTEND;VALUE=DATE:20270511
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 34 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270511T180000
DTEND;TZID=Europe/Berlin:20270511T183500
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 33 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270512
DTEND;VALUE=DATE:20270513
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 32 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270513
DTEND;VALUE=DATE:20270514
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 31 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270514
DTEND;VALUE=DATE:20270515
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 30 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270515
DTEND;VALUE=DATE:20270516
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 29 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w4.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270516
DTEND;VALUE=DATE:20270517
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 28 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270517
DTEND;VALUE=DATE:20270518
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 27 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270518T180000
DTEND;TZID=Europe/Berlin:20270518T183500
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 26 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270519
DTEND;VALUE=DATE:20270520
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 25 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270520
DTEND;VALUE=DATE:20270521
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 24 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270521
DTEND;VALUE=DATE:20270522
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 23 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270522
DTEND;VALUE=DATE:20270523
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 22 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w3.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270523
DTEND;VALUE=DATE:20270524
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 21 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270524
DTEND;VALUE=DATE:20270525
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 20 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270525T180000
DTEND;TZID=Europe/Berlin:20270525T184000
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 19 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270526
DTEND;VALUE=DATE:20270527
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 18 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270527
DTEND;VALUE=DATE:20270528
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 17 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270528
DTEND;VALUE=DATE:20270529
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 16 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270529
DTEND;VALUE=DATE:20270530
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 15 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w2.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270530
DTEND;VALUE=DATE:20270531
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 14 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270531
DTEND;VALUE=DATE:20270601
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 13 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270601T180000
DTEND;TZID=Europe/Berlin:20270601T184000
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 12 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270602
DTEND;VALUE=DATE:20270603
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 11 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270603
DTEND;VALUE=DATE:20270604
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 10 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270604
DTEND;VALUE=DATE:20270605
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 9 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270605
DTEND;VALUE=DATE:20270606
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 8 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w1.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270606
DTEND;VALUE=DATE:20270607
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 7 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w0.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270607
DTEND;VALUE=DATE:20270608
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 6 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w0.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270608T180000
DTEND;TZID=Europe/Berlin:20270608T183000
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n20 min easy\, relaxed enough to talk\n5 min walk\n
 \nIn all 4 km\, about 30 min.\n\nWeek 8 of 8 (Race week)\, 5 days to the r
 ace.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w0.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270609
DTEND;VALUE=DATE:20270610
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 4 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w0.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270610
DTEND;VALUE=DATE:20270611
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n15 min easy\, relaxed enough to talk\n5 min walk\n
 \nIn all 3 km\, about 25 min.\n\nWeek 8 of 8 (Race week)\, 3 days to the r
 ace.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w0.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270611
DTEND;VALUE=DATE:20270612
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 2 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.first-5k-8.w0.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270612
DTEND;VALUE=DATE:20270613
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 1 day to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:ada-lovelace-summer-5k-2027.race.w0.race.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270613
DTEND;VALUE=DATE:20270614
SUMMARY:Race: Summer 5k
DESCRIPTION:Race day: 5 km.\n\nWeek 8 of 8 (Race week)\, race day.
CATEGORIES:Race
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
');
INSERT INTO publication VALUES ('Ada Lovelace', 'busy', 3, 1795840808, 'BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//longrun//longrun//EN
CALSCALE:GREGORIAN
NAME:Busy
X-WR-CALNAME:Busy
UID:busy_6019b47864792ea1@longrun
LAST-MODIFIED:20261128T044008Z
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20241027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.08c11bf53dcbb347@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20261229T190000
DTEND;TZID=Europe/Berlin:20261229T193000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.43c6b7909b7ed44e@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270105T190000
DTEND;TZID=Europe/Berlin:20270105T193000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.9c32b59f8e033bf1@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270112T190000
DTEND;TZID=Europe/Berlin:20270112T193500
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.ce8e529c48652368@longrun
DTSTAMP:20261128T044008Z
LAST-MODIFIED:20261128T044008Z
SEQUENCE:2
DTSTART;TZID=Europe/Berlin:20270119T190000
DTEND;TZID=Europe/Berlin:20270119T193500
SUMMARY:Busy
STATUS:CANCELLED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.bc501f81a5ea3bcb@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270126T190000
DTEND;TZID=Europe/Berlin:20270126T193500
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.1cc57b7b40c82e42@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270202T190000
DTEND;TZID=Europe/Berlin:20270202T194000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.7b667126f47be3c5@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270209T190000
DTEND;TZID=Europe/Berlin:20270209T194000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_32bf076f3503a3f6.2fa37e0a3a30fc5c@longrun
DTSTAMP:20261128T044006Z
LAST-MODIFIED:20261128T044006Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20270216T190000
DTEND;TZID=Europe/Berlin:20270216T193000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.2f697dfa56863e2f@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270420T180000
DTEND;TZID=Europe/Berlin:20270420T183000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.8dd6f57f1dfcf516@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270427T180000
DTEND;TZID=Europe/Berlin:20270427T183000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.669b540a2f386e79@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270504T180000
DTEND;TZID=Europe/Berlin:20270504T183500
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.8532ef4c1577de90@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270511T180000
DTEND;TZID=Europe/Berlin:20270511T183500
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.9657641071a60253@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270518T180000
DTEND;TZID=Europe/Berlin:20270518T183500
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.5f0e65b7616e0dca@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270525T180000
DTEND;TZID=Europe/Berlin:20270525T184000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.d8382c814cf5cd8d@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270601T180000
DTEND;TZID=Europe/Berlin:20270601T184000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:busy_1c663175f0e542de.30a859ec87e53164@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=Europe/Berlin:20270608T180000
DTEND;TZID=Europe/Berlin:20270608T183000
SUMMARY:Busy
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
');
INSERT INTO publication VALUES ('bob', 'full', 1, 1795840805, 'BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//longrun//longrun//EN
CALSCALE:GREGORIAN
NAME:Café Run\, "Old Town"
X-WR-CALNAME:Café Run\, "Old Town"
DESCRIPTION:First 5 km. 2027-01-11 to 2027-03-07.
X-WR-CALDESC:First 5 km. 2027-01-11 to 2027-03-07.
UID:bob@longrun
LAST-MODIFIED:20261128T044005Z
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:America/New_York
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20251102T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270111
DTEND;VALUE=DATE:20270112
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 55 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270112
DTEND;VALUE=DATE:20270113
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 54 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270113
DTEND;VALUE=DATE:20270114
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 53 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270114
DTEND;VALUE=DATE:20270115
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 52 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270115
DTEND;VALUE=DATE:20270116
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 51 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270116T073000
DTEND;TZID=America/New_York:20270116T080000
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n8 × 1 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3 km\, about 30 min.\n\nWeek 1 of 8 (
 Run and walk)\, 50 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w7.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270117
DTEND;VALUE=DATE:20270118
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 1
  of 8 (Run and walk)\, 49 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270118
DTEND;VALUE=DATE:20270119
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 48 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270119
DTEND;VALUE=DATE:20270120
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 47 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270120
DTEND;VALUE=DATE:20270121
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 46 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270121
DTEND;VALUE=DATE:20270122
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 45 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270122
DTEND;VALUE=DATE:20270123
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 44 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270123T073000
DTEND;TZID=America/New_York:20270123T080000
SUMMARY:Run and walk\, 3.5 km
DESCRIPTION:5 min walk\n6 × 2 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 3.5 km\, about 30 min.\n\nWeek 2 of 8
  (Run and walk)\, 43 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w6.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270124
DTEND;VALUE=DATE:20270125
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 2
  of 8 (Run and walk)\, 42 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270125
DTEND;VALUE=DATE:20270126
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 41 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270126
DTEND;VALUE=DATE:20270127
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 40 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270127
DTEND;VALUE=DATE:20270128
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 39 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270128
DTEND;VALUE=DATE:20270129
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 38 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270129
DTEND;VALUE=DATE:20270130
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 37 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270130T073000
DTEND;TZID=America/New_York:20270130T080500
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n5 × 3 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 3 of 8 (
 Run and walk)\, 36 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w5.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270131
DTEND;VALUE=DATE:20270201
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 3
  of 8 (Run and walk)\, 35 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270201
DTEND;VALUE=DATE:20270202
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 34 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270202
DTEND;VALUE=DATE:20270203
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 33 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270203
DTEND;VALUE=DATE:20270204
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 32 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270204
DTEND;VALUE=DATE:20270205
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 31 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270205
DTEND;VALUE=DATE:20270206
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 30 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270206T073000
DTEND;TZID=America/New_York:20270206T080500
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n4 × 4 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4 km\, about 35 min.\n\nWeek 4 of 8 (
 Run and walk)\, 29 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w4.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270207
DTEND;VALUE=DATE:20270208
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 4
  of 8 (Run and walk)\, 28 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270208
DTEND;VALUE=DATE:20270209
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 27 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270209
DTEND;VALUE=DATE:20270210
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 26 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270210
DTEND;VALUE=DATE:20270211
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 25 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270211
DTEND;VALUE=DATE:20270212
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 24 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270212
DTEND;VALUE=DATE:20270213
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 23 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270213T073000
DTEND;TZID=America/New_York:20270213T080500
SUMMARY:Run and walk\, 4.5 km
DESCRIPTION:5 min walk\n4 × 5 min easy\, relaxed enough to talk\, with 90 
 s walk between\n5 min walk\n\nIn all 4.5 km\, about 35 min.\n\nWeek 5 of 8
  (Run and walk)\, 22 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w3.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270214
DTEND;VALUE=DATE:20270215
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 5
  of 8 (Run and walk)\, 21 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270215
DTEND;VALUE=DATE:20270216
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 20 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270216
DTEND;VALUE=DATE:20270217
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 19 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270217
DTEND;VALUE=DATE:20270218
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 18 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270218
DTEND;VALUE=DATE:20270219
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 17 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270219
DTEND;VALUE=DATE:20270220
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 16 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270220T073000
DTEND;TZID=America/New_York:20270220T081000
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n3 × 8 min easy\, relaxed enough to talk\, with 2 m
 in walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 6 of 8 
 (Run and walk)\, 15 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w2.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270221
DTEND;VALUE=DATE:20270222
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 6
  of 8 (Run and walk)\, 14 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270222
DTEND;VALUE=DATE:20270223
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 13 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270223
DTEND;VALUE=DATE:20270224
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 12 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270224
DTEND;VALUE=DATE:20270225
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 11 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270225
DTEND;VALUE=DATE:20270226
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 10 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270226
DTEND;VALUE=DATE:20270227
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 9 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.easy.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20270227T073000
DTEND;TZID=America/New_York:20270227T081000
SUMMARY:Run and walk\, 5 km
DESCRIPTION:5 min walk\n2 × 13 min easy\, relaxed enough to talk\, with 2 
 min walk between\n5 min walk\n\nIn all 5 km\, about 40 min.\n\nWeek 7 of 8
  (Run and walk)\, 8 days to the race.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w1.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270228
DTEND;VALUE=DATE:20270301
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 7
  of 8 (Run and walk)\, 7 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w0.rest.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270301
DTEND;VALUE=DATE:20270302
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 6 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w0.easy.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270302
DTEND;VALUE=DATE:20270303
SUMMARY:Run and walk\, 4 km
DESCRIPTION:5 min walk\n20 min easy\, relaxed enough to talk\n5 min walk\n
 \nIn all 4 km\, about 30 min.\n\nWeek 8 of 8 (Race week)\, 5 days to the r
 ace.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w0.rest.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270303
DTEND;VALUE=DATE:20270304
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 4 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w0.easy.2@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270304
DTEND;VALUE=DATE:20270305
SUMMARY:Run and walk\, 3 km
DESCRIPTION:5 min walk\n15 min easy\, relaxed enough to talk\n5 min walk\n
 \nIn all 3 km\, about 25 min.\n\nWeek 8 of 8 (Race week)\, 3 days to the r
 ace.
CATEGORIES:Easy run
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w0.rest.3@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270305
DTEND;VALUE=DATE:20270306
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 2 days to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.first-5k-8.w0.rest.4@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270306
DTEND;VALUE=DATE:20270307
SUMMARY:Rest day
DESCRIPTION:No training. Sleep\, eat well\, let the work sink in.\n\nWeek 8
  of 8 (Race week)\, 1 day to the race.
CATEGORIES:Rest
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
UID:runner-cafe9-run-old-town-2027.race.w0.race.1@longrun
DTSTAMP:20261128T044005Z
LAST-MODIFIED:20261128T044005Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270307
DTEND;VALUE=DATE:20270308
SUMMARY:Race: Café Run\, "Old Town"
DESCRIPTION:Race day: 5 km.\n\nWeek 8 of 8 (Race week)\, race day.
CATEGORIES:Race
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
');
