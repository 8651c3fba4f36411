-- The tables of a scan. Times are RFC 3339 in UTC, days ISO dates, lists JSON; a missing value is NULL.
-- Places: file and exactly one of line, pointer, page, git_commit.
CREATE TABLE personas (
  persona TEXT PRIMARY KEY, rank INTEGER NOT NULL UNIQUE, stage TEXT NOT NULL, priority TEXT NOT NULL,
  probability REAL NOT NULL, probability_low REAL NOT NULL, probability_high REAL NOT NULL,
  prior_bits REAL NOT NULL, bits REAL NOT NULL, network TEXT,
  name TEXT -- only when the scan was told to reveal
);
CREATE TABLE records (persona TEXT NOT NULL, source TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE joins (persona TEXT NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL); -- why records are one persona
CREATE TABLE footprints (
  persona TEXT NOT NULL, day TEXT NOT NULL, channel TEXT NOT NULL, outcome TEXT NOT NULL, ip TEXT, factor_ip TEXT,
  client TEXT, os TEXT, anonymizer TEXT, count INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
  longest_minutes INTEGER NOT NULL, round_trips INTEGER NOT NULL, min_round_trip_ms INTEGER, vendor_place TEXT,
  file TEXT NOT NULL, line INTEGER, pointer TEXT, page INTEGER, git_commit TEXT
);
CREATE TABLE ties (
  tie INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, kind TEXT NOT NULL, family TEXT NOT NULL,
  value TEXT NOT NULL, bits REAL NOT NULL, because TEXT NOT NULL, sharers INTEGER NOT NULL,
  since TEXT -- when records showed both sides: no tie is older
);
CREATE TABLE muted ( -- what several share and what ties nobody
  muted INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, people INTEGER NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE muted_personas (
  muted INTEGER NOT NULL, persona TEXT NOT NULL, file TEXT NOT NULL, line INTEGER, pointer TEXT, page INTEGER, git_commit TEXT
);
CREATE TABLE refused (a TEXT NOT NULL, b TEXT NOT NULL, asked TEXT NOT NULL, reason TEXT NOT NULL); -- brought together, and apart
CREATE TABLE networks (network TEXT PRIMARY KEY, n_members INTEGER NOT NULL, n_facilitators INTEGER NOT NULL, n_ties INTEGER NOT NULL);
CREATE TABLE network_members (
  network TEXT NOT NULL, persona TEXT NOT NULL, role TEXT NOT NULL,
  first TEXT, last TEXT -- from when to when records show the persona
);
CREATE TABLE borrowed ( -- identities that somebody shows beside their owner
  owner TEXT NOT NULL, by TEXT NOT NULL, is_lent INTEGER NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE facilitators (
  facilitator INTEGER PRIMARY KEY, network TEXT NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE facilitator_personas (facilitator INTEGER NOT NULL, persona TEXT NOT NULL);
CREATE TABLE findings (
  finding INTEGER PRIMARY KEY, persona TEXT NOT NULL, signal TEXT NOT NULL, title TEXT NOT NULL, family TEXT NOT NULL,
  stage TEXT NOT NULL, bits REAL NOT NULL, counted_bits REAL NOT NULL, because TEXT NOT NULL, benign TEXT NOT NULL, verify TEXT NOT NULL
);
CREATE TABLE evidence (
  kind TEXT NOT NULL, -- finding, tie or facilitator
  id INTEGER NOT NULL, -- in the table of that kind
  file TEXT NOT NULL, line INTEGER, pointer TEXT, page INTEGER, git_commit TEXT
);
CREATE TABLE blind (persona TEXT NOT NULL, signal TEXT NOT NULL, needs TEXT NOT NULL);
CREATE TABLE intake (
  file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, source TEXT, records INTEGER NOT NULL, says INTEGER NOT NULL,
  passed_over INTEGER NOT NULL, rejected INTEGER NOT NULL, dropped_columns TEXT NOT NULL, unused_columns TEXT NOT NULL,
  first TEXT, last TEXT
);
CREATE TABLE intake_reasons (file TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL);
