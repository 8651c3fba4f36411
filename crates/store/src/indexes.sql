-- Made after the rows, which is faster than keeping them while rows come in.
CREATE INDEX records_by_persona ON records (persona);
CREATE INDEX records_by_key ON records (key);
CREATE INDEX footprints_by_persona ON footprints (persona, day);
CREATE INDEX footprints_by_ip ON footprints (ip);
CREATE INDEX ties_by_a ON ties (a);
CREATE INDEX ties_by_b ON ties (b);
CREATE INDEX muted_by_persona ON muted_personas (persona);
CREATE INDEX refused_by_pair ON refused (a, b);
CREATE INDEX joins_by_persona ON joins (persona, position);
CREATE INDEX findings_by_persona ON findings (persona);
CREATE INDEX findings_by_signal ON findings (signal);
CREATE INDEX evidence_by_id ON evidence (kind, id);
