//! A new signal's file, with what is still to do in it.

use crate::Rule;

/// What every card has, for somebody who writes the first.
const CARD: &str = "\
# What is seen, as a sentence without full stop.
title: TO DO
# Where in a worker's life it looks: sourcing application interview identity shipping access endpoint virtual_desktop code
# payment conduct data offboarding references
stage: access
# Which cause it may share with others; of each family the heaviest finding counts: netloc remctl share persona doc ship
# payout work code exfil refnet list
family: netloc
# Bits: 1 doubles the odds, -1 halves them. Start low.
weight: 0.5
# Where the weight is from: `measured: …`, `published (TAG): …` or `guess: …`
weight_from: \"guess: not yet measured\"
# Kinds of record without which it is blind; see `bonafide signals new --help`.
needs: [sign-ins]
# Ordinary explanations: which honest person does it hit?
benign:
  - \"TO DO: an ordinary reason for this\"
# The least intrusive check that would settle it.
verify: \"TO DO: whom to ask for what\"
";

/// What keeps it true.
const TESTS: &str = "\
# Exports in, findings out. One that fires, one of an honest person on whom it is quiet. `bonafide signals test` runs them.
tests: []
#  - name: a person on whom it must be seen
#    files:
#      okta.ndjson: |
#        {\"eventType\": …}
#    fires_on: [ada@corp.example]
#  - name: an honest person on whom it must not
#    files: {}
#    fires_on: []
";

/// A file for a question in SQL.
pub fn card_of_sql(id: &str) -> String {
    format!(
        "id: {id}\n{CARD}\
# One SELECT over the scan's tables (see docs/own-signals.md): `persona`, `file` and one of `line`, `pointer`, `page`,
# `git_commit` are asked for; other columns can stand in `says`.
sql: |
  SELECT persona, file, line, count(*) AS n
  FROM footprints
  WHERE outcome = 'failure'
  GROUP BY persona HAVING n >= 100
# Rows of one persona from which on there is a finding.
at_least: 1
says: \"{{n}} refused sign-ins\"
{TESTS}"
    )
}

/// A card beside a Sigma rule that lies in the folder as `file`.
pub fn card_of_rule(id: &str, file: &str, rule: &Rule) -> String {
    let title = rule.title.replace('"', "'");
    let card = CARD.replacen("title: TO DO", &format!("title: \"{title}\""), 1);
    format!(
        "id: {id}\n{card}\
# The rule as its author published it ({}).
rule: {file}
# Records that it matches, and UTC days on which it does, from which on there is a finding.
at_least: 1
on_days: 1
says: \"{{count}} records on {{days}} days, the first on {{first}}\"
{TESTS}",
        rule.logsource()
    )
}
